// A tiny harness: test(name, body) and a few assertions. In the browser tests.html shows what came out; under Node, `node --test`
// sees it by the exit status (Node 20 needs --experimental-default-type=module, newer ones nothing). No library.

const results = [];
let chain = Promise.resolve();

/** Runs a test after those before it; it fails by throwing. */
export function test(name, body) {
  chain = chain.then(body).then(() => results.push({ name }), error => {
    results.push({ name, error });
    if (typeof process !== 'undefined') {
      process.exitCode = 1;
      console.error('FAILED ' + name + '\n' + (error && error.stack || error));
    }
  });
}

/** All results, when all have run. */
export async function outcome() {
  let seen;
  do {
    seen = chain;
    await seen;
  } while (seen !== chain);
  return results;
}

/** Fails unless both are the same as JSON, or identical. */
export function same(actual, expected, what = '') {
  if (actual === expected) return;
  const a = show(actual), e = show(expected);
  if (a !== e) throw new Error(`${what ? what + ': ' : ''}expected ${e}, was ${a}`);
}

function show(v) {
  if (v instanceof Map) return 'Map' + JSON.stringify([...v]);
  if (v instanceof Set) return 'Set' + JSON.stringify([...v]);
  return v === undefined ? 'undefined' : JSON.stringify(v);
}

/** Fails unless it holds. */
export function holds(condition, what) {
  if (!condition) throw new Error(what || 'it does not hold');
}
