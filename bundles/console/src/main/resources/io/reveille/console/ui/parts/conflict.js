// Another has saved the same since a form began: the choice between the two.
import { html } from '../vendor/standalone.module.js';
import { Act, Refused } from './ui.js';

/** `load` takes what is there now, `save` writes over it; both return promises. */
export const Conflict = ({ error, load, save }) => html`<div class="conflict"><${Refused} error=${error}/>
  <p class="hint">What you have typed is not saved. “Load what is there now” drops it; “Save all the same” drops what the other has saved.</p>
  <p class="buttons"><${Act} act=${load}>Load what is there now<//><${Act} of="danger" act=${save}>Save all the same<//></p></div>`;
