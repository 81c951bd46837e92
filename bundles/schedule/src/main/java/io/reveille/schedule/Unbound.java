package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The chain of a schedule that starts or ends so long after its definition. */
record Unbound(String text) implements Chain {
    private IllegalStateException unbound() {
        return of(text);
    }

    static IllegalStateException of(String text) {
        return new IllegalStateException(
                "\"" + text + "\" counts from its definition, which is not known here: call bind(definedAt) first");
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
}
