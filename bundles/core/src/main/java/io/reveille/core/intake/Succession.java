package io.reveille.core.intake;

import java.util.Optional;
import java.util.Set;

/** Knows which stored definition each job had last, and whether another may take its place. Belongs to the engine's thread. */
public interface Succession {

    /** Any definition may take the place of any other. */
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

    /** Why this definition, which goes before all that are there, does not count yet; empty if it may. */
    String whyNotYet(Candidate candidate);

    /** Where the one lay that the job had last, if this one takes its place since it has not come since the start. */
    Optional<String> standsInFor(Candidate candidate);

    /** The best definition of this job does not count yet; tells once when the one that the job had last has had its time to come. */
    void await(String job, Runnable whenOver);

    /** The definition that the job had last is not waited for any longer. */
    void waitNoLonger(String job);

    /**
     * Something stored has changed at this address: the jobs that this concerns.
     *
     * @param names those that the definition there has now, or had
     */
    Set<String> concerned(String source, Set<String> names);

    /** Another definition may count for this job, or none. */
    void changed(String job);
}
