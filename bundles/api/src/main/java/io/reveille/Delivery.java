package io.reveille;

/** What a crash, a kill or a power cut in the middle of a run means for its occurrence. */
public enum Delivery {
    /** It runs again, unless its end was saved. The default; a handler should not mind doing its work twice. */
    AT_LEAST_ONCE,
    /**
     * It never runs again: its start is saved before the handler is called, and after a crash it is
     * {@link RunOutcome#ABANDONED}. How hard that promise is depends on the store: see
     * {@link io.reveille.spi.StateStore#survives()}. Refuses retries.
     */
    AT_MOST_ONCE
}
