// The hash and the screen that it names.
import { test, same } from './harness.js';
import { parse, to } from '../../main/resources/io/reveille/console/ui/parts/route.js';

test('no hash is the list of jobs', () => same(parse(''), { screen: 'jobs', name: undefined, query: {} }));

test('a filter stays as it was typed', () => {
  const query = { q: 'a&b=c #% +"\'', state: 'held' };
  same(parse(to('jobs', undefined, query)), { screen: 'jobs', name: undefined, query });
});

test('what is empty is left out', () => same(to('jobs', undefined, { q: '', tag: undefined, state: 'held' }), '#/jobs?state=held'));

for (const name of ['<script>alert(1)</script>', '../../etc/passwd', '100 %', '%41', 'a?b#c&d', 'مراقبة 🚪', '.', '..', ' ']) {
  test('any name comes back: ' + name, () => {
    same(parse(to('job', name)).name, name);
    same(parse(to('edit', name, { q: name })), { screen: 'edit', name, query: { q: name } });
  });
}

test('a hash that is no encoding is taken as it is', () => same(parse('#/job/100%').name, '100%'));
