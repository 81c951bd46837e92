// Moments that go on by themselves: one timer writes the texts of all that are shown, each second, while somebody looks.
// Nothing else is drawn anew by it.
import { html, useLayoutEffect, useRef } from '../vendor/standalone.module.js';
import { relative, elapsed, short, bothZones } from './words.js';
import { now, zone, here } from './store.js';

const shown = new Set();
let timer;

function tick() {
  for (const s of shown) {
    const text = s.words();
    const node = s.el.firstChild;
    if (node && node.data !== text) node.data = text;
  }
}

function turn() {
  clearInterval(timer);
  timer = undefined;
  if (shown.size && !document.hidden) {
    tick();
    timer = setInterval(tick, 1000);
  }
}

document.addEventListener('visibilitychange', turn);

function useTicking(words) {
  const ref = useRef();
  const self = useRef({});
  self.current.words = words;
  useLayoutEffect(() => {
    const entry = self.current;
    entry.el = ref.current;
    shown.add(entry);
    if (!timer) turn();
    return () => {
      shown.delete(entry);
      if (!shown.size) turn();
    };
  }, []);
  useLayoutEffect(() => {
    const node = ref.current.firstChild, text = words();
    if (node && node.data !== text) node.data = text;
  });
  return ref;
}

/** A moment from now: "in 42 s"; the absolute one, with its zone, in its title. */
export function When({ at, of }) {
  const ms = Date.parse(at);
  const ref = useTicking(() => relative(ms, now()));
  return html`<time ref=${ref} class=${of} datetime=${at} title=${bothZones(ms, zone(), here)}>${relative(ms, now())}</time>`;
}

/** How long it is since a moment: "3 min 4 s"; the moment, with its zone, in its title. */
export function Elapsed({ since, of }) {
  const ms = Date.parse(since);
  const ref = useTicking(() => elapsed(now() - ms));
  return html`<time ref=${ref} class=${of} datetime=${since} title=${'since ' + bothZones(ms, zone(), here)}>${elapsed(now() - ms)}</time>`;
}

/** A moment as a date and a time in a zone, the gateway's if none is said; both zones in its title. */
export function At({ at, in: asked }) {
  const ms = Date.parse(at), z = asked || zone();
  return html`<time datetime=${at} title=${bothZones(ms, z, here)}>${short(ms, z, now())}</time>`;
}
