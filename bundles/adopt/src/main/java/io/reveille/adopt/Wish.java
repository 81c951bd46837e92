package io.reveille.adopt;

import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.osgi.framework.ServiceReference;

/**
 * The job that a service describes in the words of Karaf's and Sling's schedulers, put into ours.
 *
 * @param name the name that it asks for
 * @param pattern the schedule as text; empty: it runs by its period
 * @param period in seconds
 * @param times how often it runs by its period; 0: without end
 * @param concurrent whether a run may begin during another one
 * @param immediate whether its first run by its period begins at once
 */
record Wish(String name, String pattern, long period, long times, boolean concurrent, boolean immediate) {

    /** Service property, String: a cron pattern in the dialect of Quartz; the period does not count beside it. */
    static final String EXPRESSION = "scheduler.expression";

    /** Service property, Long: the seconds from run to run. */
    static final String PERIOD = "scheduler.period";

    /** Service property, Integer: how often it runs by its period, from when the service comes; -1: without end. */
    static final String TIMES = "scheduler.times";

    /** Service property, Boolean: whether the first run by its period begins at once; false by default. */
    static final String IMMEDIATE = "scheduler.immediate";

    /** Service property, Boolean: whether it may run beside itself; true by default. */
    static final String CONCURRENT = "scheduler.concurrent";

    /** Service property of Sling, String or String[]: on which machines of a cluster it runs. */
    static final String RUN_ON = "scheduler.runOn";

    private static final List<String> ANY_ONE = List.of("LEADER", "SINGLE");

    private static final long MOST = 1_000_000_000; // of seconds and of times, in a schedule

    /** Seconds within which the engine knows of a new job; a start before that would have passed already. */
    private static final int AT_ONCE = 2;

    /**
     * Reads a service's properties.
     *
     * @throws IllegalArgumentException with the reason why the service cannot be taken, in one line
     */
    static Wish of(ServiceReference<?> service) {
        TheirProperties given = new TheirProperties(service);
        String machines = given.text(RUN_ON);
        if (!machines.isEmpty() && !ANY_ONE.contains(machines)) {
            throw new IllegalArgumentException(RUN_ON + " is \"" + machines
                    + "\", which names machines of a cluster; Reveille knows no other machine");
        }
        String name = WantedName.of(given);
        boolean concurrent = given.flag(CONCURRENT, true);
        if (given.has(EXPRESSION)) {
            return new Wish(name, pattern(given.text(EXPRESSION)), 0, 0, concurrent, false);
        }
        long period = given.number(PERIOD, 0);
        if (period < 1 || period > MOST) {
            throw new IllegalArgumentException(PERIOD + " is " + period + ", expected 1 to " + MOST + " seconds");
        }
        long times = given.number(TIMES, -1);
        if (times == 0 || times < -1) {
            throw new IllegalArgumentException(TIMES + " is " + times + ", expected at least 1, or -1 for without end");
        }
        boolean isEndless = times < 0 || times > MOST;
        return new Wish(name, "", period, isEndless ? 0 : times, concurrent, given.flag(IMMEDIATE, false));
    }

    private static String pattern(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException(EXPRESSION + " is empty");
        }
        try {
            return Schedule.quartz(pattern, ZoneId.systemDefault()).toString(); // as Quartz has it
        } catch (ScheduleSyntaxException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElseThrow();
            throw new IllegalArgumentException(EXPRESSION + ": " + reason, e);
        }
    }

    /**
     * The schedule as text.
     *
     * @param now from when times count: another schedule each time that the service comes, so that the job begins anew
     */
    String schedule(Instant now) {
        if (!pattern.isEmpty()) {
            return pattern;
        }
        String schedule = "every " + period + " seconds";
        if (times == 0) {
            return Schedule.parse(schedule).toString();
        }
        Instant first = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(immediate ? AT_ONCE : period);
        return Schedule.parse(schedule + " starting " + first + " times " + times)
                .toString();
    }

    /** Whether a run begins beside the schedule, as soon as the service is there. */
    boolean runsAtOnce() {
        return immediate && times == 0;
    }
}
