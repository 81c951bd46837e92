// What is planned: a lane for each job over a day or a week with its tolerance, below them when the gateway is awake, and the line of
// now; beside it what comes first, and the forecast.
import { html, useState, useEffect } from '../vendor/standalone.module.js';
import { useData, now, zone, SELDOM } from '../parts/store.js';
import { Waiting } from '../parts/ui.js';
import { At, When } from '../parts/time.js';
import { Forecast } from '../parts/forecast.js';
import { bars, marks, part, soonest, ticks, windows } from '../parts/lanes.js';
import { icon } from '../parts/icons.js';
import { count, short } from '../parts/words.js';
import { to } from '../parts/route.js';
import { go } from '../parts/router.js';

const MOST = 200, FRESH = 300000, MOST_STRETCHES = 1000;

/** Draws anew each half minute while somebody looks, so that the line of now moves. */
function useNow() {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || draw(n => n + 1), 30000);
    return () => clearInterval(timer);
  }, []);
  return now();
}

export default function Ahead({ route, store }) {
  const hours = route.query.hours === '168' ? 168 : 24, moment = useNow();
  const q = (route.query.q || '').toLowerCase(), beat = Math.floor(moment / FRESH), sleeps = store.status && store.status.power;
  const { data, error } = useData('api/ahead', { hours }, store.known.revision + ' ' + beat, SELDOM);
  // A forecast looks at every occurrence: it is not made anew for each run.
  const { data: forecast } = useData(sleeps && 'api/forecast', { days: hours / 24, stretches: true }, beat, SELDOM);
  const [all, showAll] = useState(false);
  const set = change => go(to('ahead', undefined, { ...route.query, ...change }), true);
  const lanes = data ? data.lanes.filter(l => l.job.toLowerCase().includes(q)) : [];
  const shown = all ? lanes : lanes.slice(0, MOST);
  const cut = data && (data.cutOff || data.lanes.some(l => l.cutOff));
  return html`<div><div class="head"><h1>Ahead</h1><div class="segments" role="group" aria-label="how far">
      <button type="button" aria-pressed=${hours === 24} onClick=${() => set({ hours: '' })}>24 hours</button>
      <button type="button" aria-pressed=${hours === 168} onClick=${() => set({ hours: '168' })}>7 days</button></div>
      <label class="find">${icon('search')}<span class="unseen">Lanes whose job's name has</span>
        <input type="search" placeholder="name" value=${route.query.q || ''} onInput=${e => set({ q: e.target.value })}/></label>
      <span class="quiet">times in ${zone()}</span></div>
    <${Waiting} data=${data} error=${error}/>
    ${data && html`<div class="columns wide"><section class="card" aria-label="time line">
        ${cut && html`<p class="care">${data.cutOff ? 'There is more than can be shown: some lanes, or their later part, are left out.'
          : 'Lanes marked “…” go on after their last mark: only so many are reckoned.'}</p>`}
        ${lanes.length ? html`<${Lanes} lanes=${shown} from=${Date.parse(data.from)} to=${Date.parse(data.to)} now=${moment} forecast=${forecast}/>`
          : html`<p class="quiet">Nothing is planned${q ? ' for such a job' : ''}.</p>`}
        ${lanes.length > shown.length && html`<p><button type="button" onClick=${() => showAll(true)}>Show all ${lanes.length} lanes</button>
          </p>`}</section>
      <div><section class="card"><h2>Comes first</h2><${First} lanes=${lanes} now=${moment}/></section>
        ${forecast && html`<section class="card"><header><h2>Forecast</h2><a href=${to('power')}>Power</a></header>
          <${Forecast} of=${forecast}/></section>`}</div></div>`}</div>`;
}

const First = ({ lanes, now: moment }) => html`<ul class="list">${soonest(lanes, moment, 12).map(o => html`<li key=${o.job + o.at}>
  <a class="line" href=${to('job', o.job)}>${o.job}</a>
  <span class="nobreak"><${When} at=${o.at}/> <span class="quiet"><${At} at=${o.at}/></span></span></li>`)}</ul>`;

function Lanes({ lanes, from, to: end, now: moment, forecast }) {
  const lines = ticks(from, end, zone());
  const x = at => part(at, from, end).toFixed(2) + '%';
  const every = Math.ceil(lines.length / (innerWidth < 640 ? 4 : 9));
  return html`<div class="lanes"><svg class="grid" aria-hidden="true" focusable="false">${lines.map((l, i) => html`<g key=${l.at}>
      <line class=${l.day ? 'day' : ''} x1=${x(l.at)} x2=${x(l.at)} y1="18" y2="100%"/>
      ${i % every === 0 && part(l.at, from, end) < 94 && html`<text x=${x(l.at)} y="12">${l.text}</text>`}</g>`)}
      <line class="now" x1=${x(moment)} x2=${x(moment)} y1="4" y2="100%"/><circle class="now" cx=${x(moment)} cy="4" r="3"/></svg>
    <ul>${lanes.map(l => {
      const times = l.at.map(Date.parse);
      const said = times.length ? `${count(times.length, 'time')}${l.cutOff ? ' and more' : ''}, first ${short(times[0], zone(), moment)}`
        + `, last ${short(times[times.length - 1], zone(), moment)}` : 'not in this time';
      return html`<li key=${l.job}><a class="line" href=${to('job', l.job)} title=${l.job}>${l.job}</a>
        <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=${said}><title>${l.job}: ${said}</title>
          <rect class="hit" width="1000" height="10"/>${l.within && html`<path class="within" d=${bars(windows(times, l.within), from, end)}/>`}
          <path d=${marks(times, from, end)}/></svg>
        <span class="quiet">${times.length}${l.cutOff ? '…' : ''}</span></li>`;
    })}${forecast && html`<${Awake} stretches=${forecast.stretches} from=${from} to=${end} now=${moment}/>`}</ul></div>`;
}

/** When the gateway is awake, and asleep in between, if all goes as planned. */
function Awake({ stretches, from, to: end, now: moment }) {
  const spans = stretches.map(s => [Date.parse(s.from), Date.parse(s.until)]);
  const cut = spans.length === MOST_STRETCHES;
  const said = spans.length ? `woken ${count(spans.length, 'time')}${cut ? ' and more' : ''}, first ${short(spans[0][0], zone(), moment)}`
    : 'asleep all the time';
  return html`<li class="machine"><a class="line" href=${to('power')}>Gateway awake</a>
    <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=${said}><title>Gateway: ${said}; asleep in between</title>
      <rect class="asleep" y="4" width="1000" height="2"/><path class="awake" d=${bars(spans, from, end)}/></svg>
    <span class="quiet">${spans.length}${cut ? '…' : ''}</span></li>`;
}
