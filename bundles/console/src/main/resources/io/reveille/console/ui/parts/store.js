// What the page knows of the gateway, and the beat that keeps it fresh: every 5 s while somebody looks, at once after a change
// of one's own and when the tab is looked at again. A hidden tab asks nothing.
import { useState, useEffect, useRef } from '../vendor/standalone.module.js';
import { get, post, useToken } from './net.js';
import { merge, nextPage, nothing, withJob, withTold } from './merge.js';
import { makeBeat, makeQuestion } from './beat.js';

const BEAT = 5000;

/** So long (ms) a first list is waited for until it shows what has come: what is drawn twice takes twice as long, and rows move. */
const EARLY = 250;

/** What is asked in the beat, but seldom enough for a slow gateway: at most so often (ms) if nothing was changed here. */
export const SELDOM = 15000;

/** `lost`: since when (ms) there is no answer; `refused`: what the gateway says in place of data; `own`: how many changes this page made. */
export let state = { known: nothing, status: undefined, lost: undefined, refused: undefined, answered: undefined, own: 0 };
const listeners = new Set();
let offset = 0;

/** The gateway's clock in ms, as far as this page knows it: its relative times do not depend on the browser's clock. */
export const now = () => Date.now() + offset;

/** The zone in which the gateway reads times without one, and the viewer's. */
export const zone = () => (state.status && state.status.zone) || 'UTC';
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

function set(change) {
  state = { ...state, ...change };
  for (const l of listeners) l(state);
}

/** The whole state; the component is drawn anew when it changes. */
export function useStore() {
  const [value, put] = useState(state);
  useEffect(() => {
    listeners.add(put);
    put(state);
    return () => listeners.delete(put);
  }, []);
  return value;
}

const { now: refresh, pause } = makeBeat(beat, { every: BEAT, looks: () => !document.hidden });

/** Asks now, or once more after the question that is under way. */
export { refresh };

async function beat() {
  const asked = Date.now();
  // Both have ended before the next beat begins, also if one fails.
  const [status, jobs] = await Promise.allSettled([get('api/status').then(takeStatus), takeJobs()]);
  const failed = [status, jobs].find(r => r.status === 'rejected');
  const e = failed && failed.reason;
  const told = status.value ? { status: status.value } : {};
  if (!e) set({ ...told, lost: undefined, refused: undefined, answered: Date.now() });
  else if (e.status === 0) set({ ...told, lost: state.lost || state.answered || asked, refused: undefined });
  else set({ ...told, refused: e.message, lost: undefined });
  if (e && e.status === undefined) console.error(e);
}

function takeStatus(status) {
  useToken(status.token, () => get('api/status').then(takeStatus));
  const off = Date.parse(status.now) - Date.now();
  if (Math.abs(off - offset) > 500) offset = off;
  return status;
}

/** The jobs that own changes have told since the question under way was asked. */
const told = new Map();

async function takeJobs() {
  const since = state.known.revision;
  const pages = [];
  let after, early, asks = since;
  // The revision is not yet taken for known.
  const soFar = () => {
    early = undefined;
    if (!state.known.whole) set({ known: { ...merge(nothing, pages), revision: undefined, whole: false } });
  };
  told.clear();
  do {
    const page = await get('api/jobs', { since: asks, after, limit: after || since !== undefined ? 2000 : 500 });
    pages.push(page);
    if (page.all) asks = undefined;
    after = nextPage(page, after);
    if (after !== undefined && !state.known.whole && !early) early = setTimeout(soFar, EARLY);
  } while (after !== undefined);
  clearTimeout(early);
  const known = withTold(merge(state.known, pages, since), told, since);
  if (known !== state.known) set({ known });
}

/** Carries a change out; the list has its job at once, and a question for all else follows. */
export async function change(path, body) {
  try {
    const done = await post(path, body);
    if (done.job && done.job.name) {
      told.set(done.job.name, done.job);
      set({ known: withJob(state.known, done.job) });
    }
    return done;
  } finally {
    // Also what was refused, or has no answer, may have changed something.
    set({ own: state.own + 1 });
    refresh();
  }
}

let worked = 0;

/** Tells a gateway that could sleep that somebody works here: at a key or a click, at most once a minute. A look alone does not. */
function atWork() {
  if (!state.status || !state.status.power || Date.now() - worked < 60000) return;
  worked = Date.now();
  post('api/at-work', {}).catch(() => {
    // It sleeps a little earlier then; the next question says what is wrong.
  });
}

/** Starts the beat. */
export function start() {
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, atWork, { passive: true });
  document.addEventListener('visibilitychange', () => document.hidden ? pause() : refresh());
  if (!document.hidden) refresh();
}

/**
 * Data of a screen's own: asked when the screen opens or what it asks changes, and again when `beat` or an own change says that
 * it is another by now, `gap` ms after the last answer at the earliest unless the change was an own one. A question under way is
 * answered first. Without a path nothing is asked. What was there stays while it is asked anew: {data, error, again}; `again` asks at once, and promises the answer's end.
 */
export function useData(path, values = {}, beat, gap = 0) {
  const [got, put] = useState({});
  const question = useRef(), first = useRef();
  const key = path + JSON.stringify(values);
  useEffect(() => {
    question.current = undefined;
    if (!path) return;
    const q = makeQuestion(signal => get(path, values, signal),
      (data, error) => put(old => ({ key, data: error ? old.key === key ? old.data : undefined : data, error })),
      { gap, looks: () => !document.hidden });
    question.current = q;
    first.current = true;
    q.again(true);
    return q.stop;
  }, [key]);
  const live = beat !== undefined, own = live ? state.own : 0, before = useRef(own);
  useEffect(() => {
    const urgent = own !== before.current;
    before.current = own;
    if (first.current) first.current = false;
    else if (question.current) question.current.again(urgent);
  }, [key, beat, own]);
  return { data: got.key === key ? got.data : undefined, error: got.key === key ? got.error : undefined,
    again: () => question.current.again(true) };
}
