package io.reveille.core.state;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.UUID;

/**
 * How the wall clock was set when times were written down. With it, a record that was saved before a step, or is newer
 * than what is saved of the clock, is told from one that has moved along.
 *
 * @param series names the steps that are counted together: those of one run of the machine, as far as all are known;
 *     empty: none is known
 * @param sum of all steps in the series
 */
public record ClockSteps(String series, Duration sum) {

    /** None yet, in any series. */
    public static final ClockSteps NONE = new ClockSteps("", Duration.ZERO);

    /** A series of its own. */
    public static ClockSteps begin() {
        return new ClockSteps(UUID.randomUUID().toString().substring(0, 8), Duration.ZERO);
    }

    /** One more step. */
    public ClockSteps plus(Duration step) {
        return new ClockSteps(series, sum.plus(step));
    }

    /**
     * The span by which the clock has stepped since then. A time of an earlier series was taken over, as it was, when
     * this one began.
     */
    public Duration since(ClockSteps then) {
        return then.series.equals(series) ? sum.minus(then.sum) : sum;
    }

    /** Whether it is known which steps these are. */
    public boolean isKnown() {
        return !series.isEmpty();
    }

    /** Whether there is anything to tell of a job. */
    boolean isAny() {
        return !sum.isZero();
    }

    void write(Written json) {
        json.put("clock", series).put("stepped", isAny() ? sum.toString() : "");
    }

    static ClockSteps read(Fields json) {
        String text = json.text("stepped");
        try {
            return new ClockSteps(json.text("clock"), text.isEmpty() ? Duration.ZERO : Duration.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"stepped\" is no duration: " + text, e);
        }
    }
}
