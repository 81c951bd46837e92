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

    /** The job's tags. */
    String[] tags() default {};
}
