package io.reveille.console.pages;

import java.time.Instant;
import java.util.List;

/** Asks the gateway's health checks. No type of theirs is in it: where there are none, the console goes without. */
@FunctionalInterface
public interface HealthSource {

    /**
     * The verdict of one check.
     *
     * @param status OK, WARN, TEMPORARILY_UNAVAILABLE, CRITICAL, or HEALTH_CHECK_ERROR
     * @param millis how long the check took, in milliseconds
     */
    record Verdict(String name, List<String> tags, String status, Instant at, long millis, List<Line> lines) {

        /** The lists are copied. */
        public Verdict {
            tags = List.copyOf(tags);
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line of a verdict.
     *
     * @param level DEBUG, INFO, or a status that is not OK
     */
    record Line(String level, String text) {}

    /** The verdicts of all checks; takes as long as the checks do, some seconds at most. */
    List<Verdict> verdicts();
}
