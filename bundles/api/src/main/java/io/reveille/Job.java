package io.reveille;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A job by its name: every call answers for the job as it is then. Once the job is gone the calls throw
 * {@link IllegalStateException}, but for {@link #name()} and {@link #cancel()}.
 */
@ProviderType
public interface Job {

    /** The name, its identity. */
    String name();

    /** What the job is now. */
    JobDefinition definition();

    /**
     * The definition as properties, see {@link io.reveille.spi.JobProperties}: a copy, which may be changed and given to
     * {@link ScheduleService#define}.
     */
    Map<String, Object> properties();

    /** Where it stands now. */
    JobStatus status();

    /**
     * Its next occurrences, each found from the one before; none of a job that is not {@link JobState#READY}, or follows
     * an event.
     *
     * @param n how many at most
     * @throws IllegalArgumentException if n is negative, or more than 1000
     */
    List<Instant> next(int n);

    /** Its last runs, newest first; at most as many as the engine's setting {@code history} says (default 20). */
    List<RunReport> history();

    /**
     * Runs it now, beside its schedule, which goes on undisturbed. Completes when the run has ended; with outcome
     * {@link RunOutcome#SKIPPED} and the reason if it could not start: a run is under way, the handler is not there, or
     * a gate says no. It is not tried again, and the history does not have it; {@link ScheduleService#trail()} does, with
     * the reason.
     */
    CompletionStage<RunReport> trigger();

    /**
     * Runs it now as {@link #trigger()} does, and says at once by which id the run will be found in the {@link #history()}
     * if it could start: for whoever asks for its outcome later, and elsewhere.
     */
    RequestedRun request();

    /**
     * Asks how the gates of this job stand: all that a run on request would be asked for now, those without a name first,
     * then those of the definition, in its order. Each permit is given back at once, and nothing of the job changes. The
     * caller waits until all have answered, at most {@value io.reveille.spi.RunGate#ANSWER_SECONDS} s; a gate that is not
     * there, fails, or has not answered by then is a no with that reason. Not to be called by a gate, for which it would
     * wait.
     *
     * @return an answer for each; empty if no gate is asked about this job
     */
    List<GateAnswer> askGates();

    /** Holds it until {@link #resume()}, over restarts too. A run under way goes on. */
    void pause();

    /**
     * Lets it go on after a pause or a quarantine. Occurrences whose time passed in between are dropped, not missed.
     *
     * @return how many are, up to 100000; 0 if nothing held it
     */
    int resume();

    /**
     * Ends each run that is with a handler now: {@link JobContext#isCancelled()} turns true, its thread is interrupted or
     * its promise cancelled, and a thread that does not come back even so is given up, as after a timeout. Such a run ends
     * as {@link RunOutcome#INTERRUPTED}, or as {@link RunOutcome#SUCCEEDED} if the handler returns success all the same;
     * it counts as a run and not as a failure, and its occurrence is not tried again. What waits for a worker, for a gate
     * or for another attempt is left alone.
     *
     * @return how many runs were told to end; 0 if none is with a handler, and nothing is done then
     */
    int interrupt();

    /**
     * Removes it: definition, state and history. A run under way sees {@link JobContext#isCancelled()}, and its result
     * is dropped.
     *
     * @return whether it was there; false for a job that a handler's service carries, which lives as long as the
     *     service
     */
    boolean cancel();

    /** One paragraph: when it runs next and why then, what it waits for, what happened last. */
    String explain();
}
