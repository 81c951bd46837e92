package io.reveille.console.pages;

import io.reveille.JobProblem;
import java.util.List;
import java.util.function.LongSupplier;

/** Finds the jobs that do not do their work. That takes a look at each job, which requests within a few seconds share. */
public final class ProblemJobs {

    private static final long FRESH_NANOS = 10_000_000_000L;

    private final Services services;
    private final LongSupplier nanos;
    private List<JobProblem> found = List.of();
    private String revision = "";
    private long at;

    public ProblemJobs(Services services, LongSupplier nanos) {
        this.services = services;
        this.nanos = nanos;
    }

    /** Returns the problems at the newest revision, at most ten seconds old. */
    public synchronized List<JobProblem> now() {
        String current = services.index().revision();
        if (!revision.equals(current) || nanos.getAsLong() - at > FRESH_NANOS) {
            found = services.scheduler().problems();
            revision = current;
            at = nanos.getAsLong();
        }
        return found;
    }
}
