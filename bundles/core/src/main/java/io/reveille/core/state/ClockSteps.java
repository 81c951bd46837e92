package io.reveille.core.state;

import java.time.DateTimeException;
import java.time.Duration;

/**
 * How the wall clock was set when times were written down. With it, a record that was saved before a step, or is newer
 * than what is saved of the clock, is told from one that has moved along.
 *
 * @param boot names a run of the machine
 * @param sum of all steps of the wall clock in that run
 */
public record ClockSteps(String boot, Duration sum) {

    /** None yet, in any run of the machine. */
    public static final ClockSteps NONE = new ClockSteps("", Duration.ZERO);

    /** One more step. */
    public ClockSteps plus(Duration step) {
        return new ClockSteps(boot, sum.plus(step));
    }

    /**
     * How far the clock has stepped since then. What was written in an earlier run of the machine was taken over, as it
     * was, when this one began.
     */
    public Duration since(ClockSteps then) {
        return then.boot.equals(boot) ? sum.minus(then.sum) : sum;
    }

    /** Whether there is anything to tell. */
    boolean isAny() {
        return !sum.isZero();
    }

    /** The sum as it is stored; empty if there is nothing to tell. */
    String text() {
        return isAny() ? sum.toString() : "";
    }

    static ClockSteps read(Fields json) {
        return json.has("stepped") ? new ClockSteps(json.text("boot"), sum(json)) : NONE;
    }

    static Duration sum(Fields json) {
        String text = json.text("stepped");
        try {
            return text.isEmpty() ? Duration.ZERO : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"stepped\" is no duration: " + text, e);
        }
    }
}
