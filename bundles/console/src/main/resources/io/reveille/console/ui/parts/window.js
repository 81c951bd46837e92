// Which of many rows of one height are near the viewport. No DOM.

/**
 * The rows [from, to) that are to be drawn: those on the screen, and with `spare` a third as many above and below.
 *
 * @param top how far the list's top lies above the viewport's, in pixels; negative if it begins further down
 */
export function near(total, rowHeight, top, viewHeight, spare) {
  const margin = spare ? Math.ceil(viewHeight / rowHeight / 3) + 2 : 0;
  const first = Math.floor(top / rowHeight);
  const fit = Math.ceil(viewHeight / rowHeight);
  const from = Math.max(0, Math.min(first - margin, total));
  // Steps of four: a scrolled pixel draws nothing anew.
  const even = from - from % 4;
  return { from: even, to: Math.min(total, Math.max(even, first + fit + margin + 4)) };
}
