// Runs as a table, and one run in full in a dialog.
import { html } from '../vendor/standalone.module.js';
import { Outcome } from './ui.js';
import { At, When } from './time.js';
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
export const RunTable = ({ runs, open, jobs }) => html`<table class="runs" role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Started</th>${
  jobs && html`<th role="columnheader" scope="col">Job</th>`}<th role="columnheader" scope="col">Outcome</th><th role="columnheader" scope="col">Took</th><th role="columnheader" scope="col">Message</th></tr></thead>
  <tbody role="rowgroup">${runs.map(r => html`<tr role="row" key=${(r.job || '') + '\n' + r.run}>
    <td role="cell" data-label="Started"><button type="button" class="link" onClick=${() => open(r)} aria-haspopup="dialog"><${At} at=${r.start}/></button></td>
    ${jobs && html`<td role="cell" data-label="Job"><a href=${to('job', r.job)}>${r.job}</a></td>`}
    <td role="cell" data-label="Outcome"><${Outcome} of=${r.outcome}/></td>
    <td role="cell" data-label="Took"><span class="nobreak">${r.millis === undefined ? '–' : span(r.millis)}</span></td>
    <td role="cell" data-label="Message" class="message"><span>${r.message || html`<span class="quiet">–</span>`}${notes(r).map(n => html` <span class="tag">${n}</span>`)}</span></td></tr>`)}</tbody></table>`;

const moment = at => bothZones(Date.parse(at), zone(), here);

/** All that is known of one run. */
export function RunDialog({ run, job, close }) {
  const late = run.nominal && Date.parse(run.start) - Date.parse(run.nominal);
  const data = run.data && Object.keys(run.data).length ? JSON.stringify(run.data, null, 2) : '';
  return html`<${Dialog} title=${'Run of ' + (job || run.job)} close=${close} wide>
    <dl><dt>Outcome</dt><dd><${Outcome} of=${run.outcome}/></dd>
      <dt>Message</dt><dd>${run.message || '–'}</dd>
      ${run.nominal && html`<dt>Due</dt><dd>${moment(run.nominal)}</dd>`}
      <dt>Started</dt><dd>${moment(run.start)} ${late > 999 && html`<span class="quiet">${span(late)} later</span>`} <span class="quiet">(<${When} at=${run.start}/>)</span></dd>
      ${run.millis !== undefined && html`<dt>Took</dt><dd>${span(run.millis)}</dd><dt>Ended</dt><dd>${absolute(Date.parse(run.start) + run.millis, zone())}</dd>`}
      <dt>Attempt</dt><dd>${run.attempt || 1}</dd>
      ${run.missed > 0 && html`<dt>Made up for</dt><dd>${run.missed} missed</dd>`}
      <dt>Started by</dt><dd>${run.triggered ? 'hand' : run.recovery ? 'the schedule, once more after a run that was cut off' : 'its schedule'}</dd>
      <dt>Run</dt><dd class="mono">${run.run}</dd></dl>
    ${data && html`<h3 class="above">Data</h3><pre tabindex="0" aria-label="data">${data}</pre>`}<//>`;
}
