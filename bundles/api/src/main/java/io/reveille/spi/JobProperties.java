package io.reveille.spi;

/**
 * The properties of a job definition, in a factory configuration {@value #FACTORY_PID} and, with {@value #PREFIX} in
 * front, of a handler's service.
 */
public final class JobProperties {

    /** The factory PID of job definitions. */
    public static final String FACTORY_PID = "io.reveille.job";

    /** Stands before each property of a definition that a handler's service carries. */
    public static final String PREFIX = "job.";

    /** String: the job's name and identity; 1 to 64 printable characters, no slash, no control character. */
    public static final String NAME = "name";

    /** String: the schedule as text. */
    public static final String SCHEDULE = "schedule";

    /** String: the name of the handler. */
    public static final String HANDLER = "handler";

    /** String: the arguments as one JSON object of at most 16 KB; empty or absent means none. */
    public static final String ARGS = "args";

    /** String[] or one String: tags. */
    public static final String TAGS = "tags";

    /** String: what becomes of missed occurrences; {@code once}. */
    public static final String MISFIRE = "misfire";

    /** String: what becomes of an occurrence that is due while a run is under way; {@code skip}. */
    public static final String OVERLAP = "overlap";

    /** String: {@code at-least-once}. */
    public static final String DELIVERY = "delivery";

    /** String: how long a run may take; {@code none}. */
    public static final String TIMEOUT = "timeout";

    /** String or Integer: how often a failed run is tried again; {@code 0}. */
    public static final String RETRY = "retry";

    private JobProperties() {}
}
