// The form of a job as texts, and the definition that it says. No DOM. What a field holds is kept as typed; a definition
// has only what is filled in, since an empty property means its default. A broken definition may hold anything anywhere.
import { plain } from './words.js';

/** The properties that are plain texts or numbers, in the order of docs/definitions.md. */
const TEXTS = ['name', 'schedule', 'handler', 'misfire', 'misfire.limit', 'overlap', 'delivery', 'timeout', 'retry', 'priority',
  'concurrency', 'defer'];

/** A form with nothing in it, or with what a definition says. */
export function formOf(given) {
  const definition = given !== null && typeof given === 'object' ? given : {};
  const form = { tags: listText(definition.tags, ', '), gates: listText(definition.gates, '\n'), args: argsText(definition.args) };
  for (const p of TEXTS) form[p] = plain(definition[p]);
  return form;
}

function listText(list, between) {
  const items = list === undefined || list === null ? [] : [].concat(list).map(plain);
  // An item that holds the separator itself shows as JSON, so that it is still one item when it is saved.
  return items.some(i => i.includes(between.trim() || '\n') || i.trim() !== i || i.startsWith('['))
    ? JSON.stringify(items) : items.join(between);
}

function argsText(args) {
  if (args === undefined || args === null || args === '') return '';
  if (typeof args !== 'string') return JSON.stringify(args, null, 2);
  const whole = readObject(args);
  return whole.value && exact(args, whole.value) ? JSON.stringify(whole.value, null, 2) : args;
}

// Numbers beyond what JavaScript can hold would change when they are laid out anew: such a text stays as it is.
function exact(text, value) {
  return JSON.stringify(value) === text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (m, quoted) => quoted || '');
}

/** The definition that a form says. */
export function definitionOf(form) {
  const definition = {};
  for (const p of TEXTS) if (form[p].trim()) definition[p] = form[p].trim();
  const tags = listOf(form.tags, /,/), gates = listOf(form.gates, /\n/);
  if (tags.length) definition.tags = tags;
  if (gates.length) definition.gates = gates;
  if (form.args.trim()) definition.args = form.args.trim();
  return definition;
}

/**
 * The body of api/save. `screen`: "edit" of the job `name`, or another; `version`: which state of that job the form began with;
 * `replaces`: what lies broken under this name is to be replaced; `anyway`: over what another has saved meanwhile.
 */
export function saveOf({ definition, screen, name, version, replaces, anyway }) {
  const changes = screen === 'edit' && definition.name === name;
  return { definition, new: changes || replaces ? undefined : true, version: changes && !anyway ? version : undefined };
}

/** Whether a refusal says that another has changed the job since the form began. */
export const isConflict = e => e.status === 409 && /changed meanwhile/i.test(e.message);

function listOf(text, between) {
  if (text.trim().startsWith('[')) {
    try {
      const list = JSON.parse(text);
      if (Array.isArray(list)) return list.map(String);
    } catch (plain) {
      // It is a text that begins with a bracket.
    }
  }
  return text.split(between).map(t => t.trim()).filter(Boolean);
}

/** The object that a text of arguments is: {value} or {error}. Nothing at all is an object without members. */
export function readObject(text) {
  if (!text.trim()) return { value: {} };
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { value }
      : { error: 'The arguments are one JSON object: {"name": value, …}.' };
  } catch (e) {
    return { error: 'This is no JSON: ' + e.message + '.' };
  }
}

/**
 * A field for each argument that the handler knows, as texts by name; undefined if the text cannot be shown so: it is no JSON, or
 * holds an argument that the handler does not say, or a number that would change.
 */
export function argFields(text, specs) {
  const { value, error } = readObject(text);
  if (error || (text.trim() && !exact(text, value))) return undefined;
  const known = new Set(specs.map(s => s.name));
  if (Object.keys(value).some(k => !known.has(k))) return undefined;
  const texts = {};
  for (const s of specs) texts[s.name] = s.name in value ? fieldText(value[s.name], s.type) : '';
  return texts;
}

function fieldText(v, type) {
  if (typeof v !== 'string') return JSON.stringify(v);
  // A text where JSON is expected, and one that would be read as something else, keeps its quotes.
  return type === 'LIST' || type === 'OBJECT' || v === '' || v.trim() !== v ? JSON.stringify(v) : v;
}

/** The JSON text that the fields say. What cannot be read as its type stays a text, for the handler to refuse in its own words. */
export function argsOf(texts, specs) {
  const value = {};
  for (const s of specs) {
    const t = texts[s.name];
    if (t !== undefined && t !== '') value[s.name] = argValue(t, s.type);
  }
  return Object.keys(value).length ? JSON.stringify(value, null, 2) : '';
}

function argValue(text, type) {
  if (type === 'TEXT' || type === 'DURATION') return /^"[^]*"$/.test(text) ? parsed(text) : text;
  return parsed(text);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (plain) {
    return text;
  }
}

const ZONE = /\s+in\s+([A-Za-z_]+\/[\w/+-]+|UTC|GMT)(?=\s|$)/;

/** The zone that a schedule says itself, or "". */
export function zoneOf(schedule) {
  const found = ZONE.exec(schedule);
  return found ? found[1] : '';
}

/** The schedule in another zone; an empty one takes the zone out. What modifies a schedule may stand in any order. */
export function withZone(schedule, zone) {
  if (zoneOf(schedule)) return schedule.replace(ZONE, zone ? () => ' in ' + zone : '');
  return zone ? schedule.trimEnd() + ' in ' + zone : schedule;
}
