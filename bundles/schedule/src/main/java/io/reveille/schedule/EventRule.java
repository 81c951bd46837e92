package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule without times: a schedule with it occurs when something happens, and the engine knows when.
 *
 * @param predecessor the job whose end it follows; null: it follows each start of the system
 */
record EventRule(@Nullable Predecessor predecessor) implements Rule {
    static final String REBOOT = "@reboot";

    @Override
    public boolean isEvent() {
        return true;
    }

    @Override
    public InWindow inWindow() {
        return InWindow.IS_FILTERED;
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        return null;
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return null;
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return 0;
    }

    @Override
    public String sentence() {
        if (predecessor == null) {
            return "At each start of the system";
        }
        String ends =
                predecessor.ending().word() + (predecessor.ending() == Predecessor.Ending.ENDS ? ", well or not" : "");
        return "After \"" + predecessor.job() + "\" " + ends;
    }

    @Override
    public String text() {
        if (predecessor == null) {
            return REBOOT;
        }
        boolean succeeds = predecessor.ending() == Predecessor.Ending.SUCCEEDS;
        String quoted = predecessor.job().replace("\\", "\\\\").replace("\"", "\\\"");
        return "after \"" + quoted + "\""
                + (succeeds ? "" : " " + predecessor.ending().word());
    }

    @Override
    public String toString() {
        return text();
    }
}
