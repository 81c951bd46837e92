// Answers of the gateway, and what is no answer. fetch is another one meanwhile; each test puts the real one back.
import { test, same, holds } from './harness.js';
import { get, post, query } from '../../main/resources/io/reveille/console/ui/parts/net.js';

if (typeof location === 'undefined') globalThis.location = { origin: 'http://127.0.0.1' };

const answer = (status, text, type = 'application/json', more) => ({ status, ok: status < 300, redirected: false,
  headers: new Headers({ 'Content-Type': type }), text: async () => text, ...more });

/** What a question comes to when fetch is this. */
async function asked(fetched, question = () => get('api/x')) {
  const before = globalThis.fetch;
  globalThis.fetch = fetched;
  try {
    return await question();
  } catch (e) {
    return e;
  } finally {
    globalThis.fetch = before;
  }
}

/** Runs with timers that are over as soon as something waits for them. */
async function late(body) {
  const before = globalThis.setTimeout;
  globalThis.setTimeout = (f, ms) => before(f, ms >= 30000 ? 5 : ms);
  try {
    return await body();
  } finally {
    globalThis.setTimeout = before;
  }
}

const never = (address, { signal }) => new Promise((_, no) => signal.addEventListener('abort', () => no(new Error('aborted'))));

test('a query has each of a list, and nothing that is not there', () => {
  same(query('api/export', { name: ['a b', 'c&d', ''], state: undefined, n: 3 }), 'api/export?name=a+b&name=c%26d&n=3');
  same(query('api/jobs', { since: undefined, after: '' }), 'api/jobs');
});

test('an answer is its JSON', async () => same(await asked(async () => answer(200, '{"a": 1}')), { a: 1 }));

test('a refusal says why, and of what', async () => {
  const e = await asked(async () => answer(400, '{"error": "no", "property": "name", "column": 3}'));
  same([e.status, e.message, e.property, e.column], [400, 'no', 'name', 3]);
});

test('what refuses a request at the door is shown in its own words', async () => {
  for (const status of [403, 408, 413, 421, 429]) {
    const e = await asked(async () => answer(status, 'The body is too large.\n', 'text/plain;charset=utf-8'));
    same([e.status, e.message], [status, 'The body is too large.']);
  }
});

test('such words are bounded, and a page of HTML is none', async () => {
  const long = await asked(async () => answer(413, 'x'.repeat(5000), 'text/plain'));
  same(long.message.length, 501);
  const page = await asked(async () => answer(500, '<h1>Error</h1>', 'text/html'));
  holds(/does not understand/.test(page.message));
  holds(/does not understand/.test((await asked(async () => answer(200, 'hello', 'text/plain'))).message));
  holds(/password/.test((await asked(async () => answer(401, 'Unauthorized', 'text/plain'))).message));
});

test('no connection and an answer that breaks off are no answer', async () => {
  const none = await asked(async () => { throw new TypeError('Failed to fetch'); });
  same([none.status, none.message], [0, 'The gateway does not answer.']);
  const half = await asked(async () => answer(500, '', 'application/json', { text: async () => { throw new TypeError('network error'); } }));
  same(half.status, 0);
});

test('the time limit holds with a signal of the asker, too', () => late(async () => {
  const stop = new AbortController();
  const e = await asked(never, () => get('api/x', {}, stop.signal));
  same([e.status, e.message], [0, 'The gateway has not answered within 30 s.']);
  same((await asked(never, () => post('api/check', {}, stop.signal))).status, 0);
}));

test('the time limit holds while the body is read', () => late(async () => {
  const e = await asked(async (address, init) => answer(200, '', 'application/json', { text: () => never(address, init) }));
  same(e.status, 0);
}));

test('who stops a question gets no refusal', async () => {
  const stop = new AbortController();
  const asking = asked(never, () => get('api/x', {}, stop.signal));
  stop.abort();
  const e = await asking;
  same([e.status, e.message], [undefined, 'aborted']);
});
