package io.reveille.power.plan;

import io.reveille.power.plan.Decision.Sleep;
import io.reveille.power.plan.Decision.StayAwake;
import io.reveille.power.plan.Situation.Abilities;
import io.reveille.power.plan.Situation.Grace;
import io.reveille.power.plan.Situation.Holder;
import io.reveille.schedule.Durations;
import io.reveille.spi.Quiescence.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides whether to sleep now, and until when. Pure. The reasons to stay awake are checked in the order of their use
 * to a reader: runs, due jobs, inhibitors, graces, and whether the sleep would be long enough.
 */
public final class SleepPlanner {

    /** The greatest number of inhibitors that a reason names. */
    private static final int MOST_NAMED = 3;

    private SleepPlanner() {}

    public static Decision decide(Situation now, SleepRules rules) {
        Outlook outlook = now.outlook();
        if (!outlook.busy().isEmpty()) {
            return busy(outlook.busy(), now.busyFor(), rules.waitForRuns());
        }
        Optional<Instant> next = outlook.next();
        if (next.isPresent() && !next.get().isAfter(outlook.now())) {
            return new StayAwake("a job is due", Optional.empty());
        }
        if (!now.inhibitors().isEmpty()) {
            return held(now.inhibitors());
        }
        Optional<Grace> grace =
                now.graces().stream().filter(each -> isPositive(each.left())).max(Comparator.comparing(Grace::left));
        if (grace.isPresent()) {
            return new StayAwake(
                    grace.get().what() + ": " + print(grace.get().left()) + " more",
                    Optional.of(grace.get().left()));
        }
        return next.isPresent()
                ? until(next.get(), outlook.now(), now.abilities(), rules.minimum())
                : unplanned(rules.withoutAlarm());
    }

    private static Decision busy(List<String> busy, Duration busyFor, Duration limit) {
        Duration left = limit.minus(busyFor);
        if (isPositive(left)) {
            return new StayAwake("runs or waits: " + String.join(", ", busy), Optional.of(left));
        }
        return new StayAwake(
                "runs or waits for longer than " + print(limit) + ": " + String.join(", ", busy),
                Optional.empty(),
                true);
    }

    private static Decision held(List<Holder> inhibitors) {
        return new StayAwake(
                "kept awake by " + named(inhibitors.stream().map(Holder::text).toList()),
                inhibitors.stream().flatMap(each -> each.askAgain().stream()).min(Comparator.naturalOrder()));
    }

    private static Decision unplanned(boolean withoutAlarm) {
        return withoutAlarm
                ? new Sleep(Optional.empty(), Optional.empty(), false)
                : new StayAwake("nothing is planned, so nothing would wake it", Optional.empty());
    }

    private static Decision until(Instant deadline, Instant now, Abilities machine, Duration worthIt) {
        // Alarms are in whole seconds; rounded down, to wake early rather than late.
        Instant wake = deadline.minus(machine.latency()).truncatedTo(ChronoUnit.SECONDS);
        Duration minimum = worthIt.compareTo(machine.minimum()) > 0 ? worthIt : machine.minimum();
        if (Duration.between(now, wake).compareTo(minimum) < 0) {
            return new StayAwake(
                    "the next job has to start within " + print(Duration.between(now, deadline))
                            + "; a sleep is at least " + print(minimum) + " and ends " + print(machine.latency())
                            + " before",
                    Optional.empty());
        }
        Optional<Instant> furthest =
                machine.horizon().map(horizon -> now.plus(horizon).truncatedTo(ChronoUnit.SECONDS));
        if (furthest.isPresent() && furthest.get().isBefore(wake)) {
            Duration hop = Duration.between(now, furthest.get());
            if (hop.compareTo(minimum) < 0) {
                return new StayAwake(
                        "alarms reach no further than " + print(hop) + "; a sleep is at least " + print(minimum),
                        Optional.empty());
            }
            return new Sleep(furthest, Optional.of(deadline), true);
        }
        return new Sleep(Optional.of(wake), Optional.of(deadline), false);
    }

    private static String named(List<String> all) {
        String named = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? named + " and " + (all.size() - MOST_NAMED) + " more" : named;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** Formats a duration in whole seconds, rounded up. */
    private static String print(Duration duration) {
        return Durations.print(duration.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
    }
}
