package io.reveille.webconsole.door;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts failed logins. No user is locked out: the right password is not counted, and is accepted however many have
 * failed. All come from one address where a tunnel or a proxy is in between, so addresses are not told apart.
 */
final class LoginLimit {

    /** The greatest number of failures in {@link #SECONDS}. */
    static final int FAILURES = 10;

    static final int SECONDS = 60;

    private final LongSupplier nanos;
    private final Deque<Long> failures = new ArrayDeque<>(); // the newest, each less than a minute ago; guarded by this

    LoginLimit(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a failure; returns whether there are too many. */
    synchronized boolean failed() {
        long now = nanos.getAsLong();
        while (!failures.isEmpty() && now - failures.element() >= TimeUnit.SECONDS.toNanos(SECONDS)) {
            failures.remove();
        }
        if (failures.size() == FAILURES) {
            return true;
        }
        failures.add(now);
        return false;
    }
}
