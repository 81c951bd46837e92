package io.reveille.schedule;

import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The second half of a schedule in code, after {@link Every}: when in the unit, and where. Immutable: each method
 * returns another builder. What cannot be meant is refused at once, with an {@link IllegalArgumentException} that says
 * what was expected.
 */
public final class ScheduleBuilder {
    private final Draft draft;

    ScheduleBuilder(Draft draft) {
        this.draft = draft;
    }

    /**
     * The local time to run at.
     *
     * @param time {@code HH:MM} or {@code HH:MM:SS} for days, weeks and weekdays; {@code :MM} or {@code :MM:SS} for
     *     hours; {@code :SS} for minutes
     * @throws IllegalArgumentException when the time does not fit the unit (seconds take none) or was given before
     */
    public ScheduleBuilder at(String time) {
        LocalTime at = AtTime.parse(time, draft.unit());
        if (at == null) {
            throw refused("at \"" + Excerpt.escape(time) + "\"", AtTime.expected(draft.unit()));
        }
        if (draft.at() != null) {
            throw refused("at \"" + time + "\"", "one \"at\"");
        }
        return new ScheduleBuilder(draft.withAt(at));
    }

    /**
     * The zone whose wall clock and calendar are meant. On a bare interval of seconds, minutes or hours, which follows
     * no wall clock, it is accepted and dropped, as in text.
     *
     * @throws IllegalArgumentException when a zone was given before
     */
    public ScheduleBuilder in(ZoneId zone) {
        if (draft.zone() != null) {
            throw refused("in \"" + zone + "\"", "one zone");
        }
        return new ScheduleBuilder(draft.withZone(zone));
    }

    /**
     * The same, by name.
     *
     * @param zone an id that {@link ZoneId#of(String)} knows, region names in any case
     * @throws IllegalArgumentException when there is no such zone, or one was given before
     */
    public ScheduleBuilder in(String zone) {
        ZoneId known = Zones.parse(zone);
        if (known == null) {
            throw refused("in \"" + Excerpt.escape(zone) + "\"", Zones.EXPECTED);
        }
        return in(known);
    }

    /** The schedule, in UTC unless a zone was given. */
    public Schedule build() {
        return build(Zones.UTC);
    }

    /**
     * The schedule.
     *
     * @param defaultZone the zone meant when none was given
     */
    public Schedule build(ZoneId defaultZone) {
        return Schedule.of(draft.toChain(defaultZone));
    }

    private IllegalArgumentException refused(String what, String expected) {
        return new IllegalArgumentException(
                "cannot add " + what + " to \"" + draft.toChain(Zones.UTC) + "\": expected " + expected);
    }
}
