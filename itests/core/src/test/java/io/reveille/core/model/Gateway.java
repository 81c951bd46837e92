package io.reveille.core.model;

import io.reveille.core.engine.JobView;
import java.time.Instant;
import java.util.Optional;

/** Answers what the model asks. */
interface Gateway {

    /** A job as it is now; empty if there is none, or Reveille does not run. */
    Optional<JobView> view(String job);

    Instant now();

    boolean isTrusted();

    /** Counts the engine's steps: what is saved may come from before the handlers' calls since the last. */
    int steps();
}
