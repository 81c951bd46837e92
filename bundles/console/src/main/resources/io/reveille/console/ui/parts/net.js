// Questions to the gateway. Addresses are absolute: the page's own may hold a password, with which fetch takes no relative ones.

const root = new URL('../../', import.meta.url).pathname;

/** The address of something below the page's own, "api/jobs" for example. */
export const address = path => location.origin + root + path;

/** An answer that is no success: `message`, `status` (0: there was no answer), perhaps `property` and `column`. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.error || 'The gateway answered with ' + status + ' and did not say why.');
    this.status = status;
    this.property = body.property;
    this.column = body.column;
    /** All that is wrong: `property`, `message`, perhaps `column`. */
    this.faults = body.faults ? body.faults.map(f => ({ ...f, message: f.error }))
      : this.property ? [{ property: this.property, message: this.message, column: this.column }] : [];
  }
}

let token;
let renew = () => Promise.resolve();

/** Takes the token that each change has to bring along, and what fetches another when it is refused. */
export function useToken(given, renewer) {
  token = given;
  renew = renewer || renew;
}

/** The longest text of an answer without JSON that is shown. */
const LONGEST = 500;

/** How long an answer may take; a large import, or a change of many jobs, takes its time. */
const LIMIT = 30000, LIMIT_OF_CHANGE = 300000;

async function ask(path, init, signal, limit) {
  // The limit and the asker's own wish to stop end the question alike, also while the body is read.
  const stop = new AbortController();
  const end = () => stop.abort();
  const timer = setTimeout(end, limit);
  if (signal) {
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  }
  let response, text;
  try {
    response = await fetch(address(path), { credentials: 'same-origin', cache: 'no-store', ...init, signal: stop.signal });
    text = await response.text();
  } catch (e) {
    if (signal && signal.aborted) throw e;
    throw new Refusal(0, { error: stop.signal.aborted ? `The gateway has not answered within ${limit / 1000} s.`
      : response ? 'The gateway’s answer broke off.' : 'The gateway does not answer.' });
  } finally {
    clearTimeout(timer);
    if (signal) signal.removeEventListener('abort', end);
  }
  return understood(response, text);
}

function understood(response, text) {
  let body;
  try {
    body = JSON.parse(text);
  } catch (e) {
    body = undefined;
  }
  if (response.ok && body && typeof body === 'object' && !response.redirected) return body;
  throw new Refusal(response.ok ? 502 : response.status, body && body.error ? { ...body, error: String(body.error) }
    : { error: withoutJson(response, text) });
}

/** What an answer says that is no JSON of this gateway: the words of whoever refuses a request before it is looked at. */
function withoutJson(response, text) {
  if (response.status === 401 || response.redirected) return 'The gateway asks for the password again: load this page anew.';
  const words = text.trim();
  if (!response.ok && words && /^text\/plain\b/i.test(response.headers.get('Content-Type') || '')) {
    return words.length > LONGEST ? words.slice(0, LONGEST) + '…' : words;
  }
  return `The gateway answered ${response.status} with something that this page does not understand.`;
}

/** The path with a query; values that are not there are left out, of a list each is one. */
export function query(path, values) {
  const q = new URLSearchParams();
  for (const [k, all] of Object.entries(values)) for (const v of [].concat(all)) if (v !== undefined && v !== '') q.append(k, v);
  const text = q.toString();
  return text ? path + '?' + text : path;
}

export const get = (path, values = {}, signal) => ask(query(path, values), {}, signal, LIMIT);

/** A change, or with a signal a question of what a change would be. A token of an older start of the gateway is renewed once. */
export async function post(path, body, signal) {
  const send = () => ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(token ? { 'X-Reveille-Token': token } : {}) } }, signal, signal ? LIMIT : LIMIT_OF_CHANGE);
  try {
    return await send();
  } catch (e) {
    if (e.status !== 403) throw e;
    const before = token;
    await renew();
    if (token === before) throw e;
    return send();
  }
}
