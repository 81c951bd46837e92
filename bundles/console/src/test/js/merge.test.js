// What an answer of api/jobs makes of the list.
import { test, same, holds } from './harness.js';
import { merge, nextPage, nothing, withJob, withTold } from '../../main/resources/io/reveille/console/ui/parts/merge.js';

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

test('a job told by an own change keeps the problem that is known', () => {
  const before = withJob(first(), { ...job('a'), problem: { kind: 'FAILING', text: 'x' } });
  same(withJob(before, job('a', 'HELD')).jobs.get('a'), { ...job('a', 'HELD'), problem: { kind: 'FAILING', text: 'x' } });
  same(withJob(before, job('c')).jobs.get('c').problem, undefined);
  const polled = merge(before, [{ revision: 'r2', jobs: [job('a')], gone: [] }], 'r1');
  same(polled.jobs.get('a').problem, undefined, 'the next answer of the list says whether there is one still');
});

test('an answer under way at an own change does not undo it, and all since is asked again', () => {
  const told = new Map([['a', job('a', 'HELD')]]);
  const known = withTold(merge(first(), [{ revision: 'r2', jobs: [job('a')], gone: [] }], 'r1'), told, 'r1');
  same([known.jobs.get('a').state, known.revision], ['HELD', 'r1']);
  const same1 = first();
  holds(withTold(same1, new Map(), 'r0') === same1);
});

test('the next page begins where the page says that it has looked', () => {
  same(nextPage({ more: true, after: 'm', jobs: [job('a')] }), 'm');
  same(nextPage({ more: true, after: 'm', jobs: [] }, 'a'), 'm', 'a page may come without jobs');
  same(nextPage({ more: true, jobs: [job('a'), job('b')] }), 'b');
  same(nextPage({ jobs: [job('a')] }), undefined);
  same(nextPage({ more: true, jobs: [] }, 'a'), undefined);
  same(nextPage({ more: true, after: 'a', jobs: [] }, 'a'), undefined, 'a page that comes no further ends it');
});

test('a page without jobs between others changes nothing', () => {
  const pages = [{ revision: 'r1', all: true, jobs: [job('a')], more: true, after: 'a' }, { revision: 'r1', all: true, jobs: [], more: true, after: 'c' },
    { revision: 'r1', all: true, jobs: [job('d')] }];
  same([...merge(nothing, pages).jobs.keys()], ['a', 'd']);
});
