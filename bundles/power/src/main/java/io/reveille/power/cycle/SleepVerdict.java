package io.reveille.power.cycle;

import io.reveille.power.cycle.MachineClocks.Moment;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The verdict on a sleep: the back end's result, checked against the clocks. Pure.
 *
 * @param end why the sleep ended
 * @param slept how long the machine slept, by its clocks
 * @param late how long after the alarm the program went on; only if the alarm ended the sleep
 * @param detail further details, in words
 */
record SleepVerdict(End end, Duration slept, Optional<Duration> late, String detail) {

    /**
     * The shortest difference between the clocks that counts as a sleep: shorter than any real sleep, longer than the
     * time between two readings.
     */
    private static final Duration SLEEP = Duration.ofMillis(300);

    /**
     * How long before the wake time an alarm may go off: alarms are rounded down to the second, and an RTC may run
     * fast.
     */
    private static final Duration EARLY = Duration.ofSeconds(3);

    /** @param longest the longest time after its alarm that a machine may take to wake */
    static SleepVerdict of(Optional<Instant> wake, Result result, Moment before, Moment after, Duration longest) {
        Duration slept = before.asleepUntil(after);
        if (result.end() != End.ALARM && result.end() != End.FOREIGN) {
            return new SleepVerdict(result.end(), slept, Optional.empty(), result.detail());
        }
        if (slept.compareTo(SLEEP) < 0) {
            return failed(slept, "the back end reports a sleep (" + result.detail() + "), but the clocks show none");
        }
        Optional<Instant> alarm = result.othersAlarm().or(() -> wake);
        // Computed from elapsed time: the wall clock may have been set meanwhile.
        Optional<Duration> late = alarm.map(time -> before.until(after).minus(Duration.between(before.wall(), time)));
        if (late.isPresent() && late.get().compareTo(longest) > 0) {
            return failed(
                    slept,
                    "it woke " + late.get().toSeconds() + " s after the alarm for " + alarm.orElseThrow() + ": "
                            + result.detail());
        }
        if (result.end() == End.FOREIGN || late.isEmpty()) {
            return new SleepVerdict(End.FOREIGN, slept, Optional.empty(), result.detail());
        }
        if (late.get().plus(EARLY).isNegative()) {
            return new SleepVerdict(
                    End.FOREIGN,
                    slept,
                    Optional.empty(),
                    "it woke " + late.get().negated().toSeconds() + " s before the alarm for " + alarm.orElseThrow()
                            + ": " + result.detail());
        }
        return new SleepVerdict(End.ALARM, slept, late, result.detail());
    }

    /** Returns whether the machine slept as it should. */
    boolean isSleep() {
        return end == End.ALARM || end == End.FOREIGN;
    }

    private static SleepVerdict failed(Duration slept, String detail) {
        return new SleepVerdict(End.FAILED, slept, Optional.empty(), detail);
    }
}
