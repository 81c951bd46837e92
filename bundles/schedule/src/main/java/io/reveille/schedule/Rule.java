package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A recurrence with its arithmetic: one kind for each form of the language. */
sealed interface Rule extends Recurrence, Chain
        permits Interval, CalendarRule, CronRule, RandomInterval, OnceAtRule, OnceInRule, EventRule {
    /** The ways in which a window acts on a rule. */
    enum InWindow {
        /** An interval of at most a day: it starts anew whenever the window opens. */
        STARTS_ANEW,
        /** An interval of more than a day: what would fall outside waits for the next opening. */
        WAITS,
        /** A rule of the calendar keeps its times, and those outside do not count. */
        IS_FILTERED
    }

    InWindow inWindow();

    /** Whether the occurrences are drawn, and depend on a seed. */
    default boolean isRandom() {
        return false;
    }

    /** The zone whose wall clock is meant; null for rules that follow none. */
    default @Nullable ZoneId zone() {
        return null;
    }

    /** The same rule at a time of day, where it has none of its own. */
    default Rule orAt(LocalTime time) {
        return this;
    }

    /** The same rule with a start, where the rule counts from it. */
    default Rule startingAt(Instant start) {
        return this;
    }

    /** The canonical text without the zone. */
    String text();

    /** A sentence without the zone. */
    String sentence();

    @Override
    default String describe() {
        ZoneId zone = zone();
        return sentence() + (zone == null ? "" : Zones.describe(zone));
    }

    /** The canonical text. */
    static String print(Rule rule) {
        ZoneId zone = rule.zone();
        return rule.text() + (zone == null ? "" : Zones.clause(zone));
    }
}
