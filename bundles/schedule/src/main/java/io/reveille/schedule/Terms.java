package io.reveille.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The part of a schedule that any rule may carry: window, start, end, number, tolerance, spread, no wake-up.
 *
 * @param window null: it holds all day
 * @param starting null: from ever
 * @param until null: for ever
 * @param times how often it occurs at most; 0: without end
 * @param tolerance how much later than due an occurrence may run; zero: not at all
 * @param spread the span that a fleet spreads its occurrences over; zero: it does not
 * @param noWake whether an occurrence does not wake the machine
 */
record Terms(
        @Nullable Window window,
        @Nullable Moment starting,
        @Nullable Moment until,
        int times,
        Duration tolerance,
        Duration spread,
        boolean noWake) {
    static final Terms NONE = new Terms(null, null, null, 0, Duration.ZERO, Duration.ZERO, false);

    Terms withWindow(Window newWindow) {
        return new Terms(newWindow, starting, until, times, tolerance, spread, noWake);
    }

    Terms withStarting(Moment moment) {
        return new Terms(window, moment, until, times, tolerance, spread, noWake);
    }

    Terms withUntil(Moment moment) {
        return new Terms(window, starting, moment, times, tolerance, spread, noWake);
    }

    Terms withTimes(int newTimes) {
        return new Terms(window, starting, until, newTimes, tolerance, spread, noWake);
    }

    Terms withTolerance(Duration duration) {
        return new Terms(window, starting, until, times, duration, spread, noWake);
    }

    Terms withSpread(Duration duration) {
        return new Terms(window, starting, until, times, tolerance, duration, noWake);
    }

    Terms withNoWake() {
        return new Terms(window, starting, until, times, tolerance, spread, true);
    }

    boolean needZone() {
        return window != null || (starting != null && starting.needsZone()) || (until != null && until.needsZone());
    }

    boolean areRelative() {
        return (starting != null && starting.isRelative()) || (until != null && until.isRelative());
    }

    /** @param trustedAt what times of day count from; null: a time that is to come, so that they are ahead */
    Terms bind(Instant definedAt, @Nullable Instant trustedAt, ZoneId zone) {
        boolean ahead = trustedAt == null;
        Instant day = trustedAt == null ? definedAt : trustedAt;
        Moment from = starting == null ? null : starting.bind(definedAt, day, zone);
        Moment to = until == null ? null : until.bind(definedAt, day, zone);
        if (ahead && starting instanceof Moment.TimeOfDay) {
            from = new Moment.At(Limits.LATEST);
        }
        if (ahead && until instanceof Moment.TimeOfDay) {
            to = null;
        }
        return new Terms(window, from, to, times, tolerance, spread, noWake);
    }

    /** The chain of a rule under these terms, which must not be relative. */
    Chain chain(Rule rule, ZoneId zone) {
        Instant from = starting == null ? null : starting.in(zone);
        Instant to = until == null ? null : until.in(zone);
        Rule started = from == null ? rule : rule.startingAt(from);
        Chain chain = window == null ? started : WindowChains.chain(started, window, zone);
        return from == null && to == null ? chain : new BoundedChain(chain, from, to);
    }

    /** Whether an instant lies within window, start and end; these terms must not be relative. */
    boolean admit(Instant instant, ZoneId zone) {
        return (window == null || window.at(instant, zone) != null)
                && (starting == null || !instant.isBefore(starting.in(zone)))
                && (until == null || !instant.isAfter(until.in(zone)));
    }

    /** The offset of one machine's occurrences of a job: whole seconds less than the spread, drawn from the two names. */
    Duration spreadOffset(String installation, String job) {
        if (spread.isZero()) {
            return Duration.ZERO;
        }
        long hash = Hash.of(Hash.of(0, installation), job);
        return Duration.ofSeconds(Long.remainderUnsigned(hash, spread.toSeconds()));
    }

    /** The terms that stand in front of the zone in the text. */
    String textBeforeZone() {
        return window == null ? "" : window.text();
    }

    String textAfterZone() {
        StringBuilder text = new StringBuilder();
        if (starting != null) {
            text.append(" starting ").append(starting.text());
        }
        if (until != null) {
            text.append(" until ").append(until.text());
        }
        if (times > 0) {
            text.append(" times ").append(times);
        }
        if (!tolerance.isZero()) {
            text.append(" within ").append(Amount.print(tolerance));
        }
        if (!spread.isZero()) {
            text.append(" spread over ").append(Amount.print(spread));
        }
        return text.append(noWake ? " nowake" : "").toString();
    }

    String describe() {
        StringBuilder text = new StringBuilder();
        if (starting != null) {
            text.append(", starting ").append(starting.text());
        }
        if (until != null) {
            text.append(", until ").append(until.text());
        }
        if (times > 0) {
            text.append(times == 1 ? ", once" : ", " + times + " times");
        }
        if (!tolerance.isZero()) {
            text.append(", at most ").append(Amount.print(tolerance)).append(" late");
        }
        if (!spread.isZero()) {
            text.append(", spread over ").append(Amount.print(spread));
        }
        return text.append(noWake ? ", without waking the machine" : "").toString();
    }
}
