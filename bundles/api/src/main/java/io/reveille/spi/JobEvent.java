package io.reveille.spi;

import io.reveille.JobStatus;
import io.reveille.RunReport;
import java.util.Optional;

/**
 * Something that happened to a job.
 *
 * @param type what happened
 * @param job the job's name
 * @param status where the job stood right after
 * @param run the run that ended; only for {@link Type#RUN_ENDED}
 */
public record JobEvent(Type type, String job, JobStatus status, Optional<RunReport> run) {

    /** What happened. */
    public enum Type {
        /** The job is new. */
        DEFINED,
        /** Its definition has changed. */
        CHANGED,
        /** It is gone. */
        REMOVED,
        /** {@link JobStatus#state()} has changed, or the reason for it. */
        STATE,
        /**
         * {@link JobStatus#waiting()} has changed, and no other event says so: a gate has put an occurrence off, or for
         * another reason than before; a run has waited for a worker for a second; or none waits any longer and none runs.
         * Not told again while the reason stays the same.
         */
        WAITING,
        /** A run has started. */
        RUN_STARTED,
        /** A run has ended, or an occurrence was skipped. */
        RUN_ENDED
    }
}
