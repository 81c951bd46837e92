// Whether and why the gateway is awake, what it would sleep, and how to keep it awake for a while.
import { html, useState } from '../vendor/standalone.module.js';
import { useData, change } from '../parts/store.js';
import { Act, Refused, Waiting } from '../parts/ui.js';
import { At, When } from '../parts/time.js';
import { Field, focusField } from '../parts/field.js';
import { Forecast } from '../parts/forecast.js';
import { Table, Row, Cell } from '../parts/table.js';
import { say } from '../parts/dialog.js';
import { icon } from '../parts/icons.js';
import { span } from '../parts/words.js';
import { to } from '../parts/route.js';

export default function Power({ store }) {
  const power = store.status && store.status.power;
  const { data, error } = useData('api/power', {}, JSON.stringify(power) + store.known.revision);
  const [refused, refuse] = useState();
  const attempt = (path, body) => change('api/' + path, body).then(d => {
    refuse(undefined);
    say(d.done);
    return true;
  }, e => {
    refuse(e);
    if (e.property) focusField('awake.' + e.property);
  });
  if (!data) return html`<div><div class="head"><h1>Power</h1></div><${Waiting} error=${error}/>
    ${error && error.status !== 0 && html`<p class="quiet">The gateway can sleep between jobs if the bundle io.reveille.power is there.</p>`}</div>`;
  const b = data.backend || {}, t = data.totals || {};
  return html`<div><div class="head"><h1>Power</h1><span class="state ${data.problem ? 'held' : 'fine'}">
    ${icon(data.problem ? 'failing' : 'bolt')}<span>${data.doing}</span></span>
      ${data.since && html`<span class="quiet">since <${At} at=${data.since}/></span>`}</div>
    <${Refused} error=${data.problem}/><${Refused} error=${error}/>
    <div class="columns"><div>
      <section class="card"><h2>Keep it awake</h2>
        ${(data.inhibitors || []).length ? html`<ul class="list">${data.inhibitors.map(i => html`<li><span><b>${i.name}</b> ${i.reason}</span>
          <span class="quiet nobreak">${
          i.until ? html`until <${At} at=${i.until}/>` : i.since && html`since <${At} at=${i.since}/>`}</span>
            </li>`)}</ul>` : html`<p class="quiet">Nobody keeps it awake.</p>`}
        <${Awake} attempt=${attempt}/><${Refused} error=${refused}/></section>
      <section class="card"><h2>Sleeps</h2>${(data.sleeps || []).length ? html`<${Sleeps} sleeps=${data.sleeps}/>` : html`<p class="quiet">It has not slept yet.</p>`}</section>
    </div><div>
      <section class="card"><h2>What puts it to sleep</h2><dl><dt>Back end</dt><dd>
        ${b.name || '–'}${b.usable === false ? ', not usable' : ''}${b.givenUp ? ', given up' : ''}</dd>
        ${b.latency !== undefined && html`<dt>Wakes early by</dt><dd>${span(b.latency * 1000)}</dd>`}<dt>Failures in a row</dt><dd>
          ${b.failures || 0}</dd>
        <dt>Sleeps</dt><dd>${t.sleeps || 0}${t.simulated ? `, ${t.simulated} simulated` : ''}${t.failures ? `, ${t.failures} failed` : ''}</dd>
        ${t.foreign > 0 && html`<dt>Woken by others</dt><dd>${t.foreign}</dd>`}<dt>Asleep in all</dt><dd>${span((t.asleep || 0) * 1000, true)}</dd>
          </dl>
        ${[].concat(b.findings || []).map(f => html`<p class="hint">${typeof f === 'string' ? f : JSON.stringify(f)}</p>`)}
        ${(b.failures > 0 || b.givenUp || b.usable === false) && html`<p class="buttons"><${Act} act=${() => attempt('try-again', {})}>Try again<//>
          </p>`}</section>
      <${Ask}/></div></div></div>`;
}

function Awake({ attempt }) {
  const [minutes, setMinutes] = useState('60'), [reason, setReason] = useState('');
  return html`<form class="row" novalidate onSubmit=${e => e.preventDefault()}>
    <${Field} property="awake.minutes" label="Minutes" inputmode="numeric" value=${minutes} set=${setMinutes}/>
    <${Field} of="grow" property="awake.reason" label="Reason" placeholder="maintenance" value=${reason} set=${setReason}/>
    <${Act} of="primary" act=${() => attempt('awake', { minutes: /^\d+$/.test(minutes.trim()) ? +minutes : minutes.trim(), reason: reason.trim() })}>Keep awake<//>
    <${Act} act=${() => attempt('release', {})}>Let it sleep<//></form>`;
}

const BATTERY = [['awake', 'mA awake'], ['asleep', 'mA asleep'], ['capacity', 'mAh in all']];

/** A forecast over as many days as are asked for, with the battery of the settings or another one. */
function Ask() {
  const [days, set] = useState('30'), [battery, setBattery] = useState({});
  const valid = /^\d{1,3}$/.test(days.trim()) && +days >= 1 && +days <= 366;
  const figures = Object.fromEntries(Object.entries(battery).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text));
  const { data, error } = useData('api/forecast', { days: valid ? days.trim() : 30, ...figures });
  return html`<section class="card"><h2>Forecast</h2>
    <${Field} property="days" label="Days" inputmode="numeric" value=${days} set=${set} wrong=${valid ? undefined : '1 to 366 days'}/>
    <details><summary>Another battery than the settings say</summary><div class="row">${BATTERY.map(([name, label]) => html`<${Field} key=${name}
      property=${'battery.' + name} label=${label} inputmode="decimal" value=${battery[name] || ''} set=${v => setBattery({ ...battery, [name]: v })}/>`)}</div></details>
    ${error ? html`<${Refused} error=${error}/>` : data ? html`<${Forecast} of=${data}/>` : html`<p class="quiet">reckoning</p>`}</section>`;
}

const Sleeps = ({ sleeps }) => html`<${Table} heads=${['Began', 'Slept', 'Ended by', 'First job']}>${sleeps.map(s => html`<${Row} key=${s.start}>
  <${Cell} label="Began"><span><${At} at=${s.start}/> <span class="quiet"><${When} at=${s.start}/></span></span><//>
  <${Cell} label="Slept">${span((s.slept || 0) * 1000, true)}<//>
  <${Cell} label="Ended by"><span>${String(s.end || '').toLowerCase().replace(/_/g, ' ')} <span class="quiet">${s.detail}</span></span><//>
  <${Cell} label="First job"><span>${s.firstJob ? html`<a href=${to('job', s.firstJob)}>${s.firstJob}</a>` : '–'}${
    s.late > 0 && html` <span class="attention">${span(s.late * 1000)} late</span>`}</span><//><//>`)}<//>`;
