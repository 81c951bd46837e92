// Times and spans in words.
import { test, same } from './harness.js';
import { span, elapsed, relative, absolute, short, clock, bothZones, bytes, count } from '../../main/resources/io/reveille/console/ui/parts/words.js';

const NOW = Date.parse('2026-11-29T10:30:00Z');

test('a span has at most two units', () => {
  same([0, 999, 1234, 42000, 184000, 7500000, 280800000].map(ms => span(ms)), ['0 ms', '999 ms', '1.2 s', '42 s', '3 min 4 s', '2 h 5 min', '3 d 6 h']);
  same(span(9999), '9.9 s');
  same(span(60000), '1 min');
});

test('a coarse span leaves out what says little', () => {
  same([1999, 184000, 7500000, 40000000, 280800000, 700000000].map(ms => span(ms, true)), ['1 s', '3 min', '2 h 5 min', '11 h', '3 d 6 h', '8 d']);
});

test('what has lasted so far is in whole seconds', () => {
  same([-5, 0, 999, 1000, 1999, 9999, 184999, 7500000].map(elapsed), ['0 s', '0 s', '0 s', '1 s', '1 s', '9 s', '3 min 4 s', '2 h 5 min']);
});

test('a moment is before or after now', () => {
  same(relative(NOW + 42000, NOW), 'in 42 s');
  same(relative(NOW - 180000, NOW), '3 min ago');
  same(relative(NOW + 400, NOW), 'now');
});

test('an absolute time says its zone', () => {
  same(absolute(NOW, 'Europe/Berlin'), 'Sun 29 Nov 2026, 11:30:00 Europe/Berlin');
  same(absolute(NOW, 'No/Such'), 'Sun 29 Nov 2026, 10:30:00 UTC');
  same(clock(NOW, 'Asia/Tokyo'), '19:30:00');
});

test('midnight is 00, not 24', () => same(clock(Date.parse('2026-11-29T00:00:00Z'), 'UTC'), '00:00:00'));

test('a near time is short', () => {
  same(short(NOW + 3600000, 'UTC', NOW), '11:30:00');
  same(short(NOW + 86400000, 'UTC', NOW), 'Mon 30 Nov 10:30');
  same(short(Date.parse('2027-03-04T10:30:00Z'), 'UTC', NOW), '4 Mar 2027 10:30');
});

test('what is near is told anew when the day is over, and in each zone', () => {
  const at = Date.parse('2026-11-29T23:30:00Z');
  same(short(at, 'UTC', at - 1000), '23:30:00');
  same(short(at, 'Asia/Tokyo', at - 1000), '08:30:00');
  same(short(at, 'UTC', at + 1799000), '23:30:00');
  same(short(at, 'UTC', at + 1800000), 'Sun 29 Nov 23:30');
});

test('two zones only where they differ', () => {
  same(bothZones(NOW, 'UTC', 'UTC'), 'Sun 29 Nov 2026, 10:30:00 UTC');
  same(bothZones(NOW, 'UTC', 'Asia/Tokyo'), 'Sun 29 Nov 2026, 10:30:00 UTC  ·  Sun 29 Nov 2026, 19:30:00 Asia/Tokyo');
});

test('bytes in units of 1000', () => same([0, 999, 1000, 1250, 999600, 1300000, 128000000].map(bytes), ['0 B', '999 B', '1 kB', '1.3 kB', '1 MB', '1.3 MB', '128 MB']));

test('one and many', () => same([count(1, 'job'), count(0, 'job'), count(1234, 'job')], ['1 job', '0 jobs', '1,234 jobs']));
