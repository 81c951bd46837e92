// The order of the list stays while somebody works in it: a row does not move away from under the focus, or the pointer, because
// what was done with it has changed its rank.
import { useState, useRef, useEffect, useLayoutEffect } from '../vendor/standalone.module.js';
import { steady } from './filter.js';

/** So long (ms) after the focus has left the list its order is the right one again; and so long after the last key or click in it. */
const AFTER = 10000, IDLE = 120000;

/**
 * The rows in the order that they have while the focus is in `body`, the element of the list; `question` says what is filtered and
 * sorted: another one has its own order at once. A focus that was lost with its row goes to the row that takes its place.
 */
export function useSteady(body, rows, question) {
  const held = useHeld(body);
  const shown = useRef(), focus = useRef();
  const before = shown.current;
  const list = !held.current || !before || before.question !== question ? rows
    : before.rows === rows ? before.list : steady(rows, before.list);
  shown.current = { question, rows, list };
  focus.current = before && focusIn(body.current, before.list);
  useLayoutEffect(() => {
    if (focus.current && document.activeElement === document.body) give(focus.current, body.current, list);
  });
  return list;
}

/** Whether the order is to stay; draws anew when it need not any more. */
function useHeld(body) {
  const held = useRef(false);
  const [, draw] = useState(0);
  useEffect(() => {
    let timer;
    const inside = el => body.current && body.current.contains(el);
    const until = ms => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        held.current = false;
        draw(n => n + 1);
      }, ms);
    };
    const busy = e => {
      if (!inside(e.target)) return;
      held.current = true;
      until(inside(document.activeElement) ? IDLE : AFTER);
    };
    const left = e => inside(e.target) && until(AFTER);
    for (const kind of ['focusin', 'keydown', 'pointerdown']) document.addEventListener(kind, busy);
    document.addEventListener('focusout', left);
    return () => {
      clearTimeout(timer);
      for (const kind of ['focusin', 'keydown', 'pointerdown']) document.removeEventListener(kind, busy);
      document.removeEventListener('focusout', left);
    };
  }, []);
  return held;
}

/** Where the focus is in the list, before it is drawn: an element that is moved or taken out loses it. */
function focusIn(body, list) {
  const el = document.activeElement;
  const row = body && body.contains(el) && el.closest('tr');
  return row && { el, key: row.dataset.key, at: list.findIndex(r => r.key === row.dataset.key), of: controls(row).indexOf(el) };
}

function give({ el, key, at, of }, body, list) {
  if (el.isConnected) el.focus({ preventScroll: true });
  // A row that is only scrolled away keeps its place; nothing else takes the focus then.
  else if (at >= 0 && body && !list.some(r => r.key === key)) {
    const next = list[Math.min(at, list.length - 1)];
    const row = next && [...body.children].find(tr => tr.dataset.key === next.key);
    const all = controls(row);
    if (all.length) (all[of] || all[all.length - 1]).focus();
  }
}

const controls = row => row ? [...row.querySelectorAll('a, button, input')].filter(el => !el.closest('.menu')) : [];
