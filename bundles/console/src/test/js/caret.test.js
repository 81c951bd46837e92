// The place of a mistake.
import { test, same } from './harness.js';
import { pieces, sentence } from '../../main/resources/io/reveille/console/ui/parts/caret.js';

test('the word at the column is marked', () => {
  same(pieces('every 10 secnds at 5', 10), { before: 'every 10 ', at: 'secnds', after: ' at 5' });
  same(pieces('every', 1), { before: '', at: 'every', after: '' });
});

test('the end of the text is an empty mark', () => {
  same(pieces('every', 6), { before: 'every', at: '', after: '' });
  same(pieces('every', 99), { before: 'every', at: '', after: '' });
  same(pieces('', 1), { before: '', at: '', after: '' });
});

test('a character outside of the first plane is not cut', () => same(pieces('🚪🚪x', 1).at, '🚪'));

test('the picture of the caret is left to the page', () => {
  same(sentence('cannot read the schedule "every 10 secnds": expected a unit at column 10\nevery 10 secnds\n         ^ did you mean "seconds"?'),
    'cannot read the schedule "every 10 secnds": expected a unit at column 10\ndid you mean "seconds"?');
  same(sentence('cannot read: x\nevery\n     ^'), 'cannot read: x');
  same(sentence('The schedule is empty.'), 'The schedule is empty.');
});
