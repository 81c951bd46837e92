// The bar for several jobs at once, below the filter while any is selected.
import { html, useState } from '../vendor/standalone.module.js';
import { Act, Refused } from './ui.js';
import { icon } from './icons.js';
import { count } from './words.js';
import { actAll, askDelete, exportOf } from './actions.js';

/** `stored`: those of the names that are stored; the others come with their handlers' services, and are not exported. */
export function Several({ names, stored, clear, refuse }) {
  const [error, fail] = useState();
  const all = what => async () => {
    fail(undefined);
    try {
      if (what === 'delete' && !await askDelete(names)) return;
      const failed = await actAll(what, names);
      refuse(Object.fromEntries(failed.map(f => [f.name, f.error])));
      const why = new Set(failed.map(f => f.error));
      if (failed.length) fail(`Not for ${failed.length} of ${count(names.length, 'job')}` + (why.size === 1 ? ': ' + [...why][0]
        : '; each says why in its row.'));
      else if (what === 'delete') clear();
    } catch (e) {
      fail(e);
    }
  };
  return html`<div class="several" role="region" aria-label="selected jobs"><b>${names.length.toLocaleString('en-GB')} selected</b>
    <${Act} act=${all('run')}>${icon('play')} Run now<//><${Act} act=${all('pause')}>${icon('pause')} Pause<//>
    <${Act} act=${all('resume')}>${icon('resume')} Resume<//><${Export} names=${stored} fail=${fail}/><${Act} of="danger" act=${all('delete')}>${icon('trash')} Delete<//>
    <button type="button" class="plain" onClick=${clear}>Select none</button><${Refused} error=${error}/></div>`;
}

/** The way to a document of these jobs; of very many the names fit into no address. */
function Export({ names, fail }) {
  const href = exportOf(names);
  if (!names.length) return null;
  return href ? html`<a class="button" href=${href} download="jobs.json">${icon('down')} Export</a>`
    : html`<button type="button" onClick=${() => fail('So many jobs cannot be exported by their names. System exports all there are.')}>
      ${icon('down')} Export</button>`;
}
