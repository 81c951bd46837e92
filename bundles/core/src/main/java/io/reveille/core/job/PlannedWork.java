package io.reveille.core.job;

import io.reveille.core.state.Trigger;
import java.time.Instant;

/** A piece of work that the agenda has for a job, or for a call without a name: data that prints itself. */
public sealed interface PlannedWork {

    /** A planned time of the job comes. */
    record Due(DefinedJob job, Instant planned) implements PlannedWork {
        @Override
        public String toString() {
            return "due " + job.name();
        }
    }

    /** An event that the job waits for has come in. */
    record Happened(DefinedJob job, Trigger trigger) implements PlannedWork {
        @Override
        public String toString() {
            return "event for " + job.name() + " " + trigger.id();
        }
    }

    /** An occurrence that has begun and waits is taken up again. */
    record Again(DefinedJob job, String occurrence) implements PlannedWork {
        @Override
        public String toString() {
            return "again " + job.name() + " " + occurrence;
        }
    }

    /** A sleeping machine wakes for the job's next occurrence, while one before it waits. */
    record WakeUp(DefinedJob job) implements PlannedWork {
        @Override
        public String toString() {
            return "wake-up for " + job.name();
        }
    }

    /** A call without a name, one of whose times comes. */
    non-sealed interface Unnamed extends PlannedWork {

        /** Takes in that the planned time has come. */
        void due();
    }
}
