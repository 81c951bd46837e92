// One job: what it is about to do and why comes first; then its runs, what comes next, how it is defined and who changed it.
import { html, useState } from '../vendor/standalone.module.js';
import { useData } from '../parts/store.js';
import { kind } from '../parts/filter.js';
import { State, Act, Refused, Waiting, Bars, Progress, Tags, known } from '../parts/ui.js';
import { At, When, Elapsed } from '../parts/time.js';
import { Menu } from '../parts/dialog.js';
import { icon } from '../parts/icons.js';
import { to } from '../parts/route.js';
import { go } from '../parts/router.js';
import { act, askDelete, askInterrupt, exportOf } from '../parts/actions.js';
import { RunTable, RunDialog } from '../parts/runs.js';
import { Trail } from '../parts/trail.js';
import { Gates } from '../parts/gates.js';
import { zone, here } from '../parts/store.js';
import { count, plain } from '../parts/words.js';

export default function JobScreen({ route, store }) {
  const name = route.name;
  const { data, error } = useData('api/job', { name }, store.known.jobs.get(name) || 'unknown');
  const [refused, refuse] = useState();
  const [run, open] = useState();
  const crumb = html`<a class="crumb" href=${to('jobs')}>← Jobs</a>`;
  if (error && error.status === 404) {
    return html`<div>${crumb}<div class="head"><h1>${name}</h1></div><${Refused} error=${error}/>
      <p>If it was deleted in the last 7 days it can be <a href=${to('recovery')}>brought back</a>.</p></div>`;
  }
  if (!data) return html`<div>${crumb}<div class="head"><h1>${name}</h1></div><${Waiting} error=${error}/></div>`;
  const k = kind(data), held = data.state === 'HELD';
  const attempt = (what, after) => act(what, name).then(() => {
    refuse(undefined);
    if (after) after();
  }, refuse);
  const remove = async () => { if (await askDelete([name])) await attempt('delete', () => go(to('jobs'))); };
  const interrupt = async () => { if (await askInterrupt(name)) await attempt('interrupt'); };
  const items = [{ text: 'Copy', icon: 'copy', href: to('copy', name) }, { text: 'All its runs', icon: 'open', href: to('runs', undefined, { job: name }) }];
  if (data.stored !== false) items.push({ text: 'Export', icon: 'down', href: exportOf([name]), download: 'jobs.json' },
    { text: 'Delete', icon: 'trash', danger: true, act: remove });
  return html`<div>${crumb}
    <div class="head"><h1>${name}</h1> <${State} kind=${k}/> <span><${Tags} tags=${data.tags} to=${to}/></span>
      <div class="tools"><${Act} of="primary" act=${() => attempt('run')}>${icon('play')} Run now<//>
        <${Act} act=${() => attempt(held ? 'resume' : 'pause')}>${icon(held ? 'resume' : 'pause')} ${held ? 'Resume' : 'Pause'}<//>
        <a class="button" href=${to('edit', name)}>${icon('edit')} Edit</a><${Menu} label=${'more for ' + name} items=${items}/></div></div>
    <${Refused} error=${refused || error} close=${refused && (() => refuse(undefined))}/>
    ${data.running && html`<section class="card under" aria-label="under way"><${State} kind="running"/>
      ${data.started && html`<span><${Elapsed} since=${data.started}/>${data.attempt > 1 && html` <span class="tag">attempt ${data.attempt}</span>`}</span>`}
      ${data.progress && html`<${Progress} progress=${data.progress}/>
      ${known(data.progress) !== undefined && html`<b>${Math.round(data.progress.fraction * 100)} %</b>`}<span class="quiet">
        ${data.progress.message}</span>`}
      <${Act} of="danger" act=${interrupt}>${icon('stop')} Interrupt<//></section>`}
    <section class=${'card lead ' + k} aria-label="why">${(data.explain || '').split(/\n+/).filter(Boolean).map(l => html`<p>${l}</p>`)}</section>
    <div class="columns"><div>
      <section class="card"><header><h2>Last runs</h2><span class="quiet">${count(data.runs || 0, 'run')}, ${data.failures || 0} failed${
        data.missed ? `, ${data.missed} missed` : ''}${data.skipped ? `, ${data.skipped} skipped` : ''}</span></header>
        ${data.history && data.history.length ? html`<${Bars} runs=${data.history} open=${open}/><${RunTable} runs=${data.history} open=${open}/>`
          : html`<p class="quiet">It has not run yet.</p>`}</section>
      <${Trail} trail=${data.trail || []} title="Changes"/>
    </div><div>
      <${Next} upcoming=${data.upcoming || []} zone=${data.zone || zone()}/>
      <${Gates} key=${name} job=${data}/>
      <${Definition} job=${data}/>
    </div></div>
    ${run && html`<${RunDialog} run=${run} job=${name} close=${() => open(undefined)}/>`}</div>`;
}

/** The next occurrences in the job's zone, and in the viewer's if that is another. */
function Next({ upcoming, zone: of }) {
  return html`<section class="card"><header><h2>Next</h2><span class="quiet">${of}${of !== here ? `, and ${here}` : ''}</span></header>
    ${upcoming.length ? html`<ul class="list next">${upcoming.map(at => html`<li key=${at}><span class="quiet"><${When} at=${at}/></span>
      <${At} at=${at} in=${of}/>${of !== here && html`<span class="quiet"><${At} at=${at} in=${here}/></span>`}</li>`)}</ul>`
      : html`<p class="quiet">Nothing is planned.</p>`}</section>`;
}

/** The definition, as a table or as JSON. */
function Definition({ job }) {
  const [raw, set] = useState(false);
  const d = job.definition || {};
  const said = Object.entries(d).filter(([, v]) => v !== undefined && v !== null && v !== '' && !(Array.isArray(v) && !v.length));
  return html`<section class="card"><header><h2>Definition</h2><div class="segments" role="group" aria-label="shown as">
      <button type="button" aria-pressed=${!raw} onClick=${() => set(false)}>table</button>
        <button type="button" aria-pressed=${raw} onClick=${() => set(true)}>JSON</button></div></header>
    ${raw ? html`<pre tabindex="0" aria-label="definition as JSON">${JSON.stringify(laidOut(d), null, 2)}</pre>` : html`<dl>
      ${said.map(([p, v]) => html`<dt key=${p}>${p}</dt>
      <dd>${p === 'args' ? html`<code>${pretty(v)}</code>` : Array.isArray(v) ? v.map(plain).join(p === 'gates' ? '\n' : ', ') : plain(v)}</dd>`)}</dl>`}
    <p class="hint">${job.owner ? 'Made by ' + job.owner + (job.stored === false ? ', whose service carries it' : '') + '. ' : ''}${job.stored ? 'It is stored. ' : ''}</p>
      </section>`;
}

function laidOut(definition) {
  const args = definition.args;
  try {
    return typeof args === 'string' && args ? { ...definition, args: JSON.parse(args) } : definition;
  } catch (e) {
    return definition;
  }
}

function pretty(args) {
  try {
    return JSON.stringify(typeof args === 'string' ? JSON.parse(args) : args, null, 2);
  } catch (e) {
    return String(args);
  }
}
