package io.reveille.spi;

import io.reveille.JobStatus;
import io.reveille.RunReport;
import java.util.Optional;

/**
 * Something that happened to a job.
 *
 * @param type the kind of event
 * @param job the job's name
 * @param status the job's status right after the event
 * @param run the run that ended; only for {@link Type#RUN_ENDED}
 */
public record JobEvent(Type type, String job, JobStatus status, Optional<RunReport> run) {

    /** The kind of event. */
    public enum Type {
        /** The job is new. */
        DEFINED,
        /** The job's definition has changed. */
        CHANGED,
        /** The job is gone. */
        REMOVED,
        /** {@link JobStatus#state()} has changed, or the reason for it. */
        STATE,
        /**
         * {@link JobStatus#waiting()} has changed without any other event: a gate has deferred an occurrence, or
         * deferred it for another reason than before; a run has waited for a worker for a second; or no occurrence
         * waits any longer and none runs. Not repeated while the reason stays the same.
         */
        WAITING,
        /** A run has started. */
        RUN_STARTED,
        /** A run has ended, or an occurrence was skipped. */
        RUN_ENDED
    }
}
