package io.reveille.adopt;

import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * The job that a service describes in the words of Karaf's and Sling's schedulers, put into ours.
 *
 * @param name the job's name
 * @param schedule the schedule as text
 * @param concurrent whether a run may begin during another one
 * @param immediate whether a run begins as soon as the service is there, too
 */
record Wish(String name, String schedule, boolean concurrent, boolean immediate) {

    /** Service property, String: a cron pattern in the dialect of Quartz. */
    static final String EXPRESSION = "scheduler.expression";

    /** Service property, Long: the seconds from run to run. */
    static final String PERIOD = "scheduler.period";

    /** Service property, Integer: how often it runs by its period; less than 1: without end. */
    static final String TIMES = "scheduler.times";

    /** Service property, Boolean: whether it runs at once too; false by default. */
    static final String IMMEDIATE = "scheduler.immediate";

    /** Service property, Boolean: whether it may run beside itself; true by default. */
    static final String CONCURRENT = "scheduler.concurrent";

    /** Service property, String: the job's name. */
    static final String NAME = "scheduler.name";

    /** Service property of Sling, String or String[]: on which machines of a cluster it runs. */
    static final String RUN_ON = "scheduler.runOn";

    private static final List<String> ANY_ONE = List.of("LEADER", "SINGLE");

    private static final int LONGEST_NAME = 64;

    /**
     * Reads a service's properties.
     *
     * @throws IllegalArgumentException with the reason why the service cannot be taken
     */
    static Wish of(ServiceReference<?> service) {
        String machines = text(service, RUN_ON);
        if (machines != null && !ANY_ONE.contains(machines)) {
            throw new IllegalArgumentException(RUN_ON + " is \"" + machines
                    + "\", which names machines of a cluster; Reveille knows no other machine");
        }
        return new Wish(
                name(service), schedule(service), flag(service, CONCURRENT, true), flag(service, IMMEDIATE, false));
    }

    private static String schedule(ServiceReference<?> service) {
        String pattern = text(service, EXPRESSION);
        if (pattern != null) {
            try {
                return Schedule.quartz(pattern, ZoneId.systemDefault()).toString(); // as Quartz has it
            } catch (ScheduleSyntaxException e) {
                throw new IllegalArgumentException(EXPRESSION + ": " + e.getMessage(), e);
            }
        }
        String schedule = "every " + number(service, PERIOD, 0) + " seconds";
        long times = number(service, TIMES, 0);
        try {
            return Schedule.parse(times < 1 ? schedule : schedule + " times " + times)
                    .toString();
        } catch (ScheduleSyntaxException e) {
            throw new IllegalArgumentException(PERIOD + " or " + TIMES + ": " + e.getMessage(), e);
        }
    }

    /** The name that it gives, else one that stays over a restart, as the number of a service does not. */
    static String name(ServiceReference<?> service) {
        String name = text(service, NAME);
        if (name == null) {
            name = text(service, "component.name"); // by the specification of Declarative Services
        }
        if (name == null) {
            name = text(service, Constants.SERVICE_PID);
        }
        if (name == null) {
            name = service.getBundle() == null ? "unknown" : service.getBundle().getSymbolicName();
        }
        String usable = name.strip().replaceAll("[/\\p{Cntrl}]", "-");
        return usable.length() <= LONGEST_NAME ? usable : usable.substring(usable.length() - LONGEST_NAME);
    }

    private static long number(ServiceReference<?> service, String property, long ifNone) {
        Object value = service.getProperty(property);
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        try {
            return value == null ? ifNone : Long.parseLong(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(property + " is \"" + value + "\", expected a whole number", e);
        }
    }

    private static boolean flag(ServiceReference<?> service, String property, boolean ifNone) {
        Object value = service.getProperty(property);
        return value == null ? ifNone : Boolean.parseBoolean(value.toString().strip());
    }

    /** A text, or the only one of an array; null if there is none. */
    private static @Nullable String text(ServiceReference<?> service, String property) {
        Object value = service.getProperty(property);
        if (value instanceof String[] texts) {
            value = texts.length == 0 ? null : String.join(", ", texts);
        }
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
