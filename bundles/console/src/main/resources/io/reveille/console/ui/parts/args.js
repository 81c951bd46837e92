// The arguments of a job: a field for each that the handler says it knows, or the JSON itself. The form keeps the JSON text.
import { html, useState, useRef } from '../vendor/standalone.module.js';
import { Field, idOf } from './field.js';
import { argFields, argsOf, readObject } from './definition.js';

/** What may stand in a field, in words. */
function hint(s) {
  const bounds = Number.isFinite(s.min) || Number.isFinite(s.max)
    ? [Number.isFinite(s.min) && 'from ' + s.min, Number.isFinite(s.max) && 'to ' + s.max].filter(Boolean).join(' ')
      + (s.type === 'DURATION' ? ' seconds' : s.type === 'TEXT' ? ' characters' : s.type === 'LIST' ? ' elements' : s.unit ? ' ' + s.unit : '') : s.unit || '';
  const form = { LIST: 'a list as JSON: ["a", "b"]', OBJECT: 'an object as JSON: {"a": "b"}', DURATION: 'a span: 90 s, 10 minutes' }[s.type];
  return [s.description, bounds, form].filter(Boolean).join('; ');
}

/** A field for a value that is described: `spec` has type, required, otherwise, choices and perhaps labels for them, and what `hint` needs. */
export function SpecField({ property, label, spec: s, value, set, wrong }) {
  const common = { property, label, value, set, wrong, hint: hint(s) };
  const otherwise = s.otherwise || '';
  if (s.type === 'FLAG' || (s.choices && s.choices.length)) {
    const choices = s.type === 'FLAG' ? ['true', 'false'] : s.choices;
    const extra = value && !choices.includes(value) ? [[value, value]] : [];
    return html`<${Field} ...${common} kind="select" options=${[['', otherwise ? otherwise + ' (default)' : '–'], ...extra, ...choices.map((c, i) => [c, s.labels ? `${c}: ${s.labels[i]}` : c])]}/>`;
  }
  if (s.type === 'SECRET') {
    return html`<${Field} ...${common} type="password" autocomplete="new-password" placeholder=${s.stored ? 'is set, and not shown' : ''}/>`;
  }
  return html`<${Field} ...${common} placeholder=${otherwise} required=${s.required} class=${s.type === 'LIST' || s.type === 'OBJECT' ? 'mono' : ''}
    inputmode=${s.type === 'WHOLE' ? 'numeric' : s.type === 'NUMBER' ? 'decimal' : undefined}/>`;
}

/** `wrong`: what is refused; an argument that it names in quotes gets it beside its own field. */
export function ArgsField({ value, set, handler, wrong }) {
  const specs = handler && handler.arguments && handler.arguments.length ? handler.arguments : undefined;
  const [raw, setRaw] = useState(false);
  const written = useRef({});
  // The texts of the fields live here as they are typed; they are made anew when another handler or another text comes in.
  if (specs && (written.current.text !== value || written.current.specs !== specs)) {
    written.current = { text: value, specs, fields: argFields(value, specs) };
  }
  const fields = specs && written.current.fields;
  const inFields = fields && !raw;
  const setOne = name => text => {
    const next = { ...written.current.fields, [name]: text };
    const args = argsOf(next, specs);
    written.current = { text: args, specs, fields: next };
    set(args);
  };
  const about = inFields && wrong ? argumentIn(wrong, specs) : undefined;
  const broken = !inFields && readObject(value).error;
  return html`<fieldset class="field"><legend>Arguments</legend>
    ${specs && html`<div class="segments" role="group" aria-label="arguments as">
      <button type="button" aria-pressed=${!!inFields} disabled=${!fields} onClick=${() => setRaw(false)}>fields</button>
      <button type="button" aria-pressed=${!inFields} onClick=${() => setRaw(true)}>JSON</button></div>`}
    ${inFields ? html`<div class="pairs above" id=${about ? undefined : idOf('args')} tabindex="-1">
      ${specs.map(s => html`<${SpecField} key=${s.name} property=${'args.' + s.name}
        label=${s.name + (s.required ? ' (required)' : '')} spec=${s} value=${fields[s.name]} set=${setOne(s.name)}
        wrong=${s.name === about ? wrong : undefined}/>`)}</div>${wrong && !about && html`<p class="wrong">${wrong}</p>`}`
      : html`<${Field} property="args" label="JSON object" kind="area" rows="6" class="mono" spellcheck=${false} value=${value} set=${set} wrong=${wrong || broken}
        placeholder='{"message": "hello"}' hint=${specs && !fields ? 'This text cannot be shown as fields: it is no JSON object, or holds what the handler does not know.'
          : handler && handler.hint || 'At most 16 KB. %{secret:NAME} stands for a secret.'}/>`}</fieldset>`;
}

/** The argument that a refusal speaks of. */
export function argumentIn(error, specs) {
  const found = (specs || []).find(s => error.includes('"' + s.name + '"'));
  return found && found.name;
}
