// When a job runs: the text, checked while it is typed; buttons that write texts; the zone; and what it comes to.
import { html, useState, useEffect } from '../vendor/standalone.module.js';
import { get, query } from './net.js';
import { At, When } from './time.js';
import { Field, idOf } from './field.js';
import { pieces, sentence } from './caret.js';
import { zoneOf, withZone } from './definition.js';
import { here } from './store.js';

const TEXTS = ['every 10 minutes', 'every hour at :05', 'every day at 10:30', 'every weekday at 08:00', 'every monday at 8:00',
  'every month on last day', 'cron */15 8-18 * * MON-FRI', 'once in 45 minutes', '@reboot'];

/** What a schedule comes to, asked 250 ms after the last letter: {schedule, zone, next} or {error, column}; `of`: for which text. */
export function useOccurrences(text) {
  const [answer, set] = useState({});
  useEffect(() => {
    if (!text.trim()) {
      set({ of: text });
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => get(query('api/occurrences', { schedule: text, n: 5 }), {}, stop.signal).then(
      found => set({ of: text, ...found }),
      e => stop.signal.aborted || set({ of: text, error: e.message, column: e.status === 400 ? e.column : undefined })), 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return answer;
}

/** The text of the schedule with its place of mistake, the buttons and the zone. */
export function ScheduleField({ value, set, found, wrong, zones }) {
  const current = found.of === value;
  const error = current && found.error ? sentence(found.error) : wrong;
  const place = current && found.column ? pieces(value, found.column) : undefined;
  const own = zoneOf(value);
  const [typed, type] = useState();
  const setZone = e => {
    const zone = e.target.value.trim();
    const known = !zone || !zones || zones.zones.includes(zone);
    type(known ? undefined : e.target.value);
    if (known) set(withZone(value, zone));
  };
  return html`<div><${Field} property="schedule" label="Schedule" value=${value} set=${set} wrong=${error} of="" class="big" required
      placeholder="every day at 10:30" aria-errormessage=${place && 'schedule-place'}/>
    ${place && html`<p class="marked" id="schedule-place" aria-hidden="true">${place.before}<mark>${place.at}</mark>${place.after}</p>`}
    ${current && found.next && html`<p class="hint nearby">
      ${found.schedule}${found.next.length > 0 && html`: next <${When} at=${found.next[0]}/>, <${At} at=${found.next[0]} in=${found.zone}/>`}</p>`}
    <div class="chips" role="group" aria-label="write a schedule">${TEXTS.map(t => html`<button type="button" key=${t} onClick=${() => {
      set(own && !t.startsWith('@') && !t.startsWith('once') ? withZone(t, own) : t);
      document.getElementById(idOf('schedule')).focus();
    }}>${t}</button>`)}</div>
    <div class="field zone"><label for="f-zone">Time zone</label>
      <input id="f-zone" list="zones" type="text" autocomplete="off" spellcheck=${false} value=${typed === undefined ? own : typed}
      placeholder=${zones ? zones.zone + ', the gateway’s' : ''} aria-describedby="zone-hint" onInput=${setZone}/>
      <datalist id="zones">${zones && zones.zones.map(z => html`<option key=${z} value=${z}/>`)}</datalist>
      <p class="hint" id="zone-hint">${typed !== undefined ? 'The gateway does not know this zone; the schedule is as it was.'
        : 'It becomes a part of the schedule: “… in Europe/Berlin”.'}</p></div></div>`;
}

/** What the schedule comes to, for the side of the form. */
export function Preview({ value, found }) {
  const current = found.of === value, zone = found.zone;
  return html`<section class=${'card' + (current ? '' : ' busy')} aria-busy=${!current} aria-label="what the schedule comes to"><header><h2>Next runs</h2>
      ${zone && html`<span class="quiet">${zone}${zone !== here ? `, and ${here}` : ''}</span>`}</header>
    ${!value.trim() ? html`<p class="quiet">Say when, and the next five show here.</p>`
      : found.error ? html`<p class="quiet">The schedule cannot be read yet.</p>`
      : !found.next ? html`<p class="quiet">…</p>` : html`<p><b>${found.schedule}</b>${found.words && found.words !== found.schedule && html`<br/><span class="quiet">${found.words}</span>`}</p>
        ${found.next.length ? html`<ul class="list next">${found.next.map(at => html`<li key=${at}><span class="quiet"><${When} at=${at}/></span>
          <${At} at=${at} in=${zone}/>${
          zone !== here && html`<span class="quiet"><${At} at=${at} in=${here}/>
            </span>`}</li>`)}</ul>` : html`<p class="quiet">No occurrence can be named beforehand.</p>`}`}</section>`;
}
