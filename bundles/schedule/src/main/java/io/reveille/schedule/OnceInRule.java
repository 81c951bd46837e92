package io.reveille.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A single instant, so much elapsed time after the definition; a day is 24 hours. */
record OnceInRule(int number, Unit unit) implements Rule {
    OnceInRule {
        if (number < 1 || number > unit.max()) {
            throw new IllegalArgumentException(
                    "cannot schedule once in " + unit.count(number) + ": expected " + unit.expectedInterval());
        }
    }

    static OnceInRule of(Duration duration) {
        if (!Amount.isDuration(duration)) {
            throw new IllegalArgumentException("cannot schedule once in " + duration + ": expected " + Amount.DURATION);
        }
        Amount amount = Amount.of(duration);
        return new OnceInRule(amount.number(), amount.unit());
    }

    OnceAtRule bind(Instant definedAt) {
        return new OnceAtRule(Limits.clamp(definedAt).plusSeconds((long) number * unit.seconds()));
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        throw ScheduleOccurrences.unbound(text());
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        throw ScheduleOccurrences.unbound(text());
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        throw ScheduleOccurrences.unbound(text());
    }

    @Override
    public boolean isRelative() {
        return true;
    }

    @Override
    public boolean isElapsed() {
        return true;
    }

    @Override
    public InWindow inWindow() {
        return InWindow.IS_FILTERED;
    }

    @Override
    public String sentence() {
        return "Once, " + unit.count(number) + " after its definition";
    }

    @Override
    public String text() {
        return "once in " + unit.count(number);
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
