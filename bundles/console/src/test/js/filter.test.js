// Which rows are shown, in which order.
import { test, same } from './harness.js';
import { rows, fitting, sorted, steady, tally, values, kind } from '../../main/resources/io/reveille/console/ui/parts/filter.js';

const known = {
  broken: [{ source: 'io.reveille.job~z', name: 'zz', reason: 'cannot read the schedule', properties: { handler: 'log' } }],
  jobs: new Map([
    { name: 'b', state: 'READY', handler: 'log', schedule: 'every hour', tags: ['field'], next: '2026-01-02T00:00:00Z' },
    { name: 'a', state: 'READY', handler: 'http', schedule: 'every day', failuresInARow: 2, running: true, next: '2026-01-01T00:00:00Z' },
    { name: 'c', state: 'HELD', handler: 'log', schedule: 'every minute', reason: 'paused by Admin' },
    { name: 'd', state: 'DONE', handler: 'log', schedule: 'once at noon', tags: ['field', 'x'] },
    { name: 'e', state: 'WAITING_FOR_HANDLER', handler: 'gone', schedule: 'every day' },
  ].map(j => [j.name, j])),
};
const names = r => r.map(x => x.name).join('');

test('each job is of one kind', () => same([...known.jobs.values()].map(kind), ['fine', 'failing', 'held', 'done', 'waiting']));

test('what needs somebody is first, then by name', () => same(names(sorted(rows(known))), 'zzcabde'));

test('by a column, without a value last, both ways', () => {
  same(names(sorted(rows(known), 'next')), 'abcdezz');
  same(names(sorted(rows(known), 'next', '1')), 'bacdezz');
  same(names(sorted(rows(known), 'name', '1')), 'zzedcba');
});

test('each word is looked for everywhere, in any case', () => {
  same(names(fitting(rows(known), { q: 'EVERY day' })), 'ae');
  same(names(fitting(rows(known), { q: 'admin' })), 'c');
  same(names(fitting(rows(known), { q: 'cannot' })), 'zz');
  same(names(fitting(rows(known), { q: 'field once' })), 'd');
});

test('by tag, handler and state', () => {
  same(names(fitting(rows(known), { tag: 'field' })), 'bd');
  same(names(fitting(rows(known), { handler: 'log' })), 'zzbcd');
  same(names(fitting(rows(known), { state: 'running' })), 'a');
  same(names(fitting(rows(known), { state: 'failing', q: 'x' })), '');
});

test('the numbers', () => same(tally(rows(known)), { running: 1, broken: 1, held: 1, failing: 1, waiting: 1, fine: 1, done: 1 }));

test('the values of a column', () => {
  same(values(known, j => j.tags), ['field', 'x']);
  same(values(known, j => j.handler), ['gone', 'http', 'log']);
});

test('ten thousand are sorted and filtered in no time', () => {
  const jobs = new Map();
  for (let i = 0; i < 10000; i++) jobs.set('job-' + i, { name: 'job-' + i, state: i % 50 ? 'READY' : 'HELD', handler: 'log', schedule: 'every hour' });
  const start = performance.now();
  same(sorted(fitting(rows({ jobs, broken: [] }), { q: 'job 99' })).length > 0, true);
  const took = performance.now() - start;
  if (took > 1000) throw new Error('it took ' + took + ' ms');
});

test('a broken definition whose name or reason is no text has a row', () => {
  const odd = rows({ broken: [{ source: 's1', name: 7, reason: { a: 1 } }, { source: 's2', name: null }, { source: 3 }], jobs: new Map() });
  same(odd.map(r => r.name), ['7', 's2', '3']);
  same(sorted(odd, 'name').length, 3);
  same(fitting(odd, { q: '"a":1' }).length, 1);
});

const keyed = text => [...text].map(key => ({ key }));
const keys = list => list.map(r => r.key).join('');

test('rows keep the order that they had', () => {
  same(keys(steady(keyed('bac'), keyed('abc'))), 'abc');
  same(keys(steady(keyed('abc'), keyed('cab'))), 'cab');
  const row = { key: 'a', job: 'newer' };
  same(steady([row], keyed('a'))[0].job, 'newer');
});

test('a new row follows the one before it, one that has gone leaves no hole', () => {
  same(keys(steady(keyed('baxc'), keyed('abc'))), 'axbc');
  same(keys(steady(keyed('xyab'), keyed('ba'))), 'xyba');
  same(keys(steady(keyed('cxyb'), keyed('abc'))), 'bcxy');
  same(keys(steady(keyed(''), keyed('abc'))), '');
  same(keys(steady(keyed('ab'), [])), 'ab');
});
