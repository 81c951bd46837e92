package io.reveille.power.cycle;

import io.reveille.power.cycle.MachineClocks.Moment;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sleep really was: what a back end says, held against the clocks. Pure.
 *
 * @param end why it ended
 * @param slept how long the machine slept, by its clocks
 * @param late how long after the alarm the program went on; only where the alarm ended the sleep
 * @param detail in words
 */
record SleepVerdict(End end, Duration slept, Optional<Duration> late, String detail) {

    /** Shorter than any machine sleeps, longer than clocks that are read one after the other may differ. */
    private static final Duration SLEEP = Duration.ofMillis(300);

    /** An alarm is on the second, and may have been rounded down by one; a bit for an RTC that runs faster. */
    private static final Duration EARLY = Duration.ofSeconds(3);

    /** @param longest how long after its alarm a machine may take to be there */
    static SleepVerdict of(Optional<Instant> wake, Result result, Moment before, Moment after, Duration longest) {
        Duration slept = before.asleepUntil(after);
        if (result.end() != End.ALARM && result.end() != End.FOREIGN) {
            return new SleepVerdict(result.end(), slept, Optional.empty(), result.detail());
        }
        if (slept.compareTo(SLEEP) < 0) {
            return failed(slept, "it says that it slept (" + result.detail() + "), and the clocks say that it did not");
        }
        Optional<Instant> alarm = result.othersAlarm().or(() -> wake);
        // In elapsed time: the wall clock may have been set meanwhile.
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

    /** Whether the machine slept, and as it should. */
    boolean isSleep() {
        return end == End.ALARM || end == End.FOREIGN;
    }

    private static SleepVerdict failed(Duration slept, String detail) {
        return new SleepVerdict(End.FAILED, slept, Optional.empty(), detail);
    }
}
