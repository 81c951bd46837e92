// What can be done with a job, or with several: the question before it where there is one, the change, and the word after it.
import { change } from './store.js';
import { confirm, say } from './dialog.js';
import { count } from './words.js';
import { address, query } from './net.js';
import { inChunks } from './chunks.js';

// So many names fit into one request of 64 KB, whatever they are made of.
const AT_ONCE = 200;

/** Carries a change out for one job and says what was done; the refusal is the caller's to show. */
export async function act(what, name) {
  const done = await change('api/' + what, { name });
  say(done.done);
  return done;
}

/** The same for many; answers the refusals as [{name, error}], and never throws one. */
export async function actAll(what, names) {
  const { failed, done } = await inChunks(names, AT_ONCE, chunk => change('api/' + what, { names: chunk }));
  const well = names.length - failed.length;
  if (well > 0) say(names.length > 1 ? `${PAST[what]} ${count(well, 'job')}.` : done);
  return failed;
}

/** So long (characters) an address may be on its way through servers and proxies. */
const LONGEST = 4000;

/** The address of an export of these jobs; undefined if so many names do not fit into one. */
export function exportOf(names) {
  const whole = address(query('api/export', { name: names }));
  return whole.length <= LONGEST ? whole : undefined;
}

const PAST = { run: 'Started', pause: 'Paused', resume: 'Resumed', delete: 'Deleted', interrupt: 'Interrupted' };

/** Asks whether these are to be deleted, and says that they come back. */
export const askDelete = names => confirm({ title: names.length === 1 ? `Delete ${names[0]}?` : `Delete ${count(names.length, 'job')}?`,
  list: names.length > 1 ? names : undefined, action: 'Delete', danger: true,
  text: (names.length === 1 ? 'It' : 'Each of them') + ' can be brought back for 7 days, as it is defined and with how far it had come, on the screen'
    + ' Recovery.' });

/** Asks whether a run is to be cut off. */
export const askInterrupt = name => confirm({ title: `Interrupt the run of ${name}?`, action: 'Interrupt', danger: true,
  text: 'Its handler is told to stop. What it has done so far stays done.' });
