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

function same(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The list with one job as an answer to a change has told it. */
export function withJob(known, job) {
  const jobs = new Map(known.jobs);
  jobs.set(job.name, job);
  return { ...known, jobs };
}
