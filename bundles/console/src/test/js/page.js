// The page itself, with a gateway that is made up: it has ?jobs=N, answers at once, and nothing ever changes there. For what can
// be measured in a browser only. draw() lets the jobs come and answers after how many ms they are on the screen; poll(n) asks n
// times, one after the other, and turns the clock by the 5 s that lie between two questions of the page.
const UI = '../../main/resources/io/reveille/console/ui/';
const N = +new URLSearchParams(location.search).get('jobs');
const OUTCOMES = ['SUCCEEDED', 'SUCCEEDED', 'FAILED', 'SUCCEEDED', 'SKIPPED'];

const clock = Date.now;
let turned = 0;
Date.now = () => clock() + turned;
const at = seconds => new Date(Date.now() + seconds * 1000).toISOString();

const jobs = Array.from({ length: N }, (none, i) => ({ name: 'meter-' + String(i).padStart(5, '0'), state: i % 50 ? 'READY' : 'HELD', running: 0,
  reason: i % 50 ? '' : 'paused', waiting: '', schedule: `every ${1 + i % 50} minutes`, zone: 'Europe/Rome', handler: 'log', tags: ['hall-' + i % 7],
  next: i % 50 ? at(60 + i) : undefined, last: { run: 'r' + i, nominal: at(-60 - i), start: at(-60 - i), millis: 12, attempt: 1, missed: 0,
    outcome: OUTCOMES[i % 5], message: 'it ticks' }, recent: Array.from({ length: 20 }, (each, k) => OUTCOMES[(i + k) % 5]), runs: 100, failures: 20,
  failuresInARow: 0, missed: 0, skipped: 0, owner: 'app', stored: true }));

const status = () => ({ token: 't', user: 'admin', now: at(0), zone: 'Europe/Rome', version: '1', password: false, revision: 'a-1',
  counts: { jobs: N, fine: N, failing: 0, waiting: 0, held: 0, done: 0, running: 0, broken: 0 }, next: { job: jobs[1].name, at: jobs[1].next },
  clock: { trusted: true, text: 'it is right' }, scheduler: {}, storage: { outlives: 'POWER_CUT', bytes: 1000, budget: 128000000 }, problems: [] });

/** The pages of a whole list, by the name after which they begin, as bytes outside of the page: a gateway makes them elsewhere. */
const pages = new Map();
for (let from = 0, after = '', limit = 500; from < N; from += limit, limit = 2000) {
  const page = jobs.slice(from, from + limit), last = page[page.length - 1].name;
  const rest = from + limit < N ? { more: true, after: last } : {};
  pages.set(after, new Blob([JSON.stringify({ revision: 'a-1', all: true, broken: [], jobs: page, ...rest })]));
  after = last;
}

let come;
const coming = new Promise(done => { come = done; });

async function list(query) {
  await coming;
  return query.has('since') ? '{"revision":"a-1","gone":[],"jobs":[]}' : pages.get(query.get('after') || '');
}

window.fetch = async url => {
  const { pathname, searchParams } = new URL(url);
  const body = pathname.endsWith('api/jobs') ? await list(searchParams) : JSON.stringify(status());
  return new Response(body, { headers: { 'Content-Type': 'application/json' } });
};

await import(UI + 'app.js');
const store = await import(UI + 'parts/store.js');

/** Until what is drawn now has been painted. */
const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

window.draw = async () => {
  const began = performance.now();
  come();
  do await painted(); while (!store.state.known.whole);
  await painted();
  return performance.now() - began;
};

window.poll = async n => {
  for (let i = 0; i < n; i++) {
    turned += 5000;
    await store.refresh();
  }
};
