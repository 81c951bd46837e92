package io.reveille;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Makes a handler component a complete job, beside {@link JobHandlerName}. The job lives and dies with the service;
 * only its state is stored. A stored definition of the same name goes before it.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ScheduledJob {

    /** Every member is a service property {@code job.MEMBER}. */
    String PREFIX_ = "job.";

    /** The schedule as text, for example {@code every 10 minutes}. */
    String schedule();

    /** The job's name; if empty, the handler's name. */
    String name() default "";

    /** The arguments as one JSON object; if empty, none. */
    String args() default "";

    /** See {@link Misfire}: {@code once}, {@code skip}, {@code all}. */
    String misfire() default "once";

    /** How many missed occurrences run at most with {@code all}. */
    int misfire_limit() default JobPolicies.MISFIRE_LIMIT;

    /** See {@link Overlap}: {@code skip}, {@code queue}, {@code parallel}. */
    String overlap() default "skip";

    /** See {@link Delivery}: {@code at-least-once}, {@code at-most-once}. */
    String delivery() default "at-least-once";

    /** How long a run may take: {@code none} or {@code 10 minutes}, say. */
    String timeout() default "none";

    /** See {@link Retry}: {@code 0}, {@code 3}, {@code 3 from 10 seconds to 1 hour}. */
    String retry() default "0";

    /** Of several that are due together the higher goes first. */
    int priority() default 0;

    /** How many runs of the handler there may be when it starts; 0: any number. */
    int concurrency() default 0;

    /** The conditions under which it may run. */
    String[] gates() default {};

    /** How long an occurrence waits for its gates: {@code until next}, or {@code 2 hours}, say. */
    String defer() default "until next";

    /** The job's tags. */
    String[] tags() default {};
}
