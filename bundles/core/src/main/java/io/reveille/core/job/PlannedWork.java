package io.reveille.core.job;

import io.reveille.core.job.JobEntry.Defined;
import io.reveille.core.state.Trigger;
import java.time.Instant;

/** What the agenda has for a job, as data that prints itself. */
public sealed interface PlannedWork {

    /** A planned time of the job comes. */
    record Due(JobEntry entry, Defined job, Instant planned) implements PlannedWork {
        @Override
        public String toString() {
            return "due " + entry.name();
        }
    }

    /** An event that the job waits for has come in. */
    record Happened(JobEntry entry, Trigger trigger) implements PlannedWork {
        @Override
        public String toString() {
            return "event for " + entry.name() + " " + trigger.id();
        }
    }

    /** An occurrence that has begun and waits is taken up again. */
    record Again(JobEntry entry, Defined job, String occurrence) implements PlannedWork {
        @Override
        public String toString() {
            return "again " + entry.name() + " " + occurrence;
        }
    }

    /** A sleeping machine wakes for the job's next occurrence, while one before it waits. */
    record WakeUp(JobEntry entry) implements PlannedWork {
        @Override
        public String toString() {
            return "wake-up for " + entry.name();
        }
    }
}
