// Which rows are drawn.
import { test, same, holds } from './harness.js';
import { near } from '../../main/resources/io/reveille/console/ui/parts/window.js';

test('at the top the first rows', () => {
  const view = near(1000, 50, -200, 800, true);
  same(view.from, 0);
  holds(view.to >= 16 && view.to <= 60);
});

test('all that can be seen is drawn, wherever it is', () => {
  for (const spare of [false, true]) {
    for (let top = -500; top < 50000; top += 37) {
      const view = near(1000, 50, top, 800, spare);
      holds(view.from * 50 <= Math.max(0, top) && view.to * 50 >= Math.min(50000, top + 800), 'at ' + top);
      holds(view.to - view.from <= (spare ? 60 : 24), 'too many at ' + top);
    }
  }
});

test('below the end nothing is wrong', () => {
  const view = near(5, 50, 9000, 800, true);
  holds(view.from >= 0 && view.to <= 5 && view.from <= view.to);
  same(near(0, 50, 0, 800, true), { from: 0, to: 0 });
});
