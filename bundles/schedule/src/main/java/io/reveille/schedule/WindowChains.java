package io.reveille.schedule;

import io.reveille.schedule.Window.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** The chains of rules in a window, one for each way of {@link Rule.InWindow}. */
final class WindowChains {
    private WindowChains() {}

    static Chain chain(Rule rule, Window window, ZoneId zone) {
        Rule timed = rule.orAt(window.from());
        return switch (timed.inWindow()) {
            case STARTS_ANEW ->
                timed instanceof RandomInterval ? new Draws(timed, window, zone) : new Rounds(timed, window, zone);
            case WAITS -> new Waiting(timed, window, zone);
            case IS_FILTERED ->
                new Filtered(timed.equals(rule) ? timed : new AtOpening(timed, window.from(), zone), window, zone);
        };
    }

    /** An interval that starts anew whenever the window opens. */
    private interface Anew extends Chain {
        Chain interval();

        Window window();

        ZoneId zone();

        @Override
        default @Nullable Instant next(Instant after, long seed) {
            Span span = window().at(after, zone());
            if (span != null) {
                Instant next = interval().next(after, seed);
                if (next != null && next.isBefore(span.end())) {
                    return next;
                }
            }
            return opened(after.plusNanos(1), seed);
        }

        @Override
        default @Nullable Instant first(Instant from, long seed) {
            Span span = window().at(from, zone());
            Instant first = span == null ? null : interval().first(from, seed);
            return first != null && span != null && first.isBefore(span.end()) ? first : opened(from, seed);
        }

        /** The first occurrence in a window that opens at an instant or after; windows without one are passed over. */
        private @Nullable Instant opened(Instant from, long seed) {
            Span span = window().opening(from, zone());
            for (int i = 0; i < Limits.WINDOWS; i++) {
                Instant first = firstIn(span, seed);
                if (first != null) {
                    return first;
                }
                span = window().opening(span.end(), zone());
            }
            return null;
        }

        default @Nullable Instant firstIn(Span span, long seed) {
            Instant first = interval().first(span.start(), seed);
            return first != null && first.isBefore(span.end()) ? first : null;
        }
    }

    private record Draws(Chain interval, Window window, ZoneId zone) implements Anew, SteppedChain {
        @Override
        public @Nullable Instant next(Instant after, long seed) {
            return Anew.super.next(after, seed);
        }
    }

    /** A fixed interval that starts anew: all windows between two changes of offset are alike, so one of them is counted. */
    record Rounds(Chain interval, Window window, ZoneId zone) implements Anew {
        @Override
        public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
            Span span = window.latest(notAfter, zone);
            for (int i = 0; i < Limits.WINDOWS && span != null && span.end().isAfter(previous); i++) {
                Instant first = span.start().isAfter(previous) ? firstIn(span, seed) : previous;
                Instant end = span.last().isBefore(notAfter) ? span.last() : notAfter;
                if (first != null && !first.isAfter(end)) {
                    Instant latest = interval.latest(first, end, seed);
                    if (latest != null || first.isAfter(previous)) {
                        return latest == null ? first : latest;
                    }
                }
                span = window.latest(span.start().minusNanos(1), zone);
            }
            return null;
        }

        @Override
        public int missed(Instant previous, Instant notAfter, int limit, long seed) {
            if (notAfter.isBefore(previous)) {
                return 0;
            }
            Span open = window.at(previous, zone);
            long count = open == null ? 0 : interval.missed(previous, earlier(open.last(), notAfter), limit, seed);
            LocalDate date = LocalDate.ofInstant(previous, zone).minusDays(2);
            LocalDate last = LocalDate.ofInstant(notAfter, zone).plusDays(1);
            while (!date.isAfter(last) && count < limit) {
                Span span = window.on(date, zone);
                if (span != null
                        && span.start().isAfter(previous)
                        && !span.start().isAfter(notAfter)) {
                    long alike = daysAlike(date, last);
                    count += countIn(span, notAfter, limit, seed) * openings(date, alike);
                    date = date.plusDays(Math.max(1, alike));
                } else {
                    date = date.plusDays(1);
                }
            }
            return (int) Math.min(limit, count);
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        private long countIn(Span span, Instant notAfter, int limit, long seed) {
            Instant first = firstIn(span, seed);
            if (first == null || first.isAfter(notAfter)) {
                return 0;
            }
            return 1L + interval.missed(first, earlier(span.last(), notAfter), limit, seed);
        }

        /** The number of days, from a date on, whose windows no change of offset and no end of the question touches. */
        private long daysAlike(LocalDate date, LocalDate last) {
            Instant begin = date.minusDays(1).atStartOfDay(zone).toInstant();
            ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
            LocalDate until = last.minusDays(3);
            if (change != null) {
                LocalDate changes =
                        LocalDate.ofInstant(change.getInstant(), zone).minusDays(3);
                until = changes.isBefore(until) ? changes : until;
            }
            return until.toEpochDay() - date.toEpochDay();
        }

        /** How many windows open in so many days from a date that has one. */
        private long openings(LocalDate date, long length) {
            return 1 + new ChainDates.Weeks(1, window.days(), 0).count(date, date.plusDays(length - 1));
        }
    }

    /** A long interval that waits for the next opening where it would fall outside. */
    record Waiting(Chain interval, Window window, ZoneId zone) implements SteppedChain {
        @Override
        public @Nullable Instant next(Instant after, long seed) {
            return open(interval.next(after, seed));
        }

        @Override
        public @Nullable Instant first(Instant from, long seed) {
            return open(interval.first(from, seed));
        }

        private @Nullable Instant open(@Nullable Instant time) {
            if (time == null || time.isAfter(Limits.LATEST) || window.at(time, zone) != null) {
                return time;
            }
            return window.opening(time, zone).start();
        }
    }

    /**
     * Each date of a rule when the window opens, which differs from the rule where a change of offset skips that time: a
     * rule comes a gap later then, and the window opens at the change.
     *
     * @param at when the window opens
     */
    record AtOpening(Chain rule, LocalTime at, ZoneId zone) implements Chain {
        private @Nullable Instant opening(@Nullable Instant time) {
            if (time == null || LocalTime.ofInstant(time, zone).equals(at)) {
                return time;
            }
            return zone.getRules().previousTransition(time.plusNanos(1)).getInstant();
        }

        @Override
        public @Nullable Instant next(Instant after, long seed) {
            Instant next = rule.next(after, seed);
            Instant opening = opening(next);
            return next == null || opening == null || opening.isAfter(after) ? opening : opening(rule.next(next, seed));
        }

        @Override
        public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
            Instant early = opening(rule.next(notAfter, seed));
            Instant latest =
                    early != null && !early.isAfter(notAfter) ? early : opening(rule.latest(previous, notAfter, seed));
            return latest != null && latest.isAfter(previous) ? latest : null;
        }

        @Override
        public int missed(Instant previous, Instant notAfter, int limit, long seed) {
            return stepped(this, previous, notAfter, limit, seed);
        }
    }

    private static int stepped(Chain chain, Instant previous, Instant notAfter, int limit, long seed) {
        int count = 0;
        Instant next = chain.next(previous, seed);
        while (count < limit && next != null && !next.isAfter(notAfter)) {
            count++;
            next = chain.next(next, seed);
        }
        return count;
    }

    /** A rule of which only the occurrences within the window count. */
    record Filtered(Chain rule, Window window, ZoneId zone) implements Chain {
        @Override
        public @Nullable Instant next(Instant after, long seed) {
            return filter(rule.next(after, seed), seed);
        }

        @Override
        public @Nullable Instant next(Instant previous, Instant after, long seed) {
            return filter(rule.next(previous, after, seed), seed);
        }

        @Override
        public @Nullable Instant first(Instant from, long seed) {
            return filter(rule.first(from, seed), seed);
        }

        private @Nullable Instant filter(@Nullable Instant first, long seed) {
            Instant next = first;
            for (int i = 0; i < Limits.WINDOWS && next != null && !next.isAfter(Limits.LATEST); i++) {
                if (window.at(next, zone) != null) {
                    return next;
                }
                next = rule.next(window.opening(next, zone).start().minusNanos(1), seed);
            }
            return null;
        }

        @Override
        public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
            Instant latest = rule.latest(previous, notAfter, seed);
            for (int i = 0; i < Limits.WINDOWS && latest != null; i++) {
                if (window.at(latest, zone) != null) {
                    return latest;
                }
                Span span = window.latest(latest, zone);
                latest = span == null ? null : rule.latest(previous, span.last(), seed);
            }
            return null;
        }

        /** Steps through the occurrences, as far as the limit. */
        @Override
        public int missed(Instant previous, Instant notAfter, int limit, long seed) {
            return stepped(this, previous, notAfter, limit, seed);
        }
    }
}
