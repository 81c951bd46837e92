package io.reveille;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does the work of jobs. Register it as a service with the property {@code job.handler}, its name; jobs find it by
 * that. With the property {@code job.schedule} too, the service is a complete job (see {@link ScheduledJob}).
 *
 * <p>One handler object serves all its jobs, several at once perhaps: keep nothing of a run in fields.
 */
@ConsumerType
@FunctionalInterface
public interface JobHandler {

    /**
     * Does one run, on a thread of Reveille's pool. An interrupt asks it to end soon.
     *
     * @return how it went; null counts as a failure
     * @throws Exception anything: the run has failed then, with the exception in its message, and nothing else is
     *     harmed
     */
    JobResult run(JobContext context) throws Exception;
}
