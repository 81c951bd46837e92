// The list of jobs as this page knows it, and what an answer of api/jobs makes of it. No DOM; values are never changed in place,
// so that a screen sees by identity whether anything is new.

/** What is known before the first answer. */
export const nothing = { revision: undefined, jobs: new Map(), broken: [], whole: false };

/**
 * The list after the pages of one answer, which was asked for with `since` or without.
 * The revision is that of the first page: what changes while the others are read is told again by the next answer.
 */
export function merge(known, pages, since) {
  const first = pages[0];
  const anew = since === undefined || first.all === true;
  const changed = anew || pages.some(p => p.jobs.length || (p.gone || []).length);
  let jobs = known.jobs;
  if (changed) {
    jobs = anew ? new Map() : new Map(known.jobs);
    for (const page of pages) {
      for (const name of page.gone || []) jobs.delete(name);
      for (const job of page.jobs) jobs.set(job.name, job);
    }
  }
  const told = pages.filter(p => p.broken).pop();
  const broken = told ? told.broken : anew ? [] : known.broken;
  if (!changed && !told && known.revision === first.revision) return known;
  return { revision: first.revision, jobs, broken: same(broken, known.broken) ? known.broken : broken, whole: true };
}

/**
 * The list after an answer whose question, asked with `since`, was under way when own changes told these jobs. Which is newer
 * nobody knows: the told ones are shown, and all since then is asked for once more.
 */
export function withTold(known, told, since) {
  if (!told.size) return known;
  let next = known;
  for (const job of told.values()) next = withJob(next, job);
  return { ...next, revision: since };
}

/**
 * After which name the next page begins; undefined if there is none. A page says itself how far it has looked: its last jobs may
 * have gone meanwhile, all of them even. `asked`: after which name this page began; a page that comes no further ends the list.
 */
export function nextPage(page, asked) {
  if (!page.more) return undefined;
  const last = page.jobs[page.jobs.length - 1];
  const after = page.after !== undefined ? page.after : last && last.name;
  return after === asked ? undefined : after;
}

function same(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The list with one job as an answer to a change has told it. Such a job says nothing of its problem: the known one stays. */
export function withJob(known, job) {
  const jobs = new Map(known.jobs), before = jobs.get(job.name);
  jobs.set(job.name, before && before.problem && !job.problem ? { ...job, problem: before.problem } : job);
  return { ...known, jobs };
}
