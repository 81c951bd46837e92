package io.reveille;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A handle of a job, by its name: every call answers for the job as it is at that time. Once the job is gone, all calls
 * except {@link #name()} and {@link #cancel()} throw {@link IllegalStateException}.
 */
@ProviderType
public interface Job {

    /** Returns the job's name, which is its identity. */
    String name();

    /** Returns the job's current definition. */
    JobDefinition definition();

    /**
     * Returns the definition as properties, see {@link io.reveille.spi.JobProperties}: a copy, which may be changed and
     * given to {@link ScheduleService#define}.
     */
    Map<String, Object> properties();

    /** Returns the job's current status. */
    JobStatus status();

    /**
     * Returns the job's next occurrences, each computed from the one before; none if the job is not
     * {@link JobState#READY}, or follows an event.
     *
     * @param n the greatest number of occurrences
     * @throws IllegalArgumentException if n is negative, or more than 1000
     */
    List<Instant> next(int n);

    /**
     * Returns the job's last runs, newest first; at most as many as the engine's setting {@code history} says (default
     * 20).
     */
    List<RunReport> history();

    /**
     * Runs the job now; its schedule goes on undisturbed. A run that cannot start is not tried again and is not in the
     * history; {@link ScheduleService#trail()} has it, with the reason.
     *
     * @return completes when the run has ended; with outcome {@link RunOutcome#SKIPPED} and the reason if the run could
     *     not start: another run is under way, the handler is not there, or a gate refused
     */
    CompletionStage<RunReport> trigger();

    /**
     * Runs the job now as {@link #trigger()} does, and returns at once the id by which the run, if it can start, will
     * be found in the {@link #history()}: for callers that ask for the outcome later or elsewhere.
     */
    RequestedRun request();

    /**
     * Asks all gates that would decide about a run on request now: first the gates without a name, then those of the
     * definition, in its order. Each permit is given back at once, and nothing of the job changes. The caller waits
     * until all have answered, at most {@value io.reveille.spi.RunGate#ANSWER_SECONDS} s; a gate that is not there,
     * fails, or has not answered by then counts as a refusal with that reason. A gate must not call this method: the
     * call would wait for that gate's own answer.
     *
     * @return the answer of each gate; empty if no gate is asked about this job
     */
    List<GateAnswer> askGates();

    /** Pauses the job until {@link #resume()}, over restarts too. A run under way goes on. */
    void pause();

    /**
     * Resumes the job after a pause or a quarantine. Occurrences whose time passed in between are dropped, and do not
     * count as missed.
     *
     * @return the number of dropped occurrences, up to 100000; 0 if the job was not held
     */
    int resume();

    /**
     * Ends each run that is with a handler now: {@link JobContext#isCancelled()} turns true, the run's thread is
     * interrupted or its stage cancelled, and a thread that does not return even then is given up, as after a timeout.
     * Such a run ends as {@link RunOutcome#INTERRUPTED}, or as {@link RunOutcome#SUCCEEDED} if the handler returns
     * success all the same; it counts as a run and not as a failure, and its occurrence is not tried again. Occurrences
     * that wait for a worker, for a gate or for another attempt are left alone.
     *
     * @return the number of runs that were told to end; 0 if none is with a handler, and nothing is done then
     */
    int interrupt();

    /**
     * Removes the job with its definition, state and history. A run under way sees {@link JobContext#isCancelled()},
     * and its result is dropped.
     *
     * @return whether the job existed and was removed; false for a job that a handler's service carries, which lives as
     *     long as the service
     */
    boolean cancel();

    /**
     * Returns one paragraph that explains when the job runs next and why then, what it waits for, and what happened
     * last.
     */
    String explain();
}
