// Lines of the gateway's log, the newest first.
import { html } from '../vendor/standalone.module.js';
import { useData, SELDOM } from './store.js';
import { At } from './time.js';
import { Refused } from './ui.js';

const KIND = { ERROR: 'failing', WARN: 'held', WARNING: 'held' };

/** The lines of a span of time, or the last ones. `quiet`: nothing is said if there are none, or no log. */
export function Log({ from, to, n, beat, quiet }) {
  const { data, error } = useData('api/log', { from, to, n }, beat, SELDOM);
  const lines = data && data.lines ? data.lines.slice().reverse() : [];
  if (error && !quiet) return html`<${Refused} error=${error}/>`;
  if (!lines.length) return quiet ? null : html`<p class="quiet">${data ? 'Nothing is in it.' : 'loading'}</p>`;
  return html`<div>${quiet && html`<h3 class="above">Logged meanwhile, by whomever</h3>`}
    <ol class="log" tabindex="0" aria-label="lines of the log, the newest first">${lines.map(l => html`<li class=${KIND[l.level] || ''}>
      <span class="quiet"><${At} at=${l.at}/></span> <b>${l.level}</b> <span class="quiet">${l.source}</span> <span>${l.text}</span></li>`)}</ol></div>`;
}
