// How the gateway itself is: the scheduler, its clock, its storage, what is wrong, its health and its settings, who did what; export
// and import.
import { html, useState } from '../vendor/standalone.module.js';
import { useData, change, zone, here, SELDOM } from '../parts/store.js';
import { address } from '../parts/net.js';
import { Act, Refused, Waiting, State } from '../parts/ui.js';
import { At } from '../parts/time.js';
import { say } from '../parts/dialog.js';
import { icon } from '../parts/icons.js';
import { bytes, count, span } from '../parts/words.js';
import { Trail } from '../parts/trail.js';
import { Log } from '../parts/log.js';
import { Import } from '../parts/import.js';
import { Health } from '../parts/health.js';
import { Settings } from '../parts/settings.js';
import { Password } from '../parts/password.js';
import { to } from '../parts/route.js';

const KINDS = { HELD: 'held', CLOCK: 'held', NO_HANDLER: 'waiting', FAILING: 'failing', ENDLESS: 'failing', GATED: 'held' };
const OUTLIVES = { PROCESS_KILL: 'the end of the process', POWER_CUT: 'a power cut' };
const NAMES = { CLOCK: 'waits for the clock', NO_HANDLER: 'no handler', ENDLESS: 'does not end', GATED: 'waits for a gate' };

export default function System({ store }) {
  const s = store.status;
  const { data } = useData('api/trail', {}, store.known.revision, SELDOM);
  const { data: found } = useData('api/problems', {}, store.known.revision, SELDOM);
  const [refused, refuse] = useState();
  if (!s) return html`<div><div class="head"><h1>System</h1></div><${Waiting} error=${store.refused}/></div>`;
  const trust = () => change('api/trust-clock', {}).then(d => {
    refuse(undefined);
    say(d.done);
  }, refuse);
  const sch = s.scheduler || {}, st = s.storage || {}, c = s.clock || {}, problems = (found || s).problems || [];
  return html`<div><div class="head"><h1>System</h1><span class="quiet">Reveille ${s.version}, seen as ${s.user}</span></div>
    <div class="columns"><div>
      <section class="card"><h2>Problems</h2>${problems.length ? html`<ul class="trail kinds-list">${problems.map(p => html`<li>
        <${State} kind=${KINDS[p.kind] || 'held'} word=${NAMES[p.kind]}/>
        <span>${p.job && html`<a href=${to('job', p.job)}>${p.job}</a>: `}${p.text}</span>
          </li>`)}</ul>${found && found.count > problems.length && html`<p class="hint">and ${found.count - problems.length} more</p>`}`
        : html`<p class="quiet">None: every job does its work.</p>`}</section>
      <${Health} beat=${store.known.revision}/>
      <${Settings}/>
      <section class="card"><h2>Export and import</h2>
        <p class="quiet">One document with all stored jobs: a backup, or the way to another gateway. Secrets are not in it.</p>
        <p class="buttons first"><a class="button" href=${address('api/export')} download="jobs.json">${icon('down')} Export</a>
          <a class="button" href=${address('api/export?state=true')} download="jobs-with-state.json">${icon('down')} Export with state</a></p>
            <${Import}/></section>
      <${Trail} trail=${data ? data.trail : []} title="Who did what" jobs/>
      <section class="card"><h2>For a support ticket</h2>
        <p class="quiet">One text with versions, settings, jobs, changes and the log. Arguments and secrets are not in it.</p>
        <p class="buttons first"><a class="button" href=${address('api/report')} download="">${icon('down')} Save a report</a></p></section>
      <section class="card"><h2>Log</h2><${Log} n="200" beat=${store.known.revision}/></section>
    </div><div>
      <section class="card"><header><h2>Clock</h2><${State} kind=${c.trusted ? 'fine' : 'held'} word=${c.trusted ? 'trusted' : 'not trusted'}/>
        </header>
        <p>${c.text}</p><dl><dt>There</dt><dd><${At} at=${s.now}/> ${zone()}</dd><dt>Here</dt><dd>
          ${here}${Math.abs(Date.parse(s.now) - store.answered) > 30000
          ? html` <span class="care">this device's clock differs by ${span(Date.parse(s.now) - store.answered, true)}</span>` : ''}</dd>
          ${s.timeZones && html`<dt>Zone rules</dt><dd>
            ${s.timeZones.release}${s.timeZones.years > 0 ? `, ${count(s.timeZones.years, 'year')} old` : ''}</dd>`}</dl>
        ${!c.trusted && html`<p class="buttons"><${Act} act=${trust}>Trust it<//></p>`}<${Refused} error=${refused}/></section>
      <section class="card"><h2>Scheduler</h2><dl><dt>Running</dt><dd>${sch.running || 0} of ${sch.workers || 0}</dd><dt>Waiting</dt><dd>
        ${sch.waiting || 0}</dd>
        <dt>Threads lost</dt><dd class=${sch.lostThreads ? 'attention' : ''}>${sch.lostThreads || 0}</dd></dl>
        ${(sch.cutOff || []).length > 0 && html`<h3 class="above">Never come back, and are not called any more</h3><ul class="plain-list">
          ${sch.cutOff.map(t => html`<li>${t}</li>`)}</ul>`}</section>
      ${(s.calls || []).length > 0 && html`<section class="card"><h2>Calls without a name</h2><p class="quiet">
        Scheduled by code, of no job: each bundle’s together.</p>${s.calls.map(each => html`<h3 class="above">${each.bundle}</h3><dl>
        <dt>Scheduled</dt><dd>${each.scheduled}</dd><dt>Running</dt><dd>${each.running}${each.runningSince
          ? html`, the oldest since <${At} at=${each.runningSince}/>` : ''}</dd>
        <dt>Runs</dt><dd class=${each.lastFailure ? 'attention' : ''}>${each.runs}, ${each.failures} failed</dd>
        ${each.next && html`<dt>Next</dt><dd><${At} at=${each.next}/></dd>`}
        ${each.lastFailure && html`<dt>Failed last</dt><dd><${At} at=${each.lastFailure.at}/>: ${each.lastFailure.message}</dd>`}</dl>`)}</section>`}
      <section class="card"><h2>Storage</h2><${Refused} error=${st.problem}/>
        <dl><dt>Outlives</dt><dd>${OUTLIVES[st.outlives] || st.outlives || '–'}</dd><dt>Written in 24 h</dt>
          <dd>${bytes(st.bytes || 0)}${st.budget > 0 ? ` of ${bytes(st.budget)}` : ''}, ${count(st.writes || 0, 'write')}</dd>
          ${st.log && html`<dt>Log’s files, ${st.log.since ? html`since <${At} at=${st.log.since}/>` : 'in 24 h'}</dt><dd>${bytes(st.log.bytes)}</dd>`}
          ${st.intervalMillis > 0 && html`<dt>Saved at most each</dt><dd>${span(st.intervalMillis, true)}</dd>`}</dl>
        ${st.budget > 0 && html`<p class="above">
          <progress class="full" max="1" value=${Math.min(1, (st.bytes || 0) / st.budget)} aria-label="part of the budget that is written">
          ${Math.round((st.bytes || 0) / st.budget * 100)} %</progress></p>`}
        ${(st.found || []).length > 0 && html`<h3 class="above">Found and laid aside</h3><ul class="plain-list">${st.found.map(f => html`<li><b>
          ${f.place}</b> <span class="quiet">${String(f.kind).toLowerCase()}: ${f.reason}</span></li>`)}</ul>
          <p class="hint"><a href=${to('recovery')}>Recovery</a> has the texts.</p>`}</section>
      ${s.password && html`<${Password}/>`}</div></div></div>`;
}
