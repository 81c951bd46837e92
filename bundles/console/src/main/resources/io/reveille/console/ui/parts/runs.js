// Runs as a table, and one run in full in a dialog.
import { html } from '../vendor/standalone.module.js';
import { Outcome } from './ui.js';
import { At, When } from './time.js';
import { Table, Row, Cell } from './table.js';
import { Log } from './log.js';
import { Dialog } from './dialog.js';
import { absolute, bothZones, span } from './words.js';
import { zone, here } from './store.js';
import { to } from './route.js';

/** What makes a run another than an ordinary one, in a few words. */
export function notes(run) {
  return [run.attempt > 1 && 'attempt ' + run.attempt, run.missed > 0 && 'made up for ' + run.missed,
    run.recovery && 'again after a crash', run.triggered && 'by hand'].filter(Boolean);
}

/** The table; `open` is called with the run that is looked at. `jobs`: with the name of the job of each. */
export const RunTable = ({ runs, open, jobs }) => html`<${Table} of="runs" heads=${['Started', ...(jobs ? ['Job'] : []), 'Outcome', 'Took', 'Message']}>
  ${runs.map(r => html`<${Row} key=${(r.job || '') + '\n' + r.run}>
    <${Cell} label="Started"><button type="button" class="link" onClick=${() => open(r)} aria-haspopup="dialog"><${At} at=${r.start}/></button><//>
    ${jobs && html`<${Cell} label="Job"><a href=${to('job', r.job)}>${r.job}</a><//>`}
    <${Cell} label="Outcome"><${Outcome} of=${r.outcome}/><//>
    <${Cell} label="Took"><span class="nobreak">${r.millis === undefined ? '–' : span(r.millis)}</span><//>
    <${Cell} of="message" label="Message"><span>${r.message || html`<span class="quiet">–</span>`}${notes(r).map(n => html` <span class="tag">${n}</span>`)}</span><//>
  <//>`)}<//>`;

const moment = at => bothZones(Date.parse(at), zone(), here);

/** All that is known of one run. */
export function RunDialog({ run, job, close }) {
  const late = run.nominal && Date.parse(run.start) - Date.parse(run.nominal);
  const data = run.data && Object.keys(run.data).length ? JSON.stringify(run.data, null, 2) : '';
  return html`<${Dialog} title=${'Run of ' + (job || run.job)} close=${close} wide>
    <dl><dt>Outcome</dt><dd><${Outcome} of=${run.outcome}/></dd>
      <dt>Message</dt><dd>${run.message || '–'}</dd>
      ${run.nominal && html`<dt>Due</dt><dd>${moment(run.nominal)}</dd>`}
      <dt>Started</dt><dd>${moment(run.start)} ${late > 999 && html`<span class="quiet">
        ${span(late)} later</span>`} <span class="quiet">(<${When} at=${run.start}/>)</span></dd>
      ${run.millis !== undefined && html`<dt>Took</dt><dd>${span(run.millis)}</dd><dt>Ended</dt><dd>
        ${absolute(Date.parse(run.start) + run.millis, zone())}</dd>`}
      <dt>Attempt</dt><dd>${run.attempt || 1}</dd>
      ${run.missed > 0 && html`<dt>Made up for</dt><dd>${run.missed} missed</dd>`}
      <dt>Started by</dt><dd>${run.triggered ? 'hand' : run.recovery ? 'the schedule, once more after a run that was cut off' : 'its schedule'}</dd>
      <dt>Run</dt><dd class="mono">${run.run}</dd></dl>
    ${data && html`<h3 class="above">Data</h3><pre tabindex="0" aria-label="data">${data}</pre>`}
    <${Log} quiet from=${run.start} to=${new Date(Date.parse(run.start) + (run.millis || 0) + 999).toISOString()} n="100"/><//>`;
}
