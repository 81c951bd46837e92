package io.reveille.core.transfer;

import io.reveille.JobTransfer;

/**
 * How long a document may be on this gateway: what is made of it has to fit into the memory beside all else. Its text, its
 * values, and the jobs that come of them take some ten bytes for each character.
 */
public final class SizeLimit {

    /** A document may have a character for so many bytes of the heap. */
    private static final int BYTES = 16;

    private SizeLimit() {}

    /** In characters, with the memory that this process may have. */
    public static int here() {
        return of(Runtime.getRuntime().maxMemory());
    }

    /** In characters, with a heap of so many bytes. */
    static int of(long heap) {
        return (int) Math.min(JobTransfer.MAX_LENGTH, heap / BYTES);
    }

    /** Says what the limit is, and what to do about it. */
    public static String inWords(int limit) {
        return "at most " + limit + " are taken"
                + (limit < JobTransfer.MAX_LENGTH
                        ? ", a " + BYTES + "th of the memory of "
                                + (Runtime.getRuntime().maxMemory() >> 20)
                                + " MB (-Xmx); split it, or give the gateway more memory"
                        : "; split it");
    }
}
