// Questions asked again and again. A question is answered by hand, so that its order with others is known.
import { test, same, holds } from './harness.js';
import { makeBeat, makeQuestion } from '../../main/resources/io/reveille/console/ui/parts/beat.js';

/** Questions that wait for their answers: {ask, open: [{yes, no}], asked}. */
function hand() {
  const h = { open: [], asked: 0, ask: () => {
    h.asked++;
    return new Promise((yes, no) => h.open.push({ yes, no }));
  } };
  return h;
}

// Called as plain functions: a browser takes its timers of no other object.
const setReal = setTimeout, clearReal = clearTimeout, nowReal = Date.now;

const pass = () => new Promise(done => setReal(done, 0));

/** Runs with a clock and timers that go only by `go(ms)`. */
async function timed(body) {
  let at = 1000, n = 0;
  const timers = new Map();
  globalThis.setTimeout = (f, ms) => {
    timers.set(++n, { f, at: at + ms });
    return n;
  };
  globalThis.clearTimeout = id => timers.delete(id);
  Date.now = () => at;
  const go = async ms => {
    at += ms;
    for (const [id, t] of [...timers]) {
      if (t.at <= at) {
        timers.delete(id);
        t.f();
      }
    }
    await pass();
  };
  try {
    await body(go);
  } finally {
    globalThis.setTimeout = setReal;
    globalThis.clearTimeout = clearReal;
    Date.now = nowReal;
  }
}

test('a beat waits for its end before the next, however often it is asked for', () => timed(async go => {
  const h = hand(), beat = makeBeat(h.ask, { every: 5000, looks: () => true });
  beat.now();
  beat.now();
  beat.now();
  await go(20000);
  same(h.asked, 1);
  h.open.shift().yes();
  await pass();
  same(h.asked, 2, 'once more for what was asked meanwhile');
  h.open.shift().yes();
  await pass();
  await go(4999);
  same(h.asked, 2);
  await go(1);
  same(h.asked, 3);
}));

test('a beat that nobody looks at does not go on', () => timed(async go => {
  const h = hand(), beat = makeBeat(h.ask, { every: 5000, looks: () => false });
  beat.now();
  h.open.shift().yes();
  await pass();
  await go(60000);
  same(h.asked, 1);
}));

test('a slow answer is shown, and then the question is asked once more', () => timed(async () => {
  const h = hand(), got = [], q = makeQuestion(h.ask, a => got.push(a));
  q.again(true);
  for (let i = 0; i < 5; i++) q.again();
  same(h.asked, 1);
  h.open.shift().yes('first');
  await pass();
  same([got, h.asked], [['first'], 2]);
  h.open.shift().yes('second');
  await pass();
  same([got, h.asked], [['first', 'second'], 2]);
}));

test('whoever asks again learns when the question under way has ended', () => timed(async () => {
  const h = hand(), ends = [], q = makeQuestion(h.ask, () => {});
  q.again(true).then(() => ends.push('first'));
  q.again(true).then(() => ends.push('second'));
  await pass();
  same(ends, []);
  h.open.shift().yes();
  await pass();
  same([ends, h.asked], [['first', 'second'], 2]);
  h.open.shift().no({ status: 503 });
  await pass();
  q.again(true).then(() => ends.push('third'));
  h.open.shift().yes();
  await pass();
  same(ends, ['first', 'second', 'third']);
}));

test('the gap is kept, but not for an own change', () => timed(async go => {
  const h = hand(), q = makeQuestion(h.ask, () => {}, { gap: 15000 });
  const answered = async () => {
    h.open.shift().yes();
    await pass();
  };
  q.again(true);
  await answered();
  await go(5000);
  q.again();
  await go(5000);
  q.again();
  same(h.asked, 1);
  await go(5000);
  same(h.asked, 2, 'after 15 s in all');
  q.again();
  await answered();
  await go(1000);
  same(h.asked, 2, 'what was asked for meanwhile waits as long');
  q.again(true);
  same(h.asked, 3);
  await answered();
  await go(14000);
  same(h.asked, 3, 'what had waited was asked by that');
}));

test('no answer is asked for again, a refusal is not', () => timed(async go => {
  const h = hand(), errors = [], q = makeQuestion(h.ask, (a, e) => errors.push(e && e.status));
  q.again(true);
  h.open.shift().no({ status: 0 });
  await pass();
  await go(5000);
  same(h.asked, 2);
  h.open.shift().no({ status: 404 });
  await pass();
  await go(60000);
  same([h.asked, errors], [2, [0, 404]]);
}));

test('a question that is given up puts nothing and asks nothing', () => timed(async go => {
  const h = hand(), got = [], q = makeQuestion(h.ask, a => got.push(a));
  q.again(true);
  q.again(true);
  q.stop();
  h.open.shift().yes('late');
  await pass();
  q.again(true);
  await go(60000);
  same([got, h.asked], [[], 1]);
}));

test('a hidden tab asks when it is looked at again', () => timed(async go => {
  let looks = false;
  const h = hand(), q = makeQuestion(h.ask, () => {}, { gap: 15000, looks: () => looks });
  q.again(true);
  h.open.shift().yes();
  await pass();
  q.again();
  await go(15000);
  await go(1000);
  same(h.asked, 1);
  looks = true;
  await go(1000);
  same(h.asked, 2);
  holds(h.open.length === 1);
}));
