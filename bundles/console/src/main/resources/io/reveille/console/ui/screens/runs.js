// The runs of all jobs, or of one, the newest first; all or those that failed.
import { html, useState } from '../vendor/standalone.module.js';
import { useData, SELDOM } from '../parts/store.js';
import { Waiting, Refused } from '../parts/ui.js';
import { RunTable, RunDialog } from '../parts/runs.js';
import { icon } from '../parts/icons.js';
import { to } from '../parts/route.js';
import { go } from '../parts/router.js';

export default function Runs({ route, store }) {
  const { job, failures } = route.query;
  const [limit, more] = useState(100);
  const [run, open] = useState();
  const { data, error } = useData('api/runs', { job, failures: failures ? 'true' : undefined, limit }, store.known.revision, SELDOM);
  const set = change => go(to('runs', undefined, { ...route.query, ...change }), true);
  const runs = data && data.runs;
  return html`<div><div class="head"><h1>Runs</h1><div class="segments" role="group" aria-label="which">
      <button type="button" aria-pressed=${!failures} onClick=${() => set({ failures: '' })}>all</button>
      <button type="button" aria-pressed=${!!failures} onClick=${() => set({ failures: '1' })}>failures only</button></div>
      ${job && html`<span>of <a href=${to('job', job)}><b>${job}</b>
        </a> <button type="button" class="plain" aria-label="of all jobs" title="of all jobs" onClick=${() => set({ job: '' })}>
        ${icon('close')}</button></span>`}</div>
    ${runs ? html`<${Refused} error=${error}/>` : html`<${Waiting} error=${error}/>`}
    ${runs && (runs.length ? html`<${RunTable} runs=${runs} open=${open} jobs=${!job}/>` : html`<p class="empty">
      ${failures ? 'Nothing has failed in what is kept.' : 'Nothing has run yet.'}</p>`)}
    ${runs && runs.length >= limit && limit < 500 && html`<p class="buttons"><button type="button" onClick=${() => more(500)}>Show up to 500</button>
      </p>`}
    ${runs && runs.length >= 500 && html`<p class="hint">The newest 500 are shown; a job's own screen has its last ones.</p>`}
    ${run && html`<${RunDialog} run=${run} job=${run.job || job} close=${() => open(undefined)}/>`}</div>`;
}
