package io.reveille;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A call of code that is scheduled: the answer of {@link JobBuilder#call} and of its sisters. Needs not be kept by code
 * that never cancels. May be used by any thread.
 */
@ProviderType
public interface ScheduledCall {

    /** The code that is called. Whatever it throws is the failure of that one run. */
    @ConsumerType
    @FunctionalInterface
    interface Task {

        /** Does the work of one run, on a thread of Reveille's pool. */
        void run() throws Exception;
    }

    /**
     * Ends the schedule. A run under way goes on, and sees {@link JobContext#isCancelled()}.
     *
     * @return whether there was a schedule to end; false if it was over, or cancelled before
     */
    boolean cancel();

    /** Returns when the code is called next; empty if it is not, or being called now. */
    Optional<Instant> next();
}
