// Settings of Reveille's bundles: a folded form for each, checked by the gateway before anything is stored. What was typed stays
// until it is saved or thrown away, also when another screen is looked at meanwhile.
import { html, useState, useEffect } from '../vendor/standalone.module.js';
import { useData, change, SELDOM } from './store.js';
import { Act, Refused, Waiting } from './ui.js';
import { SpecField } from './args.js';
import { focusField } from './field.js';
import { changesOf, textOf, unsaved } from './setting.js';
import { isConflict } from './definition.js';
import { Conflict } from './conflict.js';
import { useStay } from './stay.js';
import { say } from './dialog.js';

/**
 * What was typed, by PID: {typed: texts by name, version: of the settings when it began, or after it was saved, saved: the texts by name
 * that are stored and not told yet}.
 */
const drafts = new Map();

export function Settings() {
  const { data, error } = useData('api/settings', {}, 0, SELDOM);
  return html`<section class="card"><h2>Settings</h2><${Waiting} data=${data} error=${error}/>
    ${data && (data.forms.length ? data.forms.map(f => html`<${Form} key=${f.pid} form=${f}/>`)
      : html`<p class="quiet">${data.there ? 'No bundle describes settings.' : 'Nothing here knows what settings there are: the metatype service is not installed.'}</p>`)}
    </section>`;
}

function Form({ form }) {
  const [draft, put] = useState(() => drafts.get(form.pid));
  const [refused, refuse] = useState();
  const [unfolded] = useState(draft !== undefined);
  const typed = draft ? draft.typed : {};
  const changes = unsaved(changesOf(form.settings, typed), draft && draft.saved), changed = Object.keys(changes), dirty = changed.length > 0;
  const property = name => form.pid + '.' + name;
  const write = next => {
    if (next) drafts.set(form.pid, next);
    else drafts.delete(form.pid);
    put(next);
  };
  useStay(dirty);
  // What was saved is shown as it was typed until the gateway tells it.
  useEffect(() => {
    if (!draft || !draft.saved) return;
    const left = unsaved(draft.typed, draft.saved);
    write(Object.keys(left).length ? { typed: left, version: draft.version } : undefined);
  }, [form]);
  const set = name => text => {
    if (refused && refused.property === name) refuse(undefined);
    write({ version: form.version, ...draft, typed: { ...typed, [name]: text } });
  };
  const forget = async () => {
    write(undefined);
    refuse(undefined);
  };
  const save = async anyway => {
    refuse(undefined);
    try {
      const done = await change('api/save-settings', { pid: form.pid, settings: changes, version: anyway ? undefined : draft.version });
      const now = drafts.get(form.pid); // more may have been typed meanwhile
      write({ typed: now ? now.typed : {}, version: done.version, saved: changes });
      say(done.done);
    } catch (e) {
      refuse(e);
      setTimeout(() => e.property && focusField(property(e.property)));
    }
  };
  const conflict = refused && isConflict(refused), placed = refused && form.settings.some(s => s.name === refused.property);
  return html`<details class="spaced" open=${unfolded || undefined}><summary>${form.name}${dirty && html` <span class="quiet">not saved: ${changed.join(', ')}</span>`}</summary>
    <p class="quiet">${form.description}</p>
    ${form.unknown.map(u => html`<p class="care">${u} It is stored there, and passed over.</p>`)}
    <form novalidate onSubmit=${e => e.preventDefault()}><div class="pairs">${form.settings.map(s => html`<${SpecField} key=${s.name} property=${property(s.name)}
      label=${s.label} spec=${s} value=${typed[s.name] === undefined ? textOf(s) : typed[s.name]} set=${set(s.name)}
      wrong=${refused && refused.property === s.name ? refused.message : undefined}/>`)}</div>
      ${conflict ? html`<${Conflict} error=${refused} load=${forget} save=${() => save(true)}/>` : html`<${Refused} error=${placed ? undefined : refused}/>`}
      ${form.checked ? html`<p class="buttons"><${Act} of="primary" disabled=${!dirty} act=${() => save()} label=${'Save ' + form.name}>Save<//>
        ${dirty && html`<button type="button" onClick=${forget}>Throw it away</button>`}<span class="quiet">An empty field is the default.</span></p>`
        : html`<p class="care">The bundle that these are for has not started. Nobody could check them, so they cannot be changed now.</p>`}</form></details>`;
}
