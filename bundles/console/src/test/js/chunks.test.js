// Many jobs at once, in several requests.
import { test, same } from './harness.js';
import { inChunks } from '../../main/resources/io/reveille/console/ui/parts/chunks.js';

const refusal = (status, message) => Object.assign(new Error(message), { status });
const names = ['a', 'b', 'c', 'd', 'e'];

test('each name is sent once, and what failed is put together', async () => {
  const sent = [];
  const { failed, done } = await inChunks(names, 2, async chunk => {
    sent.push(chunk);
    return { done: 'did ' + chunk, failed: chunk.includes('c') ? [{ name: 'c', error: 'no' }] : [] };
  });
  same(sent, [['a', 'b'], ['c', 'd'], ['e']]);
  same(failed, [{ name: 'c', error: 'no' }]);
  same(done, 'did e');
});

test('a chunk that is refused fails for its own names only', async () => {
  const { failed } = await inChunks(names, 2, async chunk => {
    if (chunk.includes('c')) throw refusal(503, 'memory is short');
    return { done: '', failed: chunk.includes('a') ? [{ name: 'a', error: 'runs already' }] : undefined };
  });
  same(failed, [{ name: 'a', error: 'runs already' }, { name: 'c', error: 'memory is short' }, { name: 'd', error: 'memory is short' }]);
});

test('after no answer nothing more is sent, and what was done before stays done', async () => {
  let sent = 0;
  const { failed, done } = await inChunks(names, 2, async () => {
    if (++sent === 2) throw refusal(0, 'No answer.');
    return { done: 'first' };
  });
  same(sent, 2);
  same(done, 'first');
  same(failed.map(f => f.name), ['c', 'd', 'e']);
  same(failed[0].error, 'No answer. Perhaps it was done all the same.');
  same(failed[2].error, 'It was not asked for: No answer.');
});
