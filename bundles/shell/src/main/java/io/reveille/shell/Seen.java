package io.reveille.shell;

import io.reveille.Job;
import io.reveille.JobDefinition;
import io.reveille.JobStatus;
import java.util.Optional;

/** A job at one moment, which may be gone by now. */
record Seen(Job job, JobDefinition definition, JobStatus status) {

    /** Returns the job; empty if it has been deleted since it was listed. */
    static Optional<Seen> of(Job job) {
        try {
            return Optional.of(new Seen(job, job.definition(), job.status()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    String name() {
        return job.name();
    }
}
