package io.reveille.core.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls on their way to the engine's thread: those just given, and those just cancelled. The engine is woken for one
 * only if it would look too late otherwise: whoever gives a thousand calls for later does not cross threads a thousand
 * times. Needs no memory. May be used by any thread.
 */
final class CallArrivals {

    /** So many calls lie here at most before the engine is woken: cancelled ones keep their code from being collected. */
    private static final int MOST = 1000;

    private final Runnable wake;

    private final Object lock = new Object(); // guards all below, and the two fields of each call
    private @Nullable Call first;
    private @Nullable Call last;
    private int waiting;
    private boolean closed;

    private volatile boolean empty = true;
    private volatile @Nullable Instant looksBy; // when the engine looks next by itself; null: not at all

    /** @param wake ends the engine's wait */
    CallArrivals(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Adds a call, unless it lies here already.
     *
     * @param by when the engine has to know of it at the latest; null: soon
     * @throws IllegalStateException if Reveille has stopped
     */
    void add(Call call, @Nullable Instant by) {
        int now;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("Reveille has stopped.");
            }
            if (call.arriving) {
                return;
            }
            call.arriving = true;
            if (last == null) {
                first = call;
            } else {
                last.nextArrival = call;
            }
            last = call;
            empty = false;
            now = ++waiting;
        }
        Instant looks = looksBy; // read after the call is there: the engine looks here once more before it waits
        if (by == null || looks == null || by.isBefore(looks) || now == MOST) {
            wake.run();
        }
    }

    /** Takes the oldest one out; null: there is none. */
    @Nullable
    Call poll() {
        if (empty) {
            return null;
        }
        synchronized (lock) {
            Call call = first;
            if (call != null) {
                first = call.nextArrival;
                last = first == null ? null : last;
                call.nextArrival = null;
                call.arriving = false;
                waiting--;
            }
            empty = first == null;
            return call;
        }
    }

    /** Puts one back in its old place, since it could not be taken in. */
    void putBack(Call call) {
        synchronized (lock) {
            if (!call.arriving) {
                call.arriving = true;
                call.nextArrival = first;
                first = call;
                last = last == null ? call : last;
                empty = false;
                waiting++;
            }
        }
    }

    /**
     * Notes when the engine looks next by itself; returns whether it may wait until then: nothing has come meanwhile.
     *
     * @param next null: not at all
     */
    boolean looksBy(@Nullable Instant next) {
        looksBy = next;
        return empty;
    }

    /** Takes no more. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
    }
}
