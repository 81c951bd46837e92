// Who did what with a job, or with all of them.
import { html } from '../vendor/standalone.module.js';
import { At } from './time.js';
import { to } from './route.js';

const DID = { DEFINED: 'made it', CHANGED: 'changed it', DELETED: 'deleted it', PAUSED: 'paused it', RESUMED: 'resumed it',
  TRIGGERED: 'asked for a run', INTERRUPTED: 'interrupted it' };

/** The changes, newest first. `jobs`: with the job of each. */
export const Trail = ({ trail, title, jobs }) => html`<section class="card"><header><h2>${title}</h2></header>
  ${trail.length ? html`<ul class="trail">${trail.map(c => html`<li><span class="quiet"><${At} at=${c.at}/></span>
    <span><b>${c.by || 'somebody'}</b> ${DID[c.kind] || String(c.kind).toLowerCase()}${c.times > 1 ? ` ${c.times} times` : ''}${
      jobs && html`: ${c.job ? html`<a href=${to('job', c.job)}>${c.job}</a>` : 'all jobs'}`}${c.detail && html` <span class="quiet">
        ${c.detail}</span>`}</span></li>`)}</ul>`
    : html`<p class="quiet">Nobody has changed anything.</p>`}</section>`;
