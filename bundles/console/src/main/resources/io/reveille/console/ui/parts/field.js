// Fields of a form: a label, the field, a hint below, and what is wrong with it beside it, tied together for readers of screens.
import { html } from '../vendor/standalone.module.js';

/** The id of the field of a property; a refusal finds it by this. */
export const idOf = property => 'f-' + property;

/**
 * One field. `kind`: input (default), area or select with `options` [[value, text]]; `wrong`: what is wrong; `set` gets the text.
 */
export function Field({ property, label, value, set, hint, wrong, care, kind, options, of = '', ...rest }) {
  const id = idOf(property), below = id + '-hint', beside = id + '-wrong';
  const all = { id, value, 'aria-invalid': wrong ? 'true' : undefined, 'aria-describedby': [wrong && beside, hint && below].filter(Boolean).join(' ') || undefined, ...rest };
  const onInput = e => set(e.target.value);
  return html`<div class=${'field ' + of}><label for=${id}>${label}</label>${
    kind === 'area' ? html`<textarea ...${all} onInput=${onInput}/>`
    : kind === 'select' ? html`<select ...${all} onChange=${onInput}>${options.map(([v, t]) => html`<option key=${v} value=${v}>
      ${t}</option>`)}</select>`
    : html`<input type="text" autocomplete="off" spellcheck=${false} ...${all} onInput=${onInput}/>`}
    ${wrong && html`<p class="wrong" id=${beside}>${wrong}</p>`}${care && html`<p class="care">${care}</p>`}
    ${hint && html`<p class="hint" id=${below}>${hint}</p>`}</div>`;
}

/** Leads to the field of a property, through a folded part if it lies in one. */
export function focusField(property, argument) {
  const el = (argument && document.getElementById(idOf('args.' + argument))) || document.getElementById(idOf(property));
  if (!el) return false;
  const folded = el.closest('details');
  if (folded) folded.open = true;
  el.focus();
  el.scrollIntoView({ block: 'center' });
  return true;
}
