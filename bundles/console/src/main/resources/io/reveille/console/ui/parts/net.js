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
  }
}

let token;
let renew = () => Promise.resolve();

/** Takes the token that each change has to bring along, and what fetches another when it is refused. */
export function useToken(given, renewer) {
  token = given;
  renew = renewer || renew;
}

async function ask(path, init, signal) {
  let response;
  // A large import takes its time; a question that takes as long will not be answered any more.
  const late = AbortSignal.timeout ? AbortSignal.timeout(init.method ? 300000 : 30000) : undefined;
  try {
    response = await fetch(address(path), { credentials: 'same-origin', cache: 'no-store', signal: signal || late, ...init });
  } catch (e) {
    if (signal && signal.aborted) throw e;
    throw new Refusal(0, { error: 'The gateway does not answer.' });
  }
  const text = await response.text().catch(() => '');
  let body;
  try {
    body = JSON.parse(text);
  } catch (e) {
    body = undefined;
  }
  const login = response.status === 401 || response.redirected;
  if (response.ok && body && typeof body === 'object' && !response.redirected) return body;
  throw new Refusal(response.ok ? 502 : response.status, body && body.error ? body : login
    ? { error: 'The gateway asks for the password again: load this page anew.' }
    : { error: 'The gateway answered ' + response.status + ' with something that this page does not understand.' });
}

/** The path with a query; values that are not there are left out. */
export function query(path, values) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(values)) if (v !== undefined && v !== '') q.append(k, v);
  const text = q.toString();
  return text ? path + '?' + text : path;
}

export const get = (path, values = {}, signal) => ask(query(path, values), {}, signal);

/** A change. A token of an older start of the gateway is renewed once. */
export async function post(path, body, signal) {
  const send = () => ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(token ? { 'X-Reveille-Token': token } : {}) } }, signal);
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
