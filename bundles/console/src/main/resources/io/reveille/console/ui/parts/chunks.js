// A change to many jobs, so many names in one request. What was done stays counted whatever becomes of the rest. No DOM.

/**
 * Sends the names in chunks and answers {failed: [{name, error}], done: what was said last}. A chunk that is refused as a whole,
 * or that gets no answer, has failed for each of its names. After no answer nothing more is sent: the gateway is gone, or too busy.
 *
 * @param send takes a list of names and promises the answer of that request
 */
export async function inChunks(names, size, send) {
  const failed = [];
  let done, gone;
  for (let i = 0; i < names.length; i += size) {
    const chunk = names.slice(i, i + size);
    const all = error => failed.push(...chunk.map(name => ({ name, error })));
    if (gone) {
      all('It was not asked for: ' + gone);
      continue;
    }
    try {
      const answer = await send(chunk);
      failed.push(...(answer.failed || []));
      done = answer.done;
    } catch (e) {
      if (e.status === 0) gone = e.message;
      all(gone ? gone + ' Perhaps it was done all the same.' : e.message);
    }
  }
  return { failed, done };
}
