package io.reveille.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of a job definition, in a factory configuration {@value #FACTORY_PID} and, with {@value #PREFIX} in
 * front, of a handler's service.
 */
public final class JobProperties {

    /** The factory PID of job definitions. */
    public static final String FACTORY_PID = "io.reveille.job";

    /** The prefix of each property of a definition that a handler's service carries. */
    public static final String PREFIX = "job.";

    /** String: the job's name and identity; 1 to 64 printable characters, no slash, no control character. */
    public static final String NAME = "name";

    /** String: the schedule as text. */
    public static final String SCHEDULE = "schedule";

    /** String: the name of the handler. */
    public static final String HANDLER = "handler";

    /** String: the arguments as one JSON object of at most 16 KB; empty or absent means none. */
    public static final String ARGS = "args";

    /** String[], or one String with commas between them: tags. */
    public static final String TAGS = "tags";

    /** String: the policy for missed occurrences: {@code once} (the default), {@code skip}, {@code all}. */
    public static final String MISFIRE = "misfire";

    /** Integer: the greatest number of missed occurrences that run with {@code all}; 1 to 1000, default 100. */
    public static final String MISFIRE_LIMIT = "misfire.limit";

    /**
     * String: the policy for an occurrence that comes due during a run: {@code skip} (the default), {@code queue},
     * {@code parallel}.
     */
    public static final String OVERLAP = "overlap";

    /**
     * String: the policy for a run that a crash cuts off: {@code at-least-once} (the default), {@code at-most-once}.
     */
    public static final String DELIVERY = "delivery";

    /** String: how long a run may take: {@code none} (the default) or a duration, {@code 10 minutes}. */
    public static final String TIMEOUT = "timeout";

    /**
     * String or Integer: how a failed run is tried again: {@code 0} (the default), {@code 3},
     * {@code 3 from 10 seconds to 1 hour}.
     */
    public static final String RETRY = "retry";

    /**
     * Integer: the priority, -100 to 100, default 0: of several jobs due together the one with the highest goes first.
     */
    public static final String PRIORITY = "priority";

    /**
     * Integer: how many runs of the handler may be under way, the job's own included, when a run starts; 1 to 64,
     * default 0: any number.
     */
    public static final String CONCURRENCY = "concurrency";

    /**
     * String[], or one String with commas between them: the conditions for a run, all of which must hold; see
     * {@link RunGate}.
     */
    public static final String GATES = "gates";

    /** String: how long an occurrence waits for its gates: {@code until next} (the default) or a duration. */
    public static final String DEFER = "defer";

    /**
     * Integer: the format that the definition is written in; {@value #NEWEST_FORMAT}, the default. A definition of a
     * newer format is kept as it is and not used.
     */
    public static final String FORMAT = "format";

    /** The newest format that this Reveille reads. */
    public static final int NEWEST_FORMAT = 1;

    /**
     * Integer, of a handler's service: how many runs the handler accepts at once, of all its jobs; 0 or absent: any
     * number.
     */
    public static final String HANDLER_CONCURRENCY = PREFIX + HANDLER + ".concurrency";
    /**
     * All properties of a definition, in the order above. Other properties at a definition's address do not belong to
     * the definition.
     */
    public static final List<String> ALL = List.of(
            NAME,
            SCHEDULE,
            HANDLER,
            ARGS,
            TAGS,
            MISFIRE,
            MISFIRE_LIMIT,
            OVERLAP,
            DELIVERY,
            TIMEOUT,
            RETRY,
            PRIORITY,
            CONCURRENCY,
            GATES,
            DEFER,
            FORMAT);

    private JobProperties() {}

    /**
     * Replaces the definition at an address. A definition omits properties with default values, so all properties of
     * the old definition are removed; properties that do not belong to a definition are kept.
     *
     * @param there all properties at the address
     * @param definition the whole new definition
     * @return all properties that the address is to have, as a new map
     */
    public static Map<String, Object> replace(Map<String, Object> there, Map<String, Object> definition) {
        Map<String, Object> all = new HashMap<>(there);
        all.keySet().removeAll(ALL);
        all.putAll(definition);
        return all;
    }

    /** Returns the definition's own properties among all at its address, as a new map. */
    public static Map<String, Object> definition(Map<String, Object> there) {
        Map<String, Object> own = new HashMap<>(there);
        own.keySet().retainAll(ALL);
        return own;
    }
}
