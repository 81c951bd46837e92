package io.reveille.power.plan;

import io.reveille.spi.Quiescence.Outlook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a decision stands on. All but the outlook is in spans, which no step of the wall clock moves.
 *
 * @param outlook what the engine has planned
 * @param inhibitors who keeps the machine awake
 * @param graces what has just happened
 * @param busyFor how long runs have kept the machine from sleeping
 * @param abilities what the machine can do
 */
public record Situation(
        Outlook outlook, List<Holder> inhibitors, List<Grace> graces, Duration busyFor, Abilities abilities) {

    public Situation {
        inhibitors = List.copyOf(inhibitors);
        graces = List.copyOf(graces);
    }

    /**
     * Somebody who keeps the machine awake.
     *
     * @param text who and why, in words
     * @param askAgain after which time to look again, if nothing tells; empty if the end is told
     */
    public record Holder(String text, Optional<Duration> askAgain) {}

    /**
     * Something has happened after which the machine stays awake for a while.
     *
     * @param what in words
     * @param left how much longer
     */
    public record Grace(String what, Duration left) {}

    /**
     * What the machine can do.
     *
     * @param latency how long it takes from the alarm until jobs can run
     * @param minimum how far away an alarm has to be
     * @param horizon how far away an alarm can be; empty if any
     */
    public record Abilities(Duration latency, Duration minimum, Optional<Duration> horizon) {}
}
