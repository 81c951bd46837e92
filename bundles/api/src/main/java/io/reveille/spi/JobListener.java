package io.reveille.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** A service that is told what happens to jobs, after the fact, in order, one call at a time, outside all locks. */
@ConsumerType
@FunctionalInterface
public interface JobListener {

    /** Called after an event. An exception is logged and has no other effect. */
    void happened(JobEvent event);
}
