package io.reveille;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status of the gateway's sleep at one moment.
 *
 * @param now the current activity, and the reason for it
 * @param backend the back end that puts the machine to sleep
 * @param inhibitors the services and holds that keep the gateway awake
 * @param totals the totals of all sleeps so far, over power-offs too
 * @param recent the last sleeps and attempts, the newest first
 */
public record PowerStatus(Now now, Backend backend, List<Inhibitor> inhibitors, Totals totals, List<Sleep> recent) {

    public PowerStatus {
        inhibitors = List.copyOf(inhibitors);
        recent = List.copyOf(recent);
    }

    /** Returns the last sleep or attempt. */
    public Optional<Sleep> last() {
        return recent.stream().findFirst();
    }

    /**
     * The gateway's current activity.
     *
     * @param doing why the gateway is awake, or until when it sleeps, in words
     * @param since since when this has been so
     * @param problem a problem that needs attention: settings that were refused, a run that keeps the gateway awake;
     *     empty if all is well
     */
    public record Now(String doing, Instant since, String problem) {}

    /**
     * The status of the back end that puts the machine to sleep.
     *
     * @param name the name
     * @param usable whether the back end can put the machine to sleep
     * @param findings the findings of its probe of this machine, in words
     * @param failures the number of failures in a row
     * @param givenUp whether the back end is not tried any more, until {@link PowerService#tryAgain()} or a restart
     * @param latency how much earlier than needed the machine is woken, as measured
     */
    public record Backend(
            String name, boolean usable, List<String> findings, int failures, boolean givenUp, Duration latency) {
        public Backend {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A service or hold that keeps the gateway awake.
     *
     * @param name the name of the service, or of the caller of {@link PowerService#keepAwake}
     * @param reason the reason
     * @param since since when the gateway is kept awake
     * @param until when the hold ends by itself; empty for a service
     */
    public record Inhibitor(String name, String reason, Instant since, Optional<Instant> until) {}

    /**
     * The totals since the first start; if the gateway is killed, what has been counted since its last start is lost.
     *
     * @param sleeps the number of sleeps
     * @param foreign the number of sleeps that something other than the alarm ended
     * @param failures the number of failed attempts
     * @param simulated the number of simulated sleeps
     * @param asleep the total time asleep
     */
    public record Totals(long sleeps, long foreign, long failures, long simulated, Duration asleep) {}

    /**
     * One sleep, or an attempt.
     *
     * @param start when the sleep began
     * @param wake when the machine had to be awake; empty if it slept without an alarm
     * @param slept how long the machine slept
     * @param end why the sleep ended: {@code ALARM}, {@code FOREIGN}, {@code POWERED_OFF}, {@code FAILED},
     *     {@code SIMULATED}
     * @param detail further details, in words; may be empty
     * @param firstJob the first job that ran afterwards; empty as long as none has ended
     * @param late how much later that job started than the deadline that the sleep was planned for, or than the job's
     *     own nominal time if that came later; zero if it started before
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
