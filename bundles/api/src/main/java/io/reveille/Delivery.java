package io.reveille;

/** The policy for an occurrence whose run is cut off by a crash, a kill or a power cut. */
public enum Delivery {
    /**
     * The occurrence runs again, unless the end of the run was saved. The default; the handler must tolerate doing its
     * work twice.
     */
    AT_LEAST_ONCE,
    /**
     * The occurrence never runs again: the start of its run is saved before the handler is called, and after a crash
     * the run counts as {@link RunOutcome#ABANDONED}. Whether the promise survives a power cut depends on the store:
     * see {@link io.reveille.spi.StateStore#survives()}. Not allowed together with retries.
     */
    AT_MOST_ONCE
}
