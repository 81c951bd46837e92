// The gates of a job and how they stand now: asked when the job is opened or its definition has changed, and when somebody wants it.
// Nothing asks them by itself: a gate may measure something, or dial.
import { html } from '../vendor/standalone.module.js';
import { useData, SELDOM } from './store.js';
import { State, Act, Refused } from './ui.js';

/** The card; nothing for a job that no gate is asked about. */
export function Gates({ job }) {
  const { data, error, again } = useData('api/gates', { name: job.name }, job.version, SELDOM);
  const gates = data && data.gates, named = (job.definition || {}).gates || [];
  if (!(gates || named).length) return null;
  return html`<section class="card"><header><h2>Gates</h2><${Act} of="small" act=${again}>Ask again<//></header>
    <${Refused} error=${error}/>
    ${gates ? html`<ul class="trail kinds-list">${gates.map((g, i) => html`<li key=${i}>
        <${State} kind=${g.open ? 'fine' : 'held'} word=${g.open ? 'open' : 'closed'}/>
        <span><b>${g.gate || 'asked for every job'}</b> ${g.condition}${g.reason && html` <span class="quiet">${g.reason}</span>`}</span></li>`)}</ul>`
      : error ? null : html`<p class="quiet">They are being asked.</p>`}</section>`;
}
