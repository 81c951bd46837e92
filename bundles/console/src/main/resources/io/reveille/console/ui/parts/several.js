// The bar for several jobs at once, below the filter while any is selected.
import { html, useState } from '../vendor/standalone.module.js';
import { Act, Refused } from './ui.js';
import { icon } from './icons.js';
import { count } from './words.js';
import { actAll, askDelete } from './actions.js';

export function Several({ names, clear, refuse }) {
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
    <${Act} act=${all('resume')}>${icon('resume')} Resume<//><${Act} of="danger" act=${all('delete')}>${icon('trash')} Delete<//>
    <button type="button" class="plain" onClick=${clear}>Select none</button><${Refused} error=${error}/></div>`;
}
