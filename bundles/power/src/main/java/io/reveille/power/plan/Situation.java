package io.reveille.power.plan;

import io.reveille.spi.Quiescence.Outlook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The facts for a decision. All but the outlook are durations, which no step of the wall clock changes.
 *
 * @param outlook the engine's outlook
 * @param inhibitors the inhibitors that keep the machine awake
 * @param graces the recent events after which the machine stays awake
 * @param busyFor how long runs have kept the machine from sleeping
 * @param abilities the abilities of the machine
 */
public record Situation(
        Outlook outlook, List<Holder> inhibitors, List<Grace> graces, Duration busyFor, Abilities abilities) {

    public Situation {
        inhibitors = List.copyOf(inhibitors);
        graces = List.copyOf(graces);
    }

    /**
     * An inhibitor that keeps the machine awake.
     *
     * @param text the name and the reason, in words
     * @param askAgain the time after which to look again, if no notice of the end comes; empty if a notice comes
     */
    public record Holder(String text, Optional<Duration> askAgain) {}

    /**
     * An event after which the machine stays awake for a while.
     *
     * @param what the event, in words
     * @param left the time left
     */
    public record Grace(String what, Duration left) {}

    /**
     * The abilities of the machine.
     *
     * @param latency the time from the alarm until jobs can run
     * @param minimum the least time until an alarm
     * @param horizon the greatest time until an alarm; empty if there is no limit
     */
    public record Abilities(Duration latency, Duration minimum, Optional<Duration> horizon) {}
}
