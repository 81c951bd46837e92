// What the page knows of the gateway, and the beat that keeps it fresh: every 5 s while somebody looks, at once after a change
// of one's own and when the tab is looked at again. A hidden tab asks nothing.
import { useState, useEffect } from '../vendor/standalone.module.js';
import { get, post, useToken } from './net.js';
import { merge, nothing, withJob } from './merge.js';

const BEAT = 5000;

/** `lost`: since when (ms) there is no answer; `refused`: what the gateway says in place of data. */
export let state = { known: nothing, status: undefined, lost: undefined, refused: undefined, answered: undefined };
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

let timer, busy, again;

/** Asks now, or once more after the question that is under way. */
export function refresh() {
  clearTimeout(timer);
  if (busy) {
    again = true;
    return busy;
  }
  busy = beat().finally(() => {
    busy = undefined;
    if (again) {
      again = false;
      return refresh();
    }
    if (!document.hidden) timer = setTimeout(refresh, BEAT);
  });
  return busy;
}

async function beat() {
  const asked = Date.now();
  try {
    const [status] = await Promise.all([get('api/status').then(takeStatus), takeJobs()]);
    set({ status, lost: undefined, refused: undefined, answered: Date.now() });
  } catch (e) {
    if (e.status === 0) set({ lost: state.lost || state.answered || asked, refused: undefined });
    else set({ refused: e.message, lost: undefined });
    if (e.status === undefined) console.error(e);
  }
}

function takeStatus(status) {
  useToken(status.token, () => get('api/status').then(takeStatus));
  const off = Date.parse(status.now) - Date.now();
  if (Math.abs(off - offset) > 500) offset = off;
  return status;
}

async function takeJobs() {
  const since = state.known.revision;
  const pages = [];
  let after, asks = since;
  do {
    const page = await get('api/jobs', { since: asks, after, limit: after || since !== undefined ? 2000 : 500 });
    pages.push(page);
    if (page.all) asks = undefined;
    after = page.more && page.jobs.length ? page.jobs[page.jobs.length - 1].name : undefined;
    // The first rows of a first list show while the others are read; the revision is not yet taken for known.
    if (after && !state.known.whole) set({ known: { ...merge(nothing, pages), revision: undefined, whole: false } });
  } while (after !== undefined);
  const known = merge(state.known, pages, since);
  if (known !== state.known) set({ known });
}

/** Carries a change out; the list has its job at once, and a question for all else follows. */
export async function change(path, body) {
  const done = await post(path, body);
  if (done.job && done.job.name) set({ known: withJob(state.known, done.job) });
  refresh();
  return done;
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
  document.addEventListener('visibilitychange', () => document.hidden ? clearTimeout(timer) : refresh());
  if (!document.hidden) refresh();
}

/**
 * Data of a screen's own: asked when the screen opens or what it asks changes, and in the beat when the list's revision or
 * `beat` has changed. What was there stays while it is asked anew: {data, error, reload}.
 */
export function useData(path, values = {}, beat) {
  const [got, put] = useState({});
  const [round, setRound] = useState(0);
  const key = path + JSON.stringify(values);
  useEffect(() => {
    const stop = new AbortController();
    get(path, values, stop.signal).then(
      data => put({ key, data }),
      error => stop.signal.aborted || put(old => ({ key, data: old.key === key ? old.data : undefined, error })));
    return () => stop.abort();
  }, [key, beat, round]);
  return { data: got.key === key ? got.data : undefined, error: got.key === key ? got.error : undefined,
    reload: () => setRound(r => r + 1) };
}
