// The part of the form about what becomes of a run that is late, fails, overlaps or is cut off: folded, defaults in grey.
import { html } from '../vendor/standalone.module.js';
import { Field } from './field.js';

const FIELDS = [
  ['timeout', 'Timeout', { placeholder: 'none', hint: 'after which a run is interrupted: 30 seconds, 10 minutes' }],
  ['retry', 'Retry', { placeholder: '0', hint: 'how often a failed run is tried again: 3, or 3 from 10 seconds to 10 minutes' }],
  ['misfire', 'What was missed', { kind: 'select',
    options: [['', 'once (default): one run makes up for all'], ['skip', 'skip: none runs'], ['all', 'all: each runs, oldest first']] }],
  ['misfire.limit', 'At most so many of them', { placeholder: '100', inputmode: 'numeric', hint: 'with “all” alone; 1 to 1000' }],
  ['overlap', 'Due while it runs', { kind: 'select',
    options: [['', 'skip (default): it is skipped'], ['queue', 'queue: the newest waits'], ['parallel', 'parallel: up to 16 at once']] }],
  ['delivery', 'After a crash in a run', { kind: 'select',
    options: [['', 'at-least-once (default): it runs again'], ['at-most-once', 'at-most-once: never again']] }],
  ['priority', 'Priority', { placeholder: '0', inputmode: 'numeric', hint: '-100 to 100; the higher goes first' }],
  ['concurrency', 'Runs of this handler at once', { placeholder: '0', inputmode: 'numeric', hint: '1 to 64; 0: any number' }],
  ['gates', 'Only if all hold', { kind: 'area', rows: 3, class: 'mono', placeholder: 'network eth0\nbattery above 30', of: 'all',
    hint: 'one condition a line: network, mains, battery, disk, temperature, or a gate of a bundle' }],
  ['defer', 'How long it waits for them', { placeholder: 'until next', hint: 'until next, or a span: 10 minutes' }],
];

/** The properties that are in this part. */
export const TROUBLE = FIELDS.map(f => f[0]);

export function Trouble({ form, set, wrong }) {
  const said = TROUBLE.filter(p => form[p]);
  return html`<details class="card" open=${TROUBLE.some(p => wrong[p]) || undefined}>
    <summary>If it goes wrong${said.length ? html` <span class="quiet">${said.join(', ')}</span>` : ''}</summary>
    <div class="pairs">${FIELDS.map(([property, label, { options, ...rest }]) => html`<${Field} key=${property} property=${property} label=${label} value=${form[property]}
      set=${set(property)} wrong=${wrong[property]} options=${options && form[property] && !options.some(o => o[0] === form[property])
        ? [...options, [form[property], form[property]]] : options} ...${rest}/>`)}</div></details>`;
}
