// Words for times and spans: "in 42 s", "3 min ago", "1.2 s". No DOM, no clock: the moment "now" is handed in.

const S = 1000, MIN = 60 * S, H = 60 * MIN, D = 24 * H;

/** A span in at most two units; `coarse` leaves the second one out where it says little. */
export function span(millis, coarse) {
  const ms = Math.abs(millis);
  if (ms < S) return Math.round(ms) + ' ms';
  if (ms < 10 * S && !coarse) return (Math.floor(ms / 100) / 10) + ' s';
  if (ms < MIN) return Math.floor(ms / S) + ' s';
  if (ms < H) return two(ms, MIN, 'min', S, 's', coarse);
  if (ms < D) return two(ms, H, 'h', MIN, 'min', coarse && ms >= 10 * H);
  return two(ms, D, 'd', H, 'h', coarse && ms >= 7 * D);
}

function two(ms, unit, name, below, nameBelow, coarse) {
  const whole = Math.floor(ms / unit), rest = Math.floor((ms % unit) / below);
  return whole + ' ' + name + (rest && !coarse ? ' ' + rest + ' ' + nameBelow : '');
}

/** How long something has lasted so far, in whole seconds: "0 s", "12 s", "3 min 4 s". */
export function elapsed(millis) {
  const whole = Math.floor(Math.max(0, millis) / S) * S;
  return whole ? span(whole) : '0 s';
}

/** A moment as seen from now: "in 42 s", "3 min ago", "now". */
export function relative(at, now) {
  const d = at - now;
  if (Math.abs(d) < S) return 'now';
  const words = span(d, true);
  return d > 0 ? 'in ' + words : words + ' ago';
}

const formats = new Map();

function format(zone) {
  if (!formats.has(zone)) {
    let made;
    try {
      made = new Intl.DateTimeFormat('en-GB', options(zone));
    } catch (unknownHere) {
      made = null;
    }
    formats.set(zone, made);
  }
  return formats.get(zone);
}

function options(zone) {
  return { timeZone: zone, weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
    second: '2-digit', hourCycle: 'h23' };
}

const cache = new Map();

/** The fields of a moment in a zone; in UTC if the browser does not know the zone. Kept, for a list asks again and again. */
export function fields(at, zone) {
  const key = zone + Math.floor(at / S);
  let f = cache.get(key);
  if (!f) {
    f = read(at, zone);
    if (cache.size > 4000) cache.clear();
    cache.set(key, f);
  }
  return f;
}

function read(at, zone) {
  const known = format(zone), f = { zone: known ? zone : 'UTC' };
  for (const part of (known || format('UTC')).formatToParts(at)) if (part.type !== 'literal') f[part.type] = part.value;
  return f;
}

let today = {};

/** The fields of now, to the minute. Only the last ones are kept: a page that is open for days asks for ever others. */
function present(now, zone) {
  const minute = Math.floor(now / MIN);
  if (today.minute !== minute || today.asked !== zone) today = { ...read(now, zone), minute, asked: zone };
  return today;
}

/** A moment in full: "Sun 29 Nov 2026, 10:30:00 Europe/Berlin". */
export function absolute(at, zone) {
  const f = fields(at, zone);
  return `${f.weekday} ${f.day} ${f.month} ${f.year}, ${f.hour}:${f.minute}:${f.second} ${f.zone}`;
}

/** A moment short, as close as a reader needs it today: "10:30:00", "Mon 30 Nov 10:30", "4 Mar 2027 10:30". */
export function short(at, zone, now) {
  const f = fields(at, zone), n = present(now, zone);
  const sameDay = f.day === n.day && f.month === n.month && f.year === n.year;
  if (sameDay) return `${f.hour}:${f.minute}:${f.second}`;
  if (f.year === n.year) return `${f.weekday} ${f.day} ${f.month} ${f.hour}:${f.minute}`;
  return `${f.day} ${f.month} ${f.year} ${f.hour}:${f.minute}`;
}

/** The time of day: "10:30:00". */
export function clock(at, zone) {
  const f = fields(at, zone);
  return `${f.hour}:${f.minute}:${f.second}`;
}

/** Both zones in one line, for a title; one if they are the same. */
export function bothZones(at, zone, here) {
  const there = absolute(at, zone);
  return !here || here === zone ? there : there + '  ·  ' + absolute(at, here);
}

/** Any value as a text: one that is no text as its JSON, nothing as "". */
export const plain = v => v === undefined || v === null ? '' : typeof v === 'string' ? v : JSON.stringify(v);

/** Bytes as people say them, in units of 1000: "1.2 MB". */
export function bytes(n) {
  if (n < 1000) return n + ' B';
  const units = ['kB', 'MB', 'GB', 'TB'];
  let i = -1, v = n;
  do { v /= 1000; i++; } while (v >= 999.5 && i < units.length - 1);
  return (v < 9.95 ? v.toFixed(1).replace(/\.0$/, '') : Math.round(v)) + ' ' + units[i];
}

/** "1 job", "2 jobs". */
export function count(n, one, many) {
  return n.toLocaleString('en-GB') + ' ' + (n === 1 ? one : many || one + 's');
}
