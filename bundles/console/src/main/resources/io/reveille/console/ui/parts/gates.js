// The gates of a job and how they stand now: asked when the job is opened, when it has changed, and when somebody wants it.
// Nothing asks them by itself: a gate may measure something, or dial.
import { html } from '../vendor/standalone.module.js';
import { useData, SELDOM } from './store.js';
import { State, Act, Refused } from './ui.js';

/** The card; nothing for a job that no gate is asked about. */
export function Gates({ job }) {
  // A run under way makes the job another one in each beat; these are what gates may have to do with.
  const seen = [job.version, job.state, job.waiting, job.next, job.last && job.last.run].join();
  const { data, error, again } = useData('api/gates', { name: job.name }, seen, SELDOM);
  const gates = data && data.gates, named = (job.definition || {}).gates || [];
  if (!(gates || named).length) return null;
  return html`<section class="card"><header><h2>Gates</h2><${Act} of="small" act=${again}>Ask again<//></header>
    <${Refused} error=${error}/>
    ${gates ? html`<ul class="trail kinds-list">${gates.map((g, i) => html`<li key=${i}>
        <${State} kind=${g.open ? 'fine' : 'held'} word=${g.open ? 'open' : 'closed'}/>
        <span><b>${g.gate || 'asked for every job'}</b> ${g.condition}${g.reason && html` <span class="quiet">${g.reason}</span>`}</span></li>`)}</ul>`
      : error ? null : html`<p class="quiet">They are being asked.</p>`}</section>`;
}
