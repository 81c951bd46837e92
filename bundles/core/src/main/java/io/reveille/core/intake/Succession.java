package io.reveille.core.intake;

import java.util.Optional;

/** Knows which definition each job had last, and whether another may take its place. Belongs to the engine's thread. */
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
        public void waits(String job) {}
    };

    /** Why this definition, which goes before all that are there, does not count yet; empty if it may. */
    String whyNotYet(Candidate candidate);

    /** Where the one lay that the job had last, if this one takes its place since it has not come since the start. */
    Optional<String> standsInFor(Candidate candidate);

    /** The job has no definition for now, since the best that is there does not count yet. */
    void waits(String job);
}
