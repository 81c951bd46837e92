package io.reveille.core.intake;

import java.util.Optional;
import java.util.Set;

/**
 * The rules by which one stored definition of a job may take the place of its last one. Belongs to the engine's thread.
 */
public interface Succession {

    /** The rules by which any definition may take the place of any other. */
    Succession FREE = new Succession() {
        @Override
        public String whyNotYet(Candidate candidate) {
            return "";
        }

        @Override
        public Optional<String> standsInFor(Candidate candidate) {
            return Optional.empty();
        }

        @Override
        public void await(String job, Runnable whenOver) {}

        @Override
        public void waitNoLonger(String job) {}

        @Override
        public Set<String> concerned(String source, Set<String> names) {
            return Set.of();
        }

        @Override
        public void changed(String job) {}
    };

    /** Says why this definition, the best of those that are there, does not count yet; empty if it may. */
    String whyNotYet(Candidate candidate);

    /**
     * Finds the address of the job's last definition, if this one takes its place because that has not come since the
     * start.
     */
    Optional<String> standsInFor(Candidate candidate);

    /**
     * Waits for the job's last definition, since the best one that is there does not count yet; tells once when the
     * time is over.
     */
    void await(String job, Runnable whenOver);

    /** Stops waiting for the job's last definition. */
    void waitNoLonger(String job);

    /**
     * Finds the jobs that a change at this address concerns.
     *
     * @param names the names that the definition there has now, or had
     */
    Set<String> concerned(String source, Set<String> names);

    /** Notes that another definition may count for this job, or none. */
    void changed(String job);
}
