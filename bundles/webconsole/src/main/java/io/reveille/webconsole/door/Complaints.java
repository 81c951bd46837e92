package io.reveille.webconsole.door;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Logs refused requests: each one, or in a flood only their number, so that they cannot fill the log. There is room for
 * {@link #BURST} lines at once, and for one more every {@link #SECONDS_A_LINE} seconds.
 */
final class Complaints {

    static final int BURST = 60;
    static final int SECONDS_A_LINE = 6;

    private static final long NANOS_A_LINE = TimeUnit.SECONDS.toNanos(SECONDS_A_LINE);
    private static final int LONGEST = 300;

    private final Consumer<String> log;
    private final LongSupplier nanos;

    private int room = BURST; // guarded by this, as the fields below
    private long grown; // when room was made last
    private int left;

    Complaints(Consumer<String> log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.grown = nanos.getAsLong();
    }

    synchronized void tell(String text) {
        long lines = (nanos.getAsLong() - grown) / NANOS_A_LINE;
        grown += lines * NANOS_A_LINE;
        room = (int) Math.min(BURST, room + lines);
        if (room == 0) {
            left++;
            return;
        }
        room--;
        String more = left > 0 ? left + " such requests before have no line here. " : "";
        left = 0;
        log.accept(more + printable(text));
    }

    /** Escapes texts of the request, which may contain line ends or control characters for terminals. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return text.length() > LONGEST ? line + "..." : line.toString();
    }
}
