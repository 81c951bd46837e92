package io.reveille.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has no time of its own: the engine runs it when the thing happens. */
sealed interface Event extends Rule {
    /** The start of the system. */
    record Reboot() implements Event {
        @Override
        public String sentence() {
            return "At each start of the system";
        }

        @Override
        public String text() {
            return "@reboot";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** The end of another job's run. */
    record AfterJob(Predecessor predecessor) implements Event {
        @Override
        public String sentence() {
            String job = "\"" + predecessor.job() + "\"";
            return switch (predecessor.ending()) {
                case SUCCEEDS -> "After " + job + " succeeds";
                case FAILS -> "After " + job + " fails";
                case ENDS -> "After " + job + " ends, well or not";
            };
        }

        @Override
        public String text() {
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

    @Override
    default boolean isEvent() {
        return true;
    }

    @Override
    default InWindow inWindow() {
        return InWindow.IS_FILTERED;
    }

    @Override
    default @Nullable Instant next(Instant after, long seed) {
        return null;
    }

    @Override
    default @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return null;
    }

    @Override
    default int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return 0;
    }
}
