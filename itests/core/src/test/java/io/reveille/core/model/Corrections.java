package io.reveille.core.model;

import io.reveille.core.engine.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says what a step back of the clock means for a job that follows it. */
final class Corrections {

    /** A step back of no more is waited for. */
    static final Duration REWIND = Duration.ofHours(1);

    private Corrections() {}

    static void back(Gateway gateway, Book book, Optional<JobView> job, Duration step, Instant then) {
        Generation generation = book.generation;
        if (generation.isElapsed || generation.isEvent()) {
            return;
        }
        boolean atRest = job.filter(view -> Rest.isAtRest(view, gateway.now())).isPresent();
        Instant waitedFor = then.plus(REWIND);
        boolean corrected = step.negated().compareTo(REWIND) > 0 || generation.isAheadOf(waitedFor);
        if (!atRest) {
            generation.becomeBlind();
        } else if (corrected && !generation.isBlind()) {
            if (isFree(generation) && !book.spans.isHeld()) {
                generation.planAnew(then);
                book.spans.forget();
                book.drop();
            } else {
                generation.becomeBlind();
            }
        } else if (book.spans.isHeld()) {
            generation.becomeBlind();
        }
        if (corrected || generation.wasSeenAfter(waitedFor, gateway.now())) {
            generation.calls.clear();
            generation.ever.clear();
        }
    }

    /** Whether its occurrences do not depend on where its chain starts. */
    private static boolean isFree(Generation generation) {
        String text = generation.text;
        return !generation.waitsForTrust()
                && (text.startsWith("cron ")
                        || text.startsWith("every day at")
                        || text.startsWith("every minute at")
                        || text.startsWith("every hour at"));
    }
}
