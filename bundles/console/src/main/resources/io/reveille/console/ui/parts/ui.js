// Small parts that all screens are made of: states, outcomes, squares, notices, buttons that wait for their answer.
import { html, useState, useRef, useEffect } from '../vendor/standalone.module.js';
import { icon } from './icons.js';
import { span, absolute } from './words.js';
import { zone } from './store.js';

export const WORDS = { fine: 'fine', held: 'held', failing: 'failing', waiting: 'no handler', done: 'done', broken: 'broken',
  running: 'running' };

const OUTCOMES = { SUCCEEDED: ['succeeded', 'fine'], FAILED: ['failed', 'failing'], TIMED_OUT: ['timed out', 'failing'],
  SKIPPED: ['skipped', 'done'], INTERRUPTED: ['interrupted', 'held'], ABANDONED: ['cut off', 'held'] };

/** An outcome in words, and the kind whose colour it has. */
export const outcome = o => OUTCOMES[o] || [String(o || '').toLowerCase().replace(/_/g, ' '), 'done'];

/** A state: icon, word and colour. */
export const State = ({ kind, word }) => html`<span class=${'state ' + kind}>${icon(kind)}<span>${word || WORDS[kind]}</span></span>`;

/** The outcome of a run: icon, word and colour. */
export function Outcome({ of }) {
  const [word, kind] = outcome(of);
  return html`<span class=${'state ' + kind}>${icon(kind === 'held' ? 'broken' : kind)}<span>${word}</span></span>`;
}

/**
 * The last outcomes as squares, the newest at the right; failures stand out by height as well as by colour. One path for each
 * colour, and one title, which says the square below the pointer: a list has hundreds of them.
 */
export function Squares({ recent = [] }) {
  const title = useRef();
  if (!recent.length) return html`<span class="quiet">–</span>`;
  const n = recent.length, w = n * 7 - 2, paths = {};
  recent.forEach((o, i) => {
    const kind = outcome(o)[1];
    paths[kind] = (paths[kind] || '') + `M${(n - 1 - i) * 7} ${kind === 'failing' ? '1h5v14h-5z' : '5h5v7h-5z'}`;
  });
  const bad = recent.filter(o => outcome(o)[1] === 'failing').length;
  const label = `the last ${n}: ${bad ? bad + ' failed' : 'none failed'}`;
  const point = e => {
    const i = n - 1 - Math.floor(e.offsetX / 7);
    if (recent[i]) title.current.textContent = outcome(recent[i])[0] + (i ? `, ${i + 1} runs ago` : ', the last run');
  };
  return html`<svg class="squares" role="img" aria-label=${label} width=${w} height="16" viewBox=${`0 0 ${w} 16`} onMouseMove=${point}>
    <title ref=${title}>${label}; the newest is at the right</title><rect class="hit" width=${w} height="16"/>
    ${Object.keys(paths).map(kind => html`<path key=${kind} class=${'sq ' + kind} d=${paths[kind]}/>`)}</svg>`;
}

/** A refusal where it arose. */
export const Refused = ({ error, close }) => error ? html`<p class="refused" role="alert">${icon('failing')}<span>${error.message || error}</span>${
  close && html`<button class="plain" onClick=${close} aria-label="close">${icon('close')}</button>`}</p>` : null;

/** What a screen shows before its first answer, and when there is none. */
export const Waiting = ({ data, error }) => error ? html`<${Refused} error=${error}/>`
  : data ? null : html`<p class="quiet loading">loading</p>`;

/** A button that carries something out, and takes no second click meanwhile. `act` returns a promise. */
export function Act({ act, children, of = '', label, title, disabled }) {
  const [busy, set] = useState(false);
  const there = useRef(true);
  useEffect(() => () => { there.current = false; }, []);
  const go = async e => {
    e.stopPropagation();
    if (busy) return;
    set(true);
    try {
      await act();
    } finally {
      if (there.current) set(false);
    }
  };
  return html`<button type="button" class=${of + (busy ? ' busy' : '')} aria-disabled=${busy} aria-label=${label} title=${title || label}
    disabled=${disabled} onClick=${go}>${children}</button>`;
}

/** How far a run is, from 0 to 1; undefined if nobody knows. */
export const known = progress => progress && progress.fraction >= 0 ? progress.fraction : undefined;

/** The same as a bar. */
export function Progress({ progress, label }) {
  const f = known(progress);
  return html`<progress max="1" value=${f} aria-label=${label || 'progress'}>${f === undefined ? '' : Math.round(f * 100) + ' %'}</progress>`;
}

/** Names of a job as a list of links that filter by them. */
export const Tags = ({ tags = [], to }) => tags.map(t => html`<a key=${t} class="tag" href=${to('jobs', undefined, { tag: t })}>${t}</a>`);

/** Durations of runs as bars, the newest at the right; what failed is marked by colour and by a dot. */
export function Bars({ runs, open }) {
  const shown = runs.filter(r => r.millis !== undefined).slice(0, 60).reverse();
  if (shown.length < 2) return null;
  const most = Math.max(1, ...shown.map(r => r.millis)), W = 10, H = 56;
  return html`<figure class="bars"><svg role="img" aria-label=${'durations of the last ' + shown.length + ' runs, at most ' + span(most)}
      width=${shown.length * W} height=${H + 8} viewBox=${`0 0 ${shown.length * W} ${H + 8}`}>
    ${shown.map((r, i) => {
      const [word, kind] = outcome(r.outcome), h = Math.max(2, r.millis / most * H);
      return html`<g key=${r.run} class=${'sq ' + kind} onClick=${() => open(r)}><title>${word}, ${span(r.millis)}, ${
        absolute(Date.parse(r.start), zone())}</title><rect class="hit" x=${i * W} y="0" width=${W} height=${H + 8}/><rect x=${i * W + 1}
        y=${H + 8 - h} width=${W - 3} height=${h} rx="1"/>
          ${kind === 'failing' && html`<circle cx=${i * W + 4.5} cy=${Math.max(3, H + 3 - h)} r="2.5"/>`}</g>`;
    })}</svg><figcaption class="quiet">how long the last ${shown.length} took; the longest ${span(most)}</figcaption></figure>`;
}
