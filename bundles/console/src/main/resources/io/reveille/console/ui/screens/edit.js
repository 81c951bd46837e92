// A job is made, copied or changed: when, what, and what if it goes wrong. What was typed stays until it is saved or thrown away,
// also when another screen is looked at meanwhile.
import { html, useState, useEffect } from '../vendor/standalone.module.js';
import { useData, change } from '../parts/store.js';
import { get, post } from '../parts/net.js';
import { Act, Refused, Waiting } from '../parts/ui.js';
import { say } from '../parts/dialog.js';
import { Field, focusField } from '../parts/field.js';
import { ScheduleField, Preview, useOccurrences } from '../parts/schedule.js';
import { ArgsField, argumentIn } from '../parts/args.js';
import { Trouble, TROUBLE } from '../parts/trouble.js';
import { formOf, definitionOf, saveOf, isConflict } from '../parts/definition.js';
import { Conflict } from '../parts/conflict.js';
import { useStay } from '../parts/stay.js';
import { plain } from '../parts/words.js';
import { to } from '../parts/route.js';
import { go } from '../parts/router.js';

/** What was typed and not saved, by the address: {form, version}, the version being that of the job which the form began with. */
const drafts = new Map();

/** The properties whose refusal is shown beside a field; any other is shown above the button. */
const PLACED = new Set(['name', 'tags', 'schedule', 'handler', 'args', ...TROUBLE]);

/** Fetches what the form begins with. */
export default function EditScreen({ route, store }) {
  const { screen, name, query } = route;
  const old = screen !== 'new';
  const { data: first, error } = useData(old ? 'api/job' : 'api/zones', old ? { name } : {});
  // What another has saved meanwhile, when it was asked for in place of what had been typed.
  const [newer, setNewer] = useState({ times: 0 });
  const data = newer.data || first, key = location.hash;
  const load = async () => {
    const there = await get('api/job', { name });
    drafts.delete(key);
    setNewer({ data: there, times: newer.times + 1 });
    say('The form has what is there now.');
    setTimeout(() => focusField('name'));
  };
  if (!data || (query.broken && !store.known.whole)) return html`<div><div class="head"><h1>${old ? name : 'New job'}</h1></div>
    <${Waiting} error=${error}/></div>`;
  const { broken: source, ...given } = query;
  const broken = source && store.known.broken.find(b => b.source === source);
  const begin = screen === 'edit' ? formOf(data.definition) : screen === 'copy' ? { ...formOf(data.definition), name: freeName(name, store.known.jobs) }
    : formOf(broken ? broken.properties : given);
  return html`<${Form} key=${newer.times} load=${load} route=${route} store=${store} begin=${begin} job=${screen === 'edit' ? data : undefined} broken=${broken}/>`;
}

function freeName(name, jobs) {
  for (let i = 2; ; i++) {
    const free = [...name].slice(0, 58).join('') + '-' + i;
    if (!jobs.has(free)) return free;
  }
}

/** The whole definition, checked by the gateway half a second after the last change. */
function useCheck(form, dirty) {
  const [answer, set] = useState({});
  const ready = dirty && form.name.trim() && form.schedule.trim() && form.handler.trim();
  const text = JSON.stringify(form);
  useEffect(() => {
    if (!ready) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => post('api/check', { definition: definitionOf(form) }, stop.signal).then(
      ok => set({ warnings: ok.warnings }),
      e => stop.signal.aborted || set(e.status === 400 && e.property ? { error: e } : {})), 500);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, ready]);
  return answer;
}

function Form({ route, store, begin: given, job, broken, load }) {
  const { screen, name } = route;
  const key = location.hash;
  const [begin] = useState(given), [began] = useState(job && job.version);
  const [{ form, version }, put] = useState(() => drafts.get(key) || { form: begin, version: began });
  const [returned, setReturned] = useState(() => drafts.has(key));
  const [refused, refuse] = useState();
  const { data: zones } = useData('api/zones');
  const { data: list } = useData('api/handlers');
  const found = useOccurrences(form.schedule);
  const dirty = JSON.stringify(form) !== JSON.stringify(begin);
  const check = useCheck(form, dirty);
  useStay(dirty);
  const write = next => {
    drafts.set(key, { form: next, version });
    put({ form: next, version });
  };
  const set = property => text => {
    if (refused && (refused.faults || []).some(f => f.property === property)) {
      const faults = refused.faults.filter(f => f.property !== property);
      refuse({ ...refused, faults, property: undefined, message: undefined, ...faults[0] });
    }
    write({ ...form, [property]: text });
  };
  const forget = () => {
    drafts.delete(key);
    setReturned(false);
    put({ form: begin, version: began });
    refuse(undefined);
  };
  const handlers = list ? list.handlers : [];
  const handler = handlers.find(h => h.name === form.handler.trim());
  const wrong = {};
  if (check.error) check.error.faults.filter(f => f.property !== 'schedule').forEach(f => { wrong[f.property] = f.message; });
  if (refused && refused.property) refused.faults.forEach(f => { wrong[f.property] = f.message; });
  const other = screen === 'edit' && form.name.trim() !== name;
  const taken = (screen !== 'edit' || other) && store.known.jobs.has(form.name.trim());
  const save = async anyway => {
    refuse(undefined);
    try {
      const definition = definitionOf(form);
      // What lies broken under this name is to be replaced: it is no job that could be overwritten unseen.
      const replaces = broken && plain(broken.name) === definition.name && !taken;
      const done = await change('api/save', saveOf({ definition, screen, name, version, replaces, anyway }));
      drafts.delete(key);
      say(done.done);
      go(to('job', done.job ? done.job.name : definition.name));
    } catch (e) {
      refuse(e);
      setTimeout(() => e.property && focusField(e.property, e.property === 'args' && argumentIn(e.message, handler && handler.arguments)));
    }
  };
  const conflict = refused && isConflict(refused);
  const shown = !conflict && refused && refused.message && !PLACED.has(refused.property) ? refused : undefined;
  const heading = { new: broken ? 'Correct ' + (plain(broken.name) || plain(broken.source)) : 'New job', copy: 'Copy of ' + name, edit: 'Edit ' + name }[screen];
  return html`<div><a class="crumb" href=${job ? to('job', name) : to('jobs')}>← ${job ? name : 'Jobs'}</a>
    <div class="head"><h1>${heading}</h1></div>
    ${broken && html`<${Refused} error=${plain(broken.reason)}/>`}
    ${returned && html`<p class="care">What you had typed here is back. <button type="button" class="link" onClick=${forget}>Throw it away</button>
      </p>`}
    ${job && job.stored === false && html`<p class="care">A service of ${job.owner || 'a bundle'} carries this job. What you save goes before it, until you delete it.</p>`}
    <form class="columns" novalidate onSubmit=${e => { e.preventDefault(); save(); }}><div class="form">
      <section class="card" aria-label="which">
        <${Field} property="name" label="Name" value=${form.name} set=${set('name')} wrong=${wrong.name} required
          care=${taken ? 'There is a job of this name already.' : other && form.name.trim() ? `This makes another job; ${name} stays as it is.` : undefined}/>
        <${Field} property="tags" label="Tags" value=${form.tags} set=${set('tags')} wrong=${wrong.tags} placeholder="none" hint="with commas between; jobs are found by them"/>
          </section>
      <section class="card"><h2>When</h2><${ScheduleField} value=${form.schedule} set=${set('schedule')} found=${found} wrong=${wrong.schedule} zones=${zones}/>
        </section>
      <section class="card"><h2>What</h2>
        <${Field} property="handler" label="Handler" value=${form.handler} set=${set('handler')} wrong=${wrong.handler} list="handlers" required
          hint=${handler && handler.hint} care=${form.handler.trim() && list && !handler ? 'No handler of this name is there now; the job would wait for it.' : undefined}/>
        <datalist id="handlers">${handlers.map(h => html`<option key=${h.name} value=${h.name}/>`)}</datalist>
        ${handlers.length > 0 && html`<div class="chips field" role="group" aria-label="handlers that are there">
          ${handlers.slice(0, 16).map(h => html`<button type="button" key=${h.name}
          aria-pressed=${h === handler} onClick=${() => set('handler')(h.name)}>${h.name}</button>`)}</div>`}
        <${ArgsField} value=${form.args} set=${set('args')} handler=${handler} wrong=${wrong.args}/></section>
      <${Trouble} form=${form} set=${set} wrong=${wrong}/>
    </div><div class="asideform"><${Preview} value=${form.schedule} found=${found}/>
      ${check.warnings && check.warnings.length > 0 && html`<section class="card" aria-label="to know"><h2>To know</h2>
        ${check.warnings.map(w => html`<p class="care">${w}</p>`)}</section>`}
      <div><${Refused} error=${shown}/>${conflict && html`<${Conflict} error=${refused} load=${() => load().catch(refuse)} save=${() => save(true)}/>`}
        <p class="buttons first"><${Act} of="primary" act=${() => save()}>
        ${screen === 'edit' && !other ? 'Save' : 'Save as a new job'}<//>
        <a class="button" href=${job ? to('job', name) : to('jobs')} onClick=${() => drafts.delete(key)}>Cancel</a>
        <span class="quiet">${dirty ? 'not saved' : ''}</span></p></div></div></form></div>`;
}
