package io.reveille.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** A service that is told what happens to jobs, after the fact, in order, one call at a time, outside all locks. */
@ConsumerType
@FunctionalInterface
public interface JobListener {

    /** Something happened. What this throws is logged and harms nothing. */
    void happened(JobEvent event);
}
