// What an empty list offers: three jobs to begin with, made of the handlers that are there.
import { html } from '../vendor/standalone.module.js';
import { useData } from './store.js';
import { to } from './route.js';
import { icon } from './icons.js';

const OFFERS = [
  { handler: 'log', title: 'Write a line into the log', name: 'hello', schedule: 'every 10 minutes', args: '{"message": "the gateway is well"}' },
  { handler: 'host-telemetry', title: 'Measure the gateway', name: 'telemetry', schedule: 'every 30 seconds' },
  { handler: 'http', title: 'Tell a server that all is well', name: 'report', schedule: 'every hour at :05', args: '{"url": "https://example.org/state"}' },
  { handler: 'file-cleanup', title: 'Delete old files', name: 'clean', schedule: 'every day at 03:00', args: '{"folder": "dumps", "older-than": "14 days"}' },
  { handler: 'command', title: 'Run a command', name: 'command', schedule: 'every day at 02:30' },
];

export function Templates() {
  const { data } = useData('api/handlers');
  const there = data ? data.handlers.map(h => h.name) : [];
  const known = OFFERS.filter(o => there.includes(o.handler));
  const others = there.filter(h => !OFFERS.some(o => o.handler === h)).map(handler => ({ handler, title: 'Call ' + handler, name: handler, schedule: 'every 10 minutes' }));
  return html`<section class="templates"><h2>There is no job yet</h2>
    <p class="quiet">Begin with one of these, or with <a href=${to('new')}>an empty form</a>. Nothing runs before you save it.</p>
    <ul>${[...known, ...others].slice(0, 3).map(({ title, ...o }) => html`<li key=${title}><a href=${to('new', undefined, o)}>${icon('plus')}<b>
      ${title}</b>
      <span class="quiet">${o.schedule} · ${o.handler}</span></a></li>`)}</ul></section>`;
}
