// Import: a file is chosen, what it would change is shown, and only then it is applied.
import { html, useState, useRef } from '../vendor/standalone.module.js';
import { post } from './net.js';
import { change } from './store.js';
import { Act, Refused } from './ui.js';
import { say } from './dialog.js';
import { count } from './words.js';

const ORDER = ['NEW', 'CHANGED', 'SAME'], WORDS = { NEW: 'new', CHANGED: 'changed', SAME: 'the same' };
const shown = v => v === undefined || v === null || v === '' ? '–' : typeof v === 'string' ? v : JSON.stringify(v);

export function Import() {
  const [text, setText] = useState();
  const [plan, setPlan] = useState();
  const [error, fail] = useState();
  const input = useRef();
  const clear = () => {
    setText(undefined);
    setPlan(undefined);
    input.current.value = '';
  };
  const look = document => post('api/plan', document).then(p => {
    fail(undefined);
    setPlan(p);
  }, e => {
    setPlan(undefined);
    fail(e);
  });
  const choose = async e => {
    const file = e.target.files[0];
    setPlan(undefined);
    fail(undefined);
    if (!file) return;
    try {
      const read = await file.text();
      setText(read);
      await look(read);
    } catch (unreadable) {
      fail(unreadable);
    }
  };
  const apply = async () => {
    try {
      const done = await change('api/import?plan=' + encodeURIComponent(plan.plan), text);
      fail(undefined);
      say(done.done);
      clear();
    } catch (e) {
      // The jobs have changed since: the new plan is shown, and it is asked again.
      if (e.status === 409) await look(text);
      fail(e);
    }
  };
  return html`<div class="above"><div class="field"><label for="f-import">Import a document</label>
    <input id="f-import" type="file" accept=".json,application/json" ref=${input} onChange=${choose}/></div>
    <${Refused} error=${error}/>${plan && html`<${Plan} plan=${plan}/><p class="buttons"><${Act} of="primary" act=${apply}>Apply<//>
      <button type="button" onClick=${clear}>Do not</button></p>`}</div>`;
}

function Plan({ plan }) {
  const items = plan.items || [];
  const n = kind => items.filter(i => i.kind === kind).length;
  const changes = items.filter(i => i.kind !== 'SAME').sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return html`<div><div role="status"><p><b>${ORDER.map(k => n(k) && `${n(k)} ${WORDS[k]}`).filter(Boolean).join(', ') || 'Nothing is in it'}</b>
    ${plan.source && html` <span class="quiet">from ${plan.source}</span>`}</p></div>
    <ul class="plan">${changes.slice(0, 300).map(i => html`<li key=${i.name} class=${i.kind.toLowerCase()}><b>${i.name}</b> <span class="tag">
      ${WORDS[i.kind]}</span>${i.withState && html`<span class="tag">with state</span>`}
      ${(i.changes || []).map(c => html`<div class="diff"><span class="quiet">${c.property}</span> <del>${shown(c.from)}</del> <ins>
        ${shown(c.to)}</ins></div>`)}
      ${(i.remarks || []).map(r => html`<p class="care">${r}</p>`)}</li>`)}</ul>
    ${changes.length > 300 && html`<p class="quiet">and ${changes.length - 300} more</p>`}
    ${(plan.passedOver || []).map(t => html`<p class="care">Passed over: ${t}</p>`)}
    ${(plan.untouched || []).length > 0 && html`<p class="hint">
      ${count(plan.untouched.length, 'job')} that the document does not name stay as they are.</p>`}</div>`;
}
