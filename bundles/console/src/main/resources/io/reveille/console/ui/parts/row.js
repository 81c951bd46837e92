// One row of the list of jobs, or one card on a phone. Two lines high, whatever is in it.
import { html, useMemo } from '../vendor/standalone.module.js';
import { State, Outcome, Squares, Tags, Act, Progress, known } from './ui.js';
import { When, At } from './time.js';
import { Cell } from './table.js';
import { Menu } from './dialog.js';
import { icon } from './icons.js';
import { plain, span } from './words.js';
import { to } from './route.js';
import { act, askDelete, askInterrupt } from './actions.js';
import { now, zone } from './store.js';

const QUARTER = 900000;

/** What somebody should know about a job, in one line. */
function remark({ job, kind }, refused, close) {
  if (refused) return html`<span class="line attention" role="alert" title=${refused}>
    ${refused} <button type="button" class="plain" aria-label="close" onClick=${close}>${icon('close')}</button></span>`;
  const text = job.reason || (job.problem && job.problem.text) || (job.waiting && 'waits for ' + job.waiting);
  if (text) return html`<span class=${'line ' + (job.problem ? 'attention ' + kind : 'quiet')} title=${text}>${text}</span>`;
  return html`<span class="line quiet">${job.handler}${job.owner && !job.stored ? ' · carried by ' + job.owner : ''}</span>`;
}

/** Kept as long as nothing in it is new; "today" is another day at some quarter of an hour. */
export function JobRow({ row, at, picked, pick, refused, refuse }) {
  return useMemo(() => drawn({ row, at, picked, pick, refused, refuse }),
    [row, at, picked, pick, refused, refuse, zone(), Math.floor(now() / QUARTER)]);
}

function drawn({ row, at, picked, pick, refused, refuse }) {
  const { job, name, kind } = row, last = job.last;
  const paused = job.state === 'HELD';
  const attempt = what => act(what, name).then(() => refuse(name), e => refuse(name, e));
  const asked = (what, ask) => async () => { if (await ask) await attempt(what); };
  const items = [{ text: 'Edit', icon: 'edit', href: to('edit', name) }, { text: 'Copy', icon: 'copy', href: to('copy', name) },
    { text: 'Its runs', icon: 'open', href: to('runs', undefined, { job: name }) }];
  if (job.running) items.push({ text: 'Interrupt', icon: 'stop', act: () => asked('interrupt', askInterrupt(name))() });
  if (job.stored !== false) items.push({ text: 'Delete', icon: 'trash', danger: true, act: () => asked('delete', askDelete([name]))() });
  const progress = job.running && job.progress;
  return html`<tr role="row" data-key=${row.key} aria-rowindex=${at} class=${picked ? 'picked' : ''}>
    <${Cell} of="pick"><input type="checkbox" aria-label=${'select ' + name} checked=${picked} onChange=${() => pick(name)}/><//>
    <${Cell} of="c-state"><span class="line"><${State} kind=${kind}/></span>${job.running && html`<span class="line">
      ${known(progress) !== undefined
      ? html`<${Progress} progress=${progress} label=${'progress of ' + name}/>` : html`<${State} kind="running"/>`}</span>`}<//>
    <${Cell} of="c-name"><span class="line first"><a class="name" href=${to('job', name)} title=${name}>
      ${name}</a> <${Tags} tags=${job.tags} to=${to}/></span>${
      remark(row, refused, () => refuse(name))}<//>
    <${Cell} of="c-when" label="Schedule"><span class="line" title=${job.schedule}>${job.words || job.schedule}</span>${
      job.zone && job.zone !== zone() && html`<span class="line quiet">${job.zone}</span>`}<//>
    <${Cell} of="c-last" label="Last">${last ? html`<span class="line"><${Outcome} of=${last.outcome}/> <${When} at=${last.start}/></span>
      <span class="line quiet" title=${last.message}>
        ${span(last.millis || 0)}${last.message ? ' · ' + last.message : ''}</span>` : html`<span class="line quiet">not yet</span>`}<//>
    <${Cell} of="c-recent" label="Last 20"><${Squares} recent=${job.recent}/><//>
    <${Cell} of="c-next" label="Next">${job.next ? html`<span class="line"><${When} at=${job.next}/></span><span class="line quiet">
      <${At} at=${job.next}/></span>`
      : html`<span class="line quiet">${paused ? 'paused' : '–'}</span>`}<//>
    <${Cell} of="c-act"><${Act} of="plain" label=${'Run ' + name + ' now'} act=${() => attempt('run')}>${icon('play')}<//>
      <${Act} of="plain" label=${(paused ? 'Resume ' : 'Pause ') + name} act=${() => attempt(paused ? 'resume' : 'pause')}>
        ${icon(paused ? 'resume' : 'pause')}<//>
      <${Menu} label=${'more for ' + name} items=${items}/><//></tr>`;
}

/** A stored definition that cannot be used, with its reason and a way to make it anew. */
export function BrokenRow({ row, at }) {
  const b = row.broken, p = b.properties || {};
  return html`<tr role="row" data-key=${row.key} aria-rowindex=${at}>
    <${Cell} of="pick"/><${Cell} of="c-state"><${State} kind="broken"/><//>
    <${Cell} of="c-name"><span class="line first"><span class="name">${row.name}</span></span><span class="line attention" title=${plain(b.reason)}>
      ${plain(b.reason)}</span><//>
    <${Cell} of="c-when" label="Schedule"><span class="line">${plain(p.schedule) || '–'}</span><//>
    <${Cell} of="c-last" label="At"><span class="line quiet" title=${plain(b.source)}>${plain(b.source)}</span><//>
    <${Cell} of="c-recent"/><${Cell} of="c-next" label="Next"><span class="line quiet">–</span><//>
    <${Cell} of="c-act"><a class="button small" href=${to('new', undefined, { broken: b.source })}>Correct</a><//></tr>`;
}
