package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A single instant, so much elapsed time after the definition; a day is 24 hours. */
record OnceIn(int number, Unit unit) implements Chain {
    OnceIn {
        if (number < 1 || number > unit.max()) {
            throw new IllegalArgumentException(
                    "cannot schedule once in " + unit.count(number) + ": expected " + unit.expectedInterval());
        }
    }

    OnceAt bind(Instant definedAt) {
        return new OnceAt(Limits.clamp(definedAt).plusSeconds((long) number * unit.seconds()));
    }

    private IllegalStateException unbound() {
        return new IllegalStateException(
                "\"" + this + "\" counts from its definition, which is not known here: call bind(definedAt) first");
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        throw unbound();
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        throw unbound();
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        throw unbound();
    }

    @Override
    public boolean isRelative() {
        return true;
    }

    @Override
    public String describe() {
        return "Once, " + unit.count(number) + " after its definition";
    }

    @Override
    public String toString() {
        return "once in " + unit.count(number);
    }
}
