package io.reveille.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@link Schedule}: its rule, its terms and its zone, and all that they say without arithmetic. Equal by
 * these three. Callers see these methods as those of the schedule.
 */
abstract sealed class ScheduleContent permits Schedule {
    final Rule rule;
    final Terms terms;

    /** The zone whose wall clock is meant; null when none is followed. */
    final @Nullable ZoneId zone;

    final Pace pace;

    ScheduleContent(Rule rule, Terms terms, @Nullable ZoneId zone, Pace pace) {
        this.rule = rule;
        this.terms = terms;
        this.zone = zone;
        this.pace = pace;
    }

    final ZoneId zoneOrUtc() {
        return zone == null ? Zones.UTC : zone;
    }

    /** The zone whose wall clock the schedule follows; empty if it follows none. */
    public final Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** The recurrence alone, without zone and terms. */
    public final Recurrence recurrence() {
        return rule;
    }

    /**
     * Whether this goes by elapsed time, so that all its occurrences move along when the wall clock is set: a bare
     * interval of seconds, minutes or hours without {@code at}, window, and a start that is a time of the wall clock; or
     * {@code once in} so long. Every other schedule follows the wall clock. A bound schedule says what it said before.
     */
    public final boolean isElapsed() {
        return pace.elapsed();
    }

    /**
     * Whether the wall clock says when this occurs: it cannot be known while that is wrong. Events occur when they happen.
     */
    public final boolean followsClock() {
        return pace.followsClock();
    }

    /**
     * Whether the wall clock says when this is over, as with {@code every 10 minutes until 2027-06-01}: so with
     * every schedule that follows the clock, and every end that is no duration.
     */
    public final boolean endsByClock() {
        return pace.endsByClock();
    }

    /**
     * Whether this counts from its definition, as {@code once in 45 minutes} and {@code until 18:30} do. Such a schedule
     * has no occurrences of its own: asked for one it throws an {@link IllegalStateException}; {@link
     * Schedule#bind(Instant)} makes one that has.
     */
    public final boolean isRelative() {
        return rule.isRelative() || terms.areRelative();
    }

    /** Whether this is {@code once at} an instant. */
    public final boolean isOnceAt() {
        return rule instanceof OnceAtRule;
    }

    /** Whether this waits for something to happen rather than for a time: {@code @reboot} or {@code after "job"}. */
    public final boolean isEvent() {
        return rule.isEvent();
    }

    /** Whether this is {@code @reboot}: an occurrence at each start of the system. */
    public final boolean isReboot() {
        return rule instanceof EventRule event && event.predecessor() == null;
    }

    /** The job that this one follows; empty unless it is {@code after "job"}. */
    public final Optional<Predecessor> after() {
        return rule instanceof EventRule event ? Optional.ofNullable(event.predecessor()) : Optional.empty();
    }

    /**
     * Whether something that happens at an instant counts: whether it lies in the window, and from the start to the end.
     * Events, which have no occurrences of their own, are limited by this.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public final boolean admits(Instant instant) {
        if (terms.areRelative()) {
            throw ScheduleOccurrences.unbound(toString());
        }
        return terms.admit(Limits.clamp(instant), zoneOrUtc());
    }

    /** The most occurrences; empty: without end. Counting is up to the caller. */
    public final OptionalInt times() {
        return terms.times() == 0 ? OptionalInt.empty() : OptionalInt.of(terms.times());
    }

    /** How much later than due an occurrence may run; zero unless {@code within} is said. */
    public final Duration tolerance() {
        return terms.tolerance();
    }

    /** The span that a fleet spreads its occurrences over; zero unless {@code spread over} is said. */
    public final Duration spread() {
        return terms.spread();
    }

    /** Whether an occurrence rides along when the machine is awake, and never wakes it. */
    public final boolean isNoWake() {
        return terms.noWake();
    }

    /** An English sentence without its full stop: {@code Every day at 10:30, Europe/Rome time}. */
    public final String describe() {
        String window = terms.window() == null ? "" : terms.window().describe(rule);
        return rule.sentence() + window + (zone == null ? "" : Zones.describe(zone)) + terms.describe();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Schedule schedule
                && rule.equals(schedule.rule)
                && terms.equals(schedule.terms)
                && Objects.equals(zone, schedule.zone);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(rule, terms, zone);
    }

    /** The canonical text: {@code Schedule.parse(s.toString()).equals(s)}. */
    @Override
    public final String toString() {
        return rule.text() + terms.textBeforeZone() + (zone == null ? "" : Zones.clause(zone)) + terms.textAfterZone();
    }
}
