// Dialogs, the menu of a row, and what was done said aloud. Escape closes; the focus goes back to where it was.
import { html, useState, useEffect, useLayoutEffect, useRef } from '../vendor/standalone.module.js';
import { icon } from './icons.js';

/** A modal dialog that is open as long as it is drawn. */
export function Dialog({ title, close, children, wide }) {
  const ref = useRef();
  useLayoutEffect(() => {
    const before = document.activeElement, dialog = ref.current;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before && before.isConnected) before.focus();
    };
  }, []);
  const cancel = e => {
    e.preventDefault();
    close();
  };
  return html`<dialog ref=${ref} class=${wide ? 'wide' : ''} aria-labelledby="dialog-title" onCancel=${cancel}
      onMouseDown=${e => e.target === ref.current && close()}>
    <div class="inner"><header><h2 id="dialog-title">${title}</h2>
      <button type="button" class="plain" aria-label="close" onClick=${close}>${icon('close')}</button></header>${children}</div></dialog>`;
}

let show;

/** Asks before something is done; true if it is to be done. `danger`: the button is red, and Cancel has the focus. */
export const confirm = question => new Promise(answer => show({ ...question, answer }));

let tell;

/** Says what was done, for eyes a few seconds and for readers of screens once. */
export const say = text => tell(text);

/** The place of questions and of what was done; once on the page. */
export function Voice() {
  const [question, ask] = useState();
  const [done, put] = useState([]);
  const timer = useRef();
  show = ask;
  tell = text => {
    put(old => [...old.slice(-1), { text, key: Date.now() + Math.random() }]);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => put([]), 6000);
  };
  const answer = yes => {
    ask(undefined);
    question.answer(yes);
  };
  return html`<div><div class="voice" role="status" aria-live="polite">${done.map(d => html`<p key=${d.key}>${icon('fine')}<span>${d.text}</span>
    </p>`)}</div>
    ${question && html`<${Dialog} title=${question.title} close=${() => answer(false)}>
      ${[].concat(question.text || []).map(t => html`<p>${t}</p>`)}
      ${question.list && html`<ul class="names">${question.list.slice(0, 8).map(n => html`<li>${n}</li>`)}${
        question.list.length > 8 && html`<li class="quiet">and ${question.list.length - 8} more</li>`}</ul>`}
      <p class="buttons"><button type="button" autofocus=${!!question.danger} onClick=${() => answer(false)}>Cancel</button>
        <button type="button" class=${question.danger ? 'danger' : 'primary'} autofocus=${!question.danger}
          onClick=${() => answer(true)}>${question.action}</button></p><//>`}</div>`;
}

/** The button with three dots and its menu; items: [{text, icon, href (and download: as which file) | act, danger}]. Arrows, Home, End and Escape work. */
export function Menu({ label, items }) {
  const [open, set] = useState();
  const button = useRef(), menu = useRef();
  useEffect(() => {
    if (!open) return undefined;
    const el = menu.current, r = button.current.getBoundingClientRect();
    const up = r.bottom + el.offsetHeight + 8 > innerHeight && r.top > el.offsetHeight + 8;
    el.style.top = (up ? r.top - el.offsetHeight - 4 : r.bottom + 4) + 'px';
    el.style.left = Math.max(8, Math.min(r.right, innerWidth - 8) - el.offsetWidth) + 'px';
    el.firstElementChild.focus();
    const away = e => !el.contains(e.target) && !button.current.contains(e.target) && set(undefined);
    const gone = () => set(undefined);
    document.addEventListener('mousedown', away);
    addEventListener('scroll', gone, { passive: true });
    addEventListener('resize', gone);
    return () => {
      document.removeEventListener('mousedown', away);
      removeEventListener('scroll', gone);
      removeEventListener('resize', gone);
    };
  }, [open]);
  const shut = () => {
    set(undefined);
    button.current.focus();
  };
  const key = e => {
    const all = [...menu.current.children], at = all.indexOf(document.activeElement), n = all.length;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + n, Home: 0, End: n - 1 }[e.key];
    if (next !== undefined) all[next % n].focus();
    else if (e.key === 'Escape') shut();
    else if (e.key === 'Tab') set(undefined);
    else return;
    if (e.key !== 'Tab') e.preventDefault();
    e.stopPropagation();
  };
  const go = item => () => {
    shut();
    if (item.act) item.act();
  };
  return html`<span><button type="button" ref=${button} class="plain" aria-haspopup="menu" aria-expanded=${!!open} aria-label=${label}
      title="more" onClick=${() => set(open ? undefined : true)}>${icon('more')}</button>
    ${open && html`<div class="menu" role="menu" ref=${menu} aria-label=${label} onKeyDown=${key}>${items.map(i => i.href
      ? html`<a role="menuitem" tabindex="-1" href=${i.href} download=${i.download} onClick=${go(i)}>${icon(i.icon)}${i.text}</a>`
      : html`<button type="button" role="menuitem" tabindex="-1" class=${i.danger ? 'danger' : ''} onClick=${go(i)}>
        ${icon(i.icon)}${i.text}</button>`)}</div>`}</span>`;
}
