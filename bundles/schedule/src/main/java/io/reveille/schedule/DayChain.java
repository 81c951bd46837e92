package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * A chain of local dates at a local time. A time that does not exist is replaced by one a gap later. With {@code at} the next
 * date is back at the asked time; without, the chain goes on from the later time, for it knows no other. Long spans are
 * walked from one such gap to the next, for between them the dates can be counted.
 *
 * @param at null: the time of day of the instant that the chain comes from
 */
record DayChain(ChainDates dates, @Nullable LocalTime at, Start start, ZoneId zone) {
    /** The day from which a chain with a time of day counts. */
    enum Start {
        /** The last day whose time has come: each date of the chain is an occurrence, whatever instant is asked about. */
        LAST_TIME,
        /** Today. */
        TODAY,
        /** Today, or a week ago while today's time is still ahead: then today is the first. */
        TODAY_OR_WEEK_AGO
    }

    /** A position in a chain, which goes on with the first of its dates later than {@code from}, at {@code time}. */
    private record Position(Instant instant, LocalDate from, LocalTime time) {}

    Instant next(Instant after) {
        Position position = position(after);
        LocalDate date = dates.ceiling(position.from, position.from);
        Instant next = resolve(date, position.time);
        while (!next.isAfter(after)) {
            date = dates.ceiling(date, date);
            next = resolve(date, position.time);
        }
        return next;
    }

    /** The first occurrence from an instant on; without a time of day the instant's own is taken. */
    Instant first(Instant from) {
        if (at != null) {
            return next(from.minusNanos(1));
        }
        LocalDateTime local = LocalDateTime.ofInstant(from, zone);
        LocalDate today = local.toLocalDate();
        Instant first = resolve(dates.ceiling(today.minusDays(1), today), local.toLocalTime());
        return first.isBefore(from)
                ? from
                : first; // the local time resolves to its first pass, which is over in the second
    }

    ChainReach reach(Instant previous, Instant notAfter) {
        Instant first = next(previous);
        if (first.isAfter(notAfter)) {
            return ChainReach.NONE;
        }
        long count = 1;
        Position position = position(first);
        LocalDate pushed = nextInGap(position, notAfter);
        while (pushed != null) {
            count += dates.count(position.from, pushed);
            position = position(resolve(pushed, position.time));
            pushed = nextInGap(position, notAfter);
        }
        LocalDate last = lastNotAfter(notAfter, position);
        if (!last.isAfter(position.from)) {
            return new ChainReach(count, position.instant);
        }
        return new ChainReach(count + dates.count(position.from, last), resolve(last, position.time));
    }

    private Position position(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return at == null
                ? new Position(instant, local.toLocalDate(), local.toLocalTime())
                : new Position(instant, startDate(instant, local.toLocalDate(), at), at);
    }

    private LocalDate startDate(Instant instant, LocalDate today, LocalTime time) {
        LocalDate reached = today.plusDays(1);
        while (resolve(reached, time).isAfter(instant)) {
            reached = reached.minusDays(1);
        }
        // An occurrence that a gap pushed over midnight still belongs to the day that it was meant for.
        if (start == Start.LAST_TIME || resolve(reached, time).equals(instant)) {
            return reached;
        }
        boolean ahead = resolve(today, time).isAfter(instant);
        return start == Start.TODAY_OR_WEEK_AGO && ahead ? today.minusWeeks(1) : today;
    }

    private Instant resolve(LocalDate date, LocalTime time) {
        return Zones.resolve(date.atTime(time), zone.getRules());
    }

    /** The chain's next date whose time does not exist; null when there is none in time. */
    private @Nullable LocalDate nextInGap(Position position, Instant notAfter) {
        ZoneRules rules = zone.getRules();
        LocalTime time = position.time;
        ZoneOffsetTransition change = rules.nextTransition(position.instant);
        while (change != null && !change.getInstant().isAfter(notAfter)) {
            if (change.isGap()) {
                LocalDateTime gap = change.getDateTimeBefore();
                LocalDate first = gap.toLocalDate().plusDays(time.isBefore(gap.toLocalTime()) ? 1 : 0);
                LocalDate date = dates.ceiling(position.from, first);
                if (date.atTime(time).isBefore(change.getDateTimeAfter())) {
                    return resolve(date, time).isAfter(notAfter) ? null : date;
                }
            }
            change = rules.nextTransition(change.getInstant());
        }
        return null;
    }

    private LocalDate lastNotAfter(Instant notAfter, Position position) {
        LocalDate tomorrow =
                LocalDateTime.ofInstant(notAfter, zone).toLocalDate().plusDays(1);
        LocalDate date = dates.floor(position.from, tomorrow);
        while (date.isAfter(position.from) && resolve(date, position.time).isAfter(notAfter)) {
            date = dates.floor(position.from, date.minusDays(1));
        }
        return date;
    }
}
