// Positions on the time line: which marks a lane has and where the lines of hours and days stand. No DOM.
import { fields } from './words.js';

const H = 3600000, STEPS = 1000;

/** How far a moment is from the left, in percent. */
export const part = (at, from, to) => Math.max(0, Math.min(100, (at - from) / (to - from) * 100));

/** The marks of a lane as an SVG path on a width of 1000; moments on one mark are drawn once. */
export function marks(times, from, to) {
  const seen = new Set();
  for (const t of times) if (t >= from && t <= to) seen.add(Math.round((t - from) / (to - from) * STEPS));
  return [...seen].sort((a, b) => a - b).map(x => `M${x} 0v10`).join('');
}

/** Spans [[from, until]] as an SVG path of bars on a width of 1000, each at least 1 wide; those that touch are one. */
export function bars(spans, from, to) {
  const x = t => Math.max(0, Math.min(STEPS, Math.round((t - from) / (to - from) * STEPS)));
  const found = [];
  for (const [begin, end] of spans) {
    if (end < from || begin > to) continue;
    const a = x(begin), b = Math.max(x(end), a + 1), last = found[found.length - 1];
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else found.push([a, b]);
  }
  return found.map(([a, b]) => `M${a} 0H${b}V10H${a}z`).join('');
}

/** Until when each occurrence may be late: its tolerance, or a second before the next. */
export const windows = (times, within) =>
  times.map((t, i) => [t, Math.max(t, Math.min(t + within, i + 1 < times.length ? times[i + 1] - 1000 : Infinity))]);

/** The lines of hours or days in a zone: [{at, text, day}]; `day` where a new one begins. At most about ten have a text. */
export function ticks(from, to, zone) {
  const found = [], days = (to - from) / (24 * H);
  // The quarter is the smallest offset that zones have.
  for (let t = Math.ceil(from / (H / 4)) * (H / 4); t <= to; t += H / 4) {
    const f = fields(t, zone);
    if (f.minute !== '00' || f.second !== '00') continue;
    const hour = +f.hour, day = hour === 0;
    if (days > 2 ? day : hour % (days > 0.6 ? 3 : 1) === 0) {
      found.push({ at: t, day, text: day || days > 2 ? `${f.weekday} ${f.day} ${f.month}` : `${f.hour}:00` });
    }
  }
  return found;
}

/** The next occurrence of each lane, the soonest first: [{job, at}]. */
export function soonest(lanes, now, n) {
  const all = [];
  for (const lane of lanes) {
    const at = lane.at.find(t => Date.parse(t) >= now);
    if (at) all.push({ job: lane.job, at });
  }
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(0, n);
}
