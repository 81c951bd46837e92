// The strip above every screen: how many jobs are in which state, what comes next, and what keeps the gateway.
import { html } from '../vendor/standalone.module.js';
import { State } from './ui.js';
import { When, At } from './time.js';
import { icon } from './icons.js';
import { bytes, count } from './words.js';
import { to } from './route.js';

const KINDS = ['fine', 'failing', 'held', 'waiting', 'broken', 'done', 'running'];

/** One part of the strip, as a link where there is more to see. */
const Part = ({ href, of = '', children, title }) => href ? html`<li class=${of}><a href=${href} title=${title}>${children}</a></li>`
  : html`<li class=${of} title=${title}>${children}</li>`;

/** `brief`: without the numbers of each state, which the filter of the list shows too. */
export function Strip({ store, brief }) {
  const s = store.status;
  if (!s) return html`<section class="strip" aria-label="how things are"><p class="quiet">
    ${store.lost || store.refused ? '' : 'asking the gateway'}</p></section>`;
  const c = s.counts || {}, awake = (s.power && s.power.inhibitors || [])[0], st = s.storage || {};
  const lost = s.scheduler && s.scheduler.lostThreads;
  return html`<section aria-label="how things are"><ul class="strip">
    <${Part} href=${to('jobs')}><b>${count(c.jobs || 0, 'job')}</b><//>
    ${!brief && KINDS.filter(k => c[k]).map(k => html`<${Part} key=${k} href=${to('jobs', undefined, { state: k })}><b>
      ${c[k]}</b> <${State} kind=${k}/><//>`)}
    ${s.next && html`<${Part} href=${s.next.job && to('job', s.next.job)}><span class="quiet">next</span> <span class="name">
      ${s.next.job}</span> <${When} at=${s.next.at}/><//>`}
    ${s.clock && html`<${Part} href=${to('system')} title=${s.clock.text} of=${s.clock.trusted ? '' : 'warn'}>
      ${icon(s.clock.trusted ? 'waiting' : 'failing')}
      ${s.clock.trusted ? 'clock trusted' : 'clock not trusted'}<//>`}
    ${s.power && html`<${Part} of=${s.power.problem ? 'warn' : ''} href=${to('power')} title=${s.power.problem || s.power.doing}>
      ${icon('bolt')} ${awake
      ? html`awake: ${awake.name}${awake.until && html` until <${At} at=${awake.until}/>`}` : s.power.doing}<//>`}
    ${st.budget > 0 && html`<${Part} href=${to('system')} of=${st.problem ? 'warn' : ''} title=${st.problem || 'written in the last 24 hours, and how much may be before saves are stretched'}>
      <span class="quiet">flash</span> ${bytes(st.bytes || 0)} <span class="quiet">of ${bytes(st.budget)}</span><//>`}
    ${st.problem && html`<${Part} of="warn" href=${to('system')}>${icon('failing')} storage: ${st.problem}<//>`}
    ${lost > 0 && html`<${Part} of="warn" href=${to('system')}>${icon('failing')} ${count(lost, 'thread')} lost<//>`}
  </ul></section>`;
}
