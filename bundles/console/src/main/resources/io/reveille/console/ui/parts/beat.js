// Questions that are asked again and again, each one at a time, so that no older answer overtakes a newer one. No DOM.

/**
 * A beat: `ask` is carried out, and again `every` ms after it has ended, while `looks()` says that somebody looks.
 * {now}: at once, or once more after the question that is under way; {pause}: not again by itself.
 */
export function makeBeat(ask, { every, looks }) {
  let timer, busy, again = false;
  const now = () => {
    clearTimeout(timer);
    if (busy) {
      again = true;
      return busy;
    }
    busy = ask().finally(() => {
      busy = undefined;
      if (again) {
        again = false;
        return now();
      }
      if (looks()) timer = setTimeout(now, every);
      return undefined;
    });
    return busy;
  };
  return { now, pause: () => clearTimeout(timer) };
}

/** No answer: the question is asked again after so long. */
const RETRY = 5000;

/**
 * One question of a screen. `ask(signal)` promises the answer, which `put(answer, error)` gets. A question under way is never
 * given up for a newer one: the newer one follows its answer. {again}: asks anew, at the earliest `gap` ms after the last answer
 * unless it is `urgent`, and promises the end of the question that is under way then; {stop}: gives the question up for good.
 */
export function makeQuestion(ask, put, { gap = 0, looks = () => true } = {}) {
  const stop = new AbortController();
  let timer, busy = false, underWay, wanted, ended = -Infinity;
  const later = ms => {
    clearTimeout(timer);
    timer = setTimeout(() => looks() ? run() : later(1000), ms);
  };
  const again = urgent => {
    if (stop.signal.aborted) return undefined;
    if (busy) wanted = urgent ? 'urgent' : wanted || 'sometime';
    else if (urgent || Date.now() - ended >= gap) run();
    else later(gap - (Date.now() - ended));
    return busy ? underWay : undefined;
  };
  const run = () => { underWay = answered(); };
  const answered = async () => {
    clearTimeout(timer);
    busy = true;
    wanted = undefined;
    let answer, error;
    try {
      answer = await ask(stop.signal);
    } catch (e) {
      error = e;
    }
    if (stop.signal.aborted) return;
    busy = false;
    ended = Date.now();
    put(answer, error);
    if (wanted) again(wanted === 'urgent');
    else if (error && error.status === 0) later(RETRY);
  };
  return { again, stop: () => {
    clearTimeout(timer);
    stop.abort();
  } };
}
