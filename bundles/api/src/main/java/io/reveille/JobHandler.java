package io.reveille;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A handler that does the work of jobs. Register it as a service with the property {@code job.handler}: the name by
 * which jobs find the handler. With the property {@code job.schedule} too, the service is a complete job (see
 * {@link ScheduledJob}).
 *
 * <p>One handler object serves all its jobs, possibly several at once: keep no state of a run in fields.
 */
@ConsumerType
@FunctionalInterface
public interface JobHandler {

    /**
     * Carries out one run, on a thread of Reveille's pool. An interrupt of the thread asks the handler to end soon.
     *
     * @return the result; null counts as a failure
     * @throws Exception any exception: the run has failed then, with the exception in its message; other jobs are not
     *     affected
     */
    JobResult run(JobContext context) throws Exception;
}
