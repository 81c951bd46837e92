// The list of jobs: what needs somebody first; filtered by the address; only the rows near the viewport are drawn.
import { html, useState, useMemo, useCallback, useRef, useLayoutEffect, useEffect } from '../vendor/standalone.module.js';
import { rows, fitting, sorted, tally, values, KINDS } from '../parts/filter.js';
import { near } from '../parts/window.js';
import { to } from '../parts/route.js';
import { go } from '../parts/router.js';
import { icon } from '../parts/icons.js';
import { count } from '../parts/words.js';
import { State, Waiting } from '../parts/ui.js';
import { JobRow, BrokenRow } from '../parts/row.js';
import { useSteady } from '../parts/steady.js';
import { Several } from '../parts/several.js';
import { Templates } from '../parts/templates.js';

const NARROW = matchMedia('(max-width: 640px)');
/** The heights of a row and of a card; app.css has the same. */
const ROW = 50, CARD = 134;

/** How far down the list begins, about: as long as nobody has looked. */
const HEAD = 240;

/** So long (ms) after the first rows those come that are needed when somebody scrolls. */
const SPARE = 300;

/** The rows that are to be drawn: at first, before anything is measured, about those that the screen will show. */
function useView(table, total, height) {
  const [seen, see] = useState({ top: -HEAD, spare: false });
  const view = near(total, height, seen.top, innerHeight, seen.spare);
  const last = useRef();
  last.current = spare => {
    if (!table.current) return;
    const top = -table.current.getBoundingClientRect().top, next = near(total, height, top, innerHeight, spare);
    if (next.from !== view.from || next.to !== view.to || spare !== seen.spare) see({ top, spare });
  };
  useLayoutEffect(() => last.current(seen.spare), [total, height]);
  useEffect(() => {
    const later = setTimeout(() => last.current(true), SPARE);
    return () => clearTimeout(later);
  }, [total > 0]);
  useEffect(() => {
    const on = () => last.current(true);
    addEventListener('scroll', on, { passive: true });
    addEventListener('resize', on);
    return () => {
      removeEventListener('scroll', on);
      removeEventListener('resize', on);
    };
  }, []);
  return view;
}

function useNarrow() {
  const [narrow, set] = useState(NARROW.matches);
  useEffect(() => {
    const on = () => set(NARROW.matches);
    NARROW.addEventListener('change', on);
    return () => NARROW.removeEventListener('change', on);
  }, []);
  return narrow;
}

/** A row as high as the rows that are not drawn. */
function Gap({ rows: n, height }) {
  const ref = useRef();
  useLayoutEffect(() => { ref.current.style.height = n * height + 'px'; });
  return html`<tr class="gap" ref=${ref} aria-hidden="true" role="presentation"><td role="presentation"></td></tr>`;
}

export function Jobs({ route, store }) {
  const { known } = store, query = route.query;
  const all = useMemo(() => rows(known), [known]);
  const right = useMemo(() => sorted(fitting(all, query), query.sort, query.down), [all, query.q, query.tag, query.handler, query.state, query.sort, query.down]);
  const body = useRef();
  const shown = useSteady(body, right, JSON.stringify([query.q, query.tag, query.handler, query.state, query.sort, query.down]));
  const counts = useMemo(() => tally(all), [all]);
  const tags = useMemo(() => values(known, j => j.tags), [known]);
  const handlers = useMemo(() => values(known, j => j.handler), [known]);
  const [chosen, choose] = useState(() => new Set());
  const [refused, refuse] = useState({});
  const narrow = useNarrow(), height = narrow ? CARD : ROW;
  const view = useView(body, shown.length, height);
  const set = (change, keep) => go(to('jobs', undefined, { ...query, ...change }), !keep);
  const names = useMemo(() => shown.filter(r => r.job).map(r => r.name), [shown]);
  const picked = useMemo(() => names.filter(n => chosen.has(n)), [names, chosen]);
  const stored = useMemo(() => picked.filter(n => (known.jobs.get(n) || {}).stored !== false), [picked, known]);
  // The same functions for ever: a row in which nothing is new is not drawn again.
  const pick = useCallback(name => choose(old => {
    const next = new Set(old);
    if (!next.delete(name)) next.add(name);
    return next;
  }), []);
  const refuseOne = useCallback((name, error) => refuse(old => ({ ...old, [name]: error && error.message || error })), []);
  if (!known.whole && !known.jobs.size) return html`<div><h1 class="unseen">Jobs</h1><${Waiting} error=${store.refused}/></div>`;
  const sort = (by, text, of) => html`<th role="columnheader" scope="col" class=${of} aria-sort=${query.sort === by ? query.down ? 'descending' : 'ascending' : 'none'}>
    <button type="button" class="plain" onClick=${() => set(query.sort !== by ? { sort: by, down: '' } : query.down ? { sort: '', down: '' } : { down: '1' })}>
      ${text}</button></th>`;
  return html`<div>
    <div class="head"><h1>Jobs</h1><span class="quiet" role="status">
      ${shown.length === all.length ? '' : `${count(shown.length, 'job')} of ${all.length}`}</span>
      <a class="button primary" href=${to('new')}>${icon('plus')} New job</a></div>
    ${all.length > 0 && html`<form class="filter" role="search" onSubmit=${e => e.preventDefault()}>
      <label class="find">${icon('search')}<span class="unseen">Filter by name, tag, handler, schedule or reason</span>
        <input type="search" value=${query.q || ''} placeholder="name, tag, handler, schedule, reason" onInput=${e => set({ q: e.target.value })}/>
          </label>
      <div class="kinds" role="group" aria-label="state">
        <button type="button" aria-pressed=${!query.state} onClick=${() => set({ state: '' })}>all ${all.length.toLocaleString('en-GB')}</button>
        ${['running', ...KINDS].filter(k => counts[k] || query.state === k).map(k => html`<button type="button" key=${k} aria-pressed=${query.state === k}
          onClick=${() => set({ state: query.state === k ? '' : k })}><${State} kind=${k}/> ${counts[k].toLocaleString('en-GB')}</button>`)}</div>
      ${(tags.length > 0 || query.tag) && html`<${Choice} label="tag" all="any tag" value=${query.tag} values=${tags} set=${tag => set({ tag })}/>`}
      ${(handlers.length > 1 || query.handler) && html`<${Choice} label="handler" all="any handler" value=${query.handler} values=${handlers} set=${handler => set({ handler })}/>`}
    </form>`}
    ${picked.length > 0 && html`<${Several} names=${picked} stored=${stored} clear=${() => choose(new Set())} refuse=${refuse}/>`}
    ${all.length === 0 ? html`<${Templates}/>` : shown.length === 0
      ? html`<p class="empty">No job is like this. <a href=${to('jobs')}>Show all ${all.length}</a></p>`
      : html`<div><table class="jobs" role="table" aria-rowcount=${shown.length + 1} aria-label="jobs">
        <thead role="rowgroup"><tr role="row" aria-rowindex="1">
          <th role="columnheader" scope="col" class="pick">
            <input type="checkbox" aria-label="select all that are shown" checked=${picked.length > 0 && picked.length === names.length}
            ref=${el => { if (el) el.indeterminate = picked.length > 0 && picked.length < names.length; }}
            onChange=${() => choose(new Set(picked.length === names.length ? [] : names))}/></th>
          ${sort('', 'State', 'c-state')}${sort('name', 'Name', 'c-name')}<th role="columnheader" scope="col" class="c-when">Schedule</th>
          ${sort('last', 'Last', 'c-last')}<th role="columnheader" scope="col" class="c-recent">Last 20</th>${sort('next', 'Next', 'c-next')}
          <th role="columnheader" scope="col" class="c-act"><span class="unseen">Actions</span></th></tr></thead>
        <tbody role="rowgroup" ref=${body}>
          ${view.from > 0 && html`<${Gap} key="above" rows=${view.from} height=${height}/>`}
          ${shown.slice(view.from, view.to).map((r, i) => r.job
            ? html`<${JobRow} key=${r.key} row=${r} at=${view.from + i + 2} picked=${chosen.has(r.name)} pick=${pick} refused=${refused[r.name]} refuse=${refuseOne}/>`
            : html`<${BrokenRow} key=${r.key} row=${r} at=${view.from + i + 2}/>`)}
          ${view.to < shown.length && html`<${Gap} key="below" rows=${shown.length - view.to} height=${height}/>`}
        </tbody></table>
        ${!known.whole && html`<p class="quiet loading">more are coming</p>`}</div>`}</div>`;
}

const Choice = ({ label, all, value, values: of, set }) => html`<label><span class="unseen">${label}</span>
  <select value=${value || ''} onChange=${e => set(e.target.value)}>
  <option value="">${all}</option>${(value && !of.includes(value) ? [value, ...of] : of).map(v => html`<option key=${v} value=${v}>
    ${v}</option>`)}</select></label>`;
