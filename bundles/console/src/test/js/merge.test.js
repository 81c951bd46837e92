// What an answer of api/jobs makes of the list.
import { test, same, holds } from './harness.js';
import { merge, nothing, withJob } from '../../main/resources/io/reveille/console/ui/parts/merge.js';

const job = (name, state = 'READY') => ({ name, state });
const first = () => merge(nothing, [{ revision: 'r1', jobs: [job('a'), job('b')], gone: [], broken: [{ source: 's', reason: 'r' }] }]);

test('the first answer is the list', () => {
  const known = first();
  same([...known.jobs.keys()], ['a', 'b']);
  same(known.revision, 'r1');
  same(known.broken.length, 1);
  holds(known.whole);
});

test('nothing new leaves the same list', () => {
  const known = first();
  holds(merge(known, [{ revision: 'r1', jobs: [], gone: [] }], 'r1') === known);
});

test('a new revision without jobs keeps the map', () => {
  const known = first(), next = merge(known, [{ revision: 'r2', jobs: [], gone: [] }], 'r1');
  same(next.revision, 'r2');
  holds(next.jobs === known.jobs && next.broken === known.broken);
});

test('changed, new and gone', () => {
  const known = merge(first(), [{ revision: 'r2', jobs: [job('b', 'HELD'), job('c')], gone: ['a'] }], 'r1');
  same([...known.jobs.keys()], ['b', 'c']);
  same(known.jobs.get('b').state, 'HELD');
  same(known.broken.length, 1, 'broken is kept when nothing is said of it');
});

test('a new beginning forgets the others', () => {
  const known = merge(first(), [{ revision: 'x1', all: true, jobs: [job('c')], gone: [], broken: [] }], 'r1');
  same([...known.jobs.keys()], ['c']);
  same(known.broken, []);
});

test('the revision of several pages is the first one', () => {
  const known = merge(nothing, [{ revision: 'r1', jobs: [job('a')], more: true }, { revision: 'r3', jobs: [job('b')] }]);
  same(known.revision, 'r1');
  same(known.jobs.size, 2);
});

test('a later page of a new beginning does not forget the first', () => {
  const known = merge(first(), [{ revision: 'x1', all: true, jobs: [job('c')], more: true }, { revision: 'x1', jobs: [job('d')] }], 'r1');
  same([...known.jobs.keys()], ['c', 'd']);
});

test('a job gone and made again is there', () => {
  same(merge(first(), [{ revision: 'r2', jobs: [job('a')], gone: ['a'] }], 'r1').jobs.size, 2);
});

test('an own change does not touch the list before', () => {
  const known = first();
  const next = withJob(known, job('a', 'HELD'));
  same([known.jobs.get('a').state, next.jobs.get('a').state], ['READY', 'HELD']);
});
