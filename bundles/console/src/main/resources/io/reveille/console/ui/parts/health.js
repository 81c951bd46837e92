// What the gateway's health checks say, unabridged: each with its state and all its lines.
import { html } from '../vendor/standalone.module.js';
import { useData, SELDOM } from './store.js';
import { Waiting, State } from './ui.js';
import { When } from './time.js';

const KINDS = { OK: 'fine', WARN: 'held', TEMPORARILY_UNAVAILABLE: 'waiting' };
const WORDS = { OK: 'OK', WARN: 'warning', TEMPORARILY_UNAVAILABLE: 'not ready', CRITICAL: 'critical', HEALTH_CHECK_ERROR: 'check failed' };
/** The look of a line by its level; any other is one of a failure. */
const BESIDE = { DEBUG: 'hint', INFO: 'hint', OK: 'hint', WARN: 'care', TEMPORARILY_UNAVAILABLE: 'care' };

/** The verdicts; asked for when they are shown first, and seldom when `beat` says that things have changed. */
export function Health({ beat }) {
  const { data, error } = useData('api/health', {}, beat, SELDOM);
  return html`<section class="card"><h2>Health</h2><${Waiting} data=${data} error=${error}/>
    ${data && (data.checks.length ? html`<ul class="trail kinds-list">${data.checks.map(c => html`<li key=${c.name + c.tags}>
        <${State} kind=${KINDS[c.status] || 'failing'} word=${WORDS[c.status] || c.status}/><div><b>${c.name}</b> <span class="quiet">
        ${c.tags.join(', ')}, <${When} at=${c.at}/></span>${c.lines.map(l => html`<p class=${BESIDE[l.level] || 'wrong'}>
        ${l.text}</p>`)}</div></li>`)}</ul>`
      : html`<p class="quiet">${data.there ? 'No bundle offers a health check.' : 'Health checks (Apache Felix Health Checks) are not installed here.'}</p>`)}</section>`;
}
