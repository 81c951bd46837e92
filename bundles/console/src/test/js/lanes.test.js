// The time line.
import { test, same, holds } from './harness.js';
import { bars, part, marks, ticks, soonest, windows } from '../../main/resources/io/reveille/console/ui/parts/lanes.js';

const FROM = Date.parse('2026-11-29T10:10:00Z'), DAY = 86400000;

test('a moment has its place', () => same([part(0, 0, 10), part(5, 0, 10), part(20, 0, 10)], [0, 50, 100]));

test('moments on one mark are drawn once', () => {
  same(marks([0, 1, 500000, 1000000, 2000000], 0, 1000000), 'M0 0v10M500 0v10M1000 0v10');
  same(marks([], 0, 1), '');
});

test('a day has lines each three hours, in the zone', () => {
  const found = ticks(FROM, FROM + DAY, 'Asia/Kolkata');
  same(found[0].text, '18:00');
  same(found.length, 8);
  same(found.filter(t => t.day).map(t => t.text), ['Mon 30 Nov']);
});

test('a week has a line each day', () => {
  const found = ticks(FROM, FROM + 7 * DAY, 'Europe/Berlin');
  same(found.length, 7);
  holds(found.every(t => t.day));
});

test('a zone that leaves out midnight has a line less', () => {
  const from = Date.parse('2018-11-02T12:00:00Z');
  same(ticks(from, from + 4 * DAY, 'America/Sao_Paulo').length, 3);
});

test('the soonest of each lane', () => {
  const at = ['2026-11-29T10:00:00Z', '2026-11-29T10:20:00Z'];
  same(soonest([{ job: 'b', at: ['2026-11-29T10:30:00Z'] }, { job: 'a', at }, { job: 'c', at: [] }], FROM, 5).map(o => o.job), ['a', 'b']);
});

test('a late start has a bar up to the next occurrence', () => {
  same(windows([0, 60000, 120000], 300000), [[0, 59000], [60000, 119000], [120000, 420000]]);
  same(windows([0, 60000], 20000), [[0, 20000], [60000, 80000]]);
  same(windows([0, 500], 20000), [[0, 0], [500, 20500]]);
});

test('bars that touch are one, and each can be seen', () => {
  same(bars([[0, 10], [500, 501], [900, 2000]], 0, 1000), 'M0 0H10V10H0zM500 0H501V10H500zM900 0H1000V10H900z');
  same(bars([[0, 1], [1, 2], [2, 3]], 0, 1000000), 'M0 0H1V10H0z');
  same(bars([[-50, 10], [-50, -10], [2000, 2010]], 0, 1000), 'M0 0H10V10H0z');
});
