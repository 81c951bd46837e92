package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the gateway sleeps, as of one moment.
 *
 * @param now what it does, and why
 * @param backend what puts it to sleep
 * @param inhibitors who keeps it awake: services and holds
 * @param totals all sleeps so far, over power-offs too
 * @param recent the last sleeps and attempts, the newest first
 */
public record PowerStatus(Now now, Backend backend, List<Inhibitor> inhibitors, Totals totals, List<Sleep> recent) {

    public PowerStatus {
        inhibitors = List.copyOf(inhibitors);
        recent = List.copyOf(recent);
    }

    /** The last sleep or attempt. */
    public Optional<Sleep> last() {
        return recent.stream().findFirst();
    }

    /**
     * What it does.
     *
     * @param doing why it is awake, or until when it sleeps, in words
     * @param since since when it says so
     * @param problem what somebody should look at: settings that were refused, a run that keeps it awake; empty if all is
     *     well
     */
    public record Now(String doing, Instant since, String problem) {}

    /**
     * What puts the machine to sleep.
     *
     * @param name its name
     * @param usable whether it can
     * @param findings what it found on this machine, in words
     * @param failures how often in a row it has failed
     * @param givenUp whether it is not tried any more, until {@link PowerService#tryAgain()} or a restart
     * @param latency how much earlier than needed the machine is woken, as measured
     */
    public record Backend(
            String name, boolean usable, List<String> findings, int failures, boolean givenUp, Duration latency) {
        public Backend {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Who keeps the gateway awake.
     *
     * @param name who
     * @param reason why
     * @param since since when
     * @param until when it ends by itself
     */
    public record Inhibitor(String name, String reason, Instant since, Optional<Instant> until) {}

    /**
     * Counts since the first start; a kill loses those since the start before.
     *
     * @param sleeps how often it slept
     * @param foreign how many of them something else than the alarm ended
     * @param failures how many attempts failed
     * @param simulated how often it would have slept
     * @param asleep how long it slept in all
     */
    public record Totals(long sleeps, long foreign, long failures, long simulated, Duration asleep) {}

    /**
     * One sleep, or an attempt.
     *
     * @param start when it began
     * @param wake when the machine had to be awake; empty if it slept without an alarm
     * @param slept how long it slept
     * @param end why it ended: {@code ALARM}, {@code FOREIGN}, {@code POWERED_OFF}, {@code FAILED}, {@code SIMULATED}
     * @param detail more, in words; may be empty
     * @param firstJob the first job that ran afterwards; empty as long as none has ended
     * @param late how much later than the deadline that it slept for that job started, or than its own nominal time if
     *     that came later; zero if before it
     */
    public record Sleep(
            Instant start,
            Optional<Instant> wake,
            Duration slept,
            String end,
            String detail,
            Optional<String> firstJob,
            Duration late) {}
}
