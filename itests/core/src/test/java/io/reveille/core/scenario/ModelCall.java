package io.reveille.core.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.ScheduledCall;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of one call by interval. Its times are seconds of elapsed time, which no step of the clock
 * changes; so is the rhythm, for ever.
 */
final class ModelCall {

    final String what;
    final String bundle;
    private final long given;
    private final long interval;
    private final long end; // no occurrence after this
    private final long tolerance;
    private long left; // of its occurrences
    private long chain; // the number of the last occurrence that has run, or was passed over
    private @Nullable Long attempt; // when the code is to be called once more for that
    private boolean over;
    private boolean underWay;
    private boolean cancelled;

    @Nullable
    ScheduledCall call;

    @Nullable
    CompletableFuture<JobResult> answer; // of the run under way

    ModelCall(String what, String bundle, long given, long interval, long times, long end, long tolerance) {
        this.what = what;
        this.bundle = bundle;
        this.given = given;
        this.interval = interval;
        this.left = times;
        this.end = end;
        this.tolerance = tolerance;
    }

    ScheduledCall given() {
        return requireNonNull(call);
    }

    /** Whether the call is planned or under way. */
    boolean isThere() {
        return !over || underWay;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Whether the call may still be cancelled. */
    boolean mayRun() {
        return !over && !cancelled;
    }

    /** When the code is called next. */
    OptionalLong next() {
        if (over || underWay) {
            return OptionalLong.empty();
        }
        Long again = attempt;
        return OptionalLong.of(again == null ? occurrence() : again);
    }

    private long occurrence() {
        return given + (chain + 1) * interval;
    }

    /** The number of the newest occurrence that has passed. */
    private long newest(long now) {
        return (Math.min(now, end) - given) / interval;
    }

    private boolean hasOccurrence() {
        return left > 0 && occurrence() <= end;
    }

    /** When the next occurrence has to begin: before another one is due. */
    private long latest() {
        boolean isLast = occurrence() + interval > end;
        return occurrence() + (isLast ? tolerance : Math.min(tolerance, interval - 1));
    }

    /** The code is called. */
    void begins(long now, long nominal, int missed) {
        assertThat(mayRun()).as("a call that is over is not called: %s", this).isTrue();
        assertThat(underWay).as("one run at a time: %s", this).isFalse();
        assertThat(now).as("not early: %s", this).isGreaterThanOrEqualTo(next().getAsLong());
        assertThat(nominal).as("nothing of the future: %s", this).isLessThanOrEqualTo(now);
        assertThat((nominal - given) % interval)
                .as("in its rhythm: %s at %s", this, nominal)
                .isZero();
        long number = (nominal - given) / interval;
        if (attempt == null) {
            assertThat(number - chain)
                    .as("each occurrence once: %s at %s", this, nominal)
                    .isEqualTo(Math.max(1, missed));
            left--;
        } else {
            assertThat(number - chain)
                    .as("another attempt: %s at %s", this, nominal)
                    .isEqualTo(missed);
        }
        attempt = null;
        chain = number;
        underWay = true;
    }

    /** The code is called, and does not see for what. */
    void begins(long now) {
        long newest = left == 1 && attempt == null ? chain + 1 : Math.max(chain, newest(now));
        begins(now, given + newest * interval, (int) (newest - chain));
    }

    /** The run has ended. */
    void ends(long now, JobResult result) {
        underWay = false;
        answer = null;
        chain = Math.max(chain, newest(now)); // what came due during the run is skipped
        Long again = result.retryDelay().map(delay -> now + delay.toSeconds()).orElse(null);
        attempt = again != null && (!hasOccurrence() || again < occurrence()) ? again : null;
        over |= cancelled || result.cancelsJob() || (attempt == null && !hasOccurrence());
    }

    void cancelled() {
        cancelled = true;
        over |= !underWay;
    }

    /** Nothing is overdue. */
    void check(long now) {
        next().ifPresent(next -> assertThat(attempt == null ? latest() : next)
                .as("nothing is overdue at %s: %s", now, this)
                .isGreaterThanOrEqualTo(now));
    }

    @Override
    public String toString() {
        return what + " given " + given + " by " + bundle + ", chain " + chain + ", left " + left + ", attempt "
                + attempt;
    }
}
