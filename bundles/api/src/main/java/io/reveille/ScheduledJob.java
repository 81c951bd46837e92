package io.reveille;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Makes a handler component a complete job, together with {@link JobHandlerName}. The job lives and dies with the
 * service; only its state is stored. A stored definition of the same name takes precedence.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ScheduledJob {

    /** The prefix of the members' service properties: {@code job.MEMBER}. */
    String PREFIX_ = "job.";

    /** Returns the schedule as text, for example {@code every 10 minutes}. */
    String schedule();

    /** Returns the job's name; if empty, the handler's name. */
    String name() default "";

    /** Returns the arguments as one JSON object; if empty, none. */
    String args() default "";

    /** Returns the policy for missed occurrences, {@code once}, {@code skip} or {@code all}: see {@link Misfire}. */
    String misfire() default "once";

    /** Returns the greatest number of missed occurrences that run with {@code all}. */
    int misfire_limit() default JobPolicies.MISFIRE_LIMIT;

    /**
     * Returns the policy for overlapping runs, {@code skip}, {@code queue} or {@code parallel}: see {@link Overlap}.
     */
    String overlap() default "skip";

    /**
     * Returns the policy for runs that a crash cuts off, {@code at-least-once} or {@code at-most-once}: see
     * {@link Delivery}.
     */
    String delivery() default "at-least-once";

    /** Returns how long a run may take: {@code none}, or a duration as {@code 10 minutes}. */
    String timeout() default "none";

    /**
     * Returns how a failed occurrence is tried again, see {@link Retry}: {@code 0}, {@code 3}, {@code 3 from 10 seconds
     * to 1 hour}.
     */
    String retry() default "0";

    /** Returns the priority: of several jobs due together the one with the highest goes first. */
    int priority() default 0;

    /**
     * Returns how many runs of the handler may be under way, the job's own included, when a run starts; 0: any number.
     */
    int concurrency() default 0;

    /** Returns the conditions for a run, all of which must hold. */
    String[] gates() default {};

    /** Returns how long an occurrence waits for its gates: {@code until next}, or a duration as {@code 2 hours}. */
    String defer() default "until next";

    /** Returns the job's tags. */
    String[] tags() default {};
}
