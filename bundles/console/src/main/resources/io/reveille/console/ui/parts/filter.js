// Which rows the list of jobs shows, and in which order. A row is a job or a broken definition. No DOM.
import { plain } from './words.js';

/** The kinds of row, the most urgent first; `running` is beside them. */
export const KINDS = ['broken', 'held', 'failing', 'waiting', 'fine', 'done'];

const RANK = { broken: 0, held: 1, failing: 2, waiting: 3, fine: 3, done: 3 };

/** The one kind that a job is of. */
export function kind(job) {
  if (job.state === 'HELD') return 'held';
  if (job.state === 'WAITING_FOR_HANDLER') return 'waiting';
  if (job.state === 'DONE') return 'done';
  return job.failuresInARow > 0 ? 'failing' : 'fine';
}

/** All rows of what is known. Two broken definitions may have one name, and the name of a job. */
export function rows(known) {
  const all = [];
  known.broken.forEach((b, i) => all.push({ key: 'b' + i + ' ' + b.source, name: plain(b.name) || plain(b.source), kind: 'broken', broken: b }));
  for (const job of known.jobs.values()) all.push(row(job));
  return all;
}

const made = new WeakMap();

function row(job) {
  let r = made.get(job);
  if (!r) {
    r = { key: 'j' + job.name, name: job.name, kind: kind(job), job };
    made.set(job, r);
  }
  return r;
}

/** What a row is searched by; made when somebody searches. */
function text(r) {
  if (r.text === undefined) r.text = lower(r.job ? words(r.job) : [r.broken.name, r.broken.source, r.broken.reason].map(plain));
  return r.text;
}

const words = job => [job.name, ...(job.tags || []), job.handler, job.schedule, job.words, job.reason, job.waiting,
  job.problem && job.problem.text, job.owner];

function lower(texts) {
  return texts.filter(Boolean).join('\n').toLowerCase();
}

/** The rows that fit: each word of `q` somewhere, `tag`, `handler`, `state` (a kind, or "running"). */
export function fitting(all, { q, tag, handler, state }) {
  const asked = (q || '').toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(r => asked.every(w => text(r).includes(w))
    && (!tag || (r.job && (r.job.tags || []).includes(tag)))
    && (!handler || (r.job ? r.job.handler === handler : (r.broken.properties || {}).handler === handler))
    && (!state || (state === 'running' ? !!(r.job && r.job.running) : r.kind === state)));
}

/** By urgency, then by name; or by a column: name, next, last. `down` turns it round; rows without a value stay last. */
export function sorted(all, by, down) {
  const turn = down ? -1 : 1;
  const value = VALUES[by];
  if (!value) return all.slice().sort((a, b) => turn * (RANK[a.kind] - RANK[b.kind]) || names(a, b));
  return all.slice().sort((a, b) => {
    const x = value(a), y = value(b);
    if (x === undefined || y === undefined) return x === y ? names(a, b) : x === undefined ? 1 : -1;
    return turn * (x < y ? -1 : x > y ? 1 : 0) || names(a, b);
  });
}

const VALUES = {
  name: r => r.name.toLowerCase(),
  handler: r => r.job && r.job.handler,
  next: r => r.job && r.job.next,
  last: r => r.job && r.job.last && r.job.last.start,
};

function names(a, b) {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/**
 * The rows in the order that they had before, as far as they were there. A new one follows the one that it follows in its own
 * order. A row that is no longer among them has gone.
 */
export function steady(rows, before) {
  const now = new Map(rows.map(r => [r.key, r]));
  const list = before.filter(r => now.has(r.key)).map(r => now.get(r.key));
  if (list.length === rows.length) return list;
  const old = new Set(list.map(r => r.key)), after = new Map();
  let last;
  for (const r of rows) {
    if (old.has(r.key)) last = r.key;
    else if (after.has(last)) after.get(last).push(r);
    else after.set(last, [r]);
  }
  return [...(after.get(undefined) || []), ...list.flatMap(r => [r, ...(after.get(r.key) || [])])];
}

/** How many rows there are of each kind, and how many run. */
export function tally(all) {
  const n = { running: 0 };
  for (const k of KINDS) n[k] = 0;
  for (const r of all) {
    n[r.kind]++;
    if (r.job && r.job.running) n.running++;
  }
  return n;
}

/** The different values of a column of the jobs, in order. */
export function values(known, of) {
  const found = new Set();
  for (const job of known.jobs.values()) for (const v of [].concat(of(job) || [])) found.add(v);
  return [...found].sort();
}
