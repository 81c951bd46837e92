// The place of a mistake in a text: three pieces, so that the middle one can be marked. No DOM.

/** The text before, at and after a column, which counts UTF-16 units from 1; the middle is empty at the end of the text. */
export function pieces(text, column) {
  const at = Math.min(Math.max(column, 1), text.length + 1) - 1;
  const found = /^(?:[\p{L}\p{N}_/:.+-]+|.)/us.exec(text.slice(at));
  const end = at + (found ? found[0].length : 0);
  return { before: text.slice(0, at), at: text.slice(at, end), after: text.slice(end) };
}

/** The refusal without the picture of the text and its caret, which the page draws by itself. */
export function sentence(error) {
  const lines = error.split('\n');
  const caret = lines.findIndex(l => /^\s*\^/.test(l));
  if (caret < 1) return error;
  const meant = lines[caret].replace(/^\s*\^\s*/, '');
  return [...lines.slice(0, caret - 1), ...(meant ? [meant] : []), ...lines.slice(caret + 1)].join('\n');
}
