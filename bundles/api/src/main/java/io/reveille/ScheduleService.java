package io.reveille;

import io.reveille.schedule.Every;
import io.reveille.schedule.Schedule;
import io.reveille.spi.Quarantined;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The scheduler. Each bundle gets a service object of its own, so that a job knows which bundle made it.
 *
 * <pre>{@code
 * scheduler.every(10).seconds().named("poll").with(Map.of("unit", 3)).run("modbus-poll");
 * }</pre>
 *
 * All methods may be called from any thread. They throw {@link IllegalStateException} once the service has stopped.
 */
@ProviderType
public interface ScheduleService {

    /** The same as {@code every(1)}: {@code every().minute()} reads as English. */
    Every<JobBuilder> every();

    /**
     * Starts the definition of a job that repeats.
     *
     * @param interval how many units lie between two occurrences, at least 1
     * @throws IllegalArgumentException if the interval is less than 1 or too large
     */
    Every<JobBuilder> every(int interval);

    /** Starts the definition of a job with a schedule made before. */
    JobBuilder schedule(Schedule schedule);

    /**
     * Starts the definition of a job with a schedule given as text, for example {@code every day at 10:30}. Without
     * {@code in ZONE} the text means the engine's default zone (configuration {@code io.reveille}, property
     * {@code zone}).
     *
     * @throws io.reveille.schedule.ScheduleSyntaxException if the text cannot be read; it points at the place
     */
    JobBuilder schedule(String text);

    /** The zone of schedules that name none: configuration {@code io.reveille}, property {@code zone}. */
    ZoneId zone();

    /**
     * Stores a definition as an operator would: of a new job, or in place of the one that is stored under this name, which
     * then goes on belonging to the bundle that it belongs to. One that cannot be used is replaced too. A job that a
     * handler's service carries gives way to it for as long as it is stored.
     *
     * @param properties see {@link io.reveille.spi.JobProperties}; one that is left out gets its default
     * @throws JobDefinitionException naming what is wrong; nothing was changed then
     * @throws IllegalStateException if a store fails, or the definition that is there is of a newer format; nothing was
     *     changed then
     */
    Job define(Map<String, ?> properties);

    /**
     * Stores many definitions as {@link #define} does, all or none: one write for a store that can, and one entry in the
     * trail where there are more than 20. For whoever makes several jobs at once.
     *
     * @param definitions see {@link io.reveille.spi.JobProperties}; one at most of each name
     * @return the jobs, in their order
     * @throws JobDefinitionException naming the first that cannot be used, and what is wrong; nothing was changed then
     * @throws IllegalArgumentException if two have the same name; nothing was changed then
     * @throws IllegalStateException if a store fails, or one of the definitions that are there is of a newer format; then all
     *     are as they were, or the message says that the rest follows at the next start
     */
    List<Job> defineAll(List<? extends Map<String, ?>> definitions);

    /** All jobs, in the order of their names. Definitions that cannot be used are in {@link #broken()}. */
    List<Job> jobs();

    /** The jobs that carry this tag, in the order of their names. */
    List<Job> jobs(String tag);

    /** The job of this name. */
    Optional<Job> job(String name);

    /** Definitions that exist but cannot be used, each with the reason; they are taken up once corrected. */
    List<BrokenDefinition> broken();

    /**
     * Jobs that do not do their work as they should, by name: held, without handler, failing again and again, not ending, not
     * let by a gate. Of each job what is strongest; what cannot be used at all is {@link #broken()}.
     */
    List<JobProblem> problems();

    /**
     * Parts of the saved state that could not be read, each with its text, where it lay and the reason. They are kept
     * until somebody removes them from the store; see docs/persistence.md.
     *
     * @throws java.io.UncheckedIOException if the store cannot be read
     */
    List<Quarantined> quarantined();

    /**
     * Jobs whose stored definition is gone, in the order of their names: cancelled, deleted from the store, or not there
     * when Reveille started. Each is kept for 7 days, of those deleted while Reveille ran the newest 1,000 at most.
     */
    List<DeletedJob> deleted();

    /**
     * Stores the definition of a deleted job again, as it was last. The job belongs to the bundle that it belonged to. It
     * starts anew, from now on and without misfires; one that was only {@linkplain DeletedJob.How#MISSING not there} at a
     * start goes on from its state.
     *
     * @param name the job's name
     * @throws IllegalStateException if no job of this name is on the list of {@link #deleted()}, there is a job or a
     *     stored definition of this name again, or a store fails; nothing was changed then
     * @throws JobDefinitionException if the definition cannot be used any more; it stays on the list
     */
    Job bringBack(String name);

    /** Pauses every job that is not paused yet, as {@link Job#pause()} does. Returns how many. */
    int pauseAll();

    /** Ends the pause of every paused job, as {@link Job#resume()} does; quarantined ones stay held. Returns how many. */
    int resumeAll();

    /**
     * Cancels every job that the calling bundle made, all or none. Returns how many.
     *
     * @throws IllegalStateException if a store fails; nothing was changed then
     */
    int clear();

    /**
     * Cancels every job with this tag that the calling bundle made, all or none. Returns how many.
     *
     * @throws IllegalStateException if a store fails; nothing was changed then
     */
    int clear(String tag);

    /** The earliest planned occurrence of any job; empty if nothing is planned. */
    Optional<Instant> nextRun();

    /** The earliest planned occurrence of any job with this tag; empty if nothing is planned. */
    Optional<Instant> nextRun(String tag);

    /** The time until the next deadline; zero if something is due or running late; empty if nothing is planned. */
    Optional<Duration> idle();

    /**
     * Looks at the clock at once and starts everything that is due, as the engine would by itself. Completes, with
     * the reports, when every run that was due or under way then has ended.
     */
    CompletionStage<List<RunReport>> runPending();

    /**
     * Runs every job once, whether due or not, one start each {@code spacing}, in the order of their names. Schedules
     * go on undisturbed. Completes when all have ended.
     *
     * @param spacing the time between two starts; zero starts all at once
     * @throws IllegalArgumentException if spacing is negative
     */
    CompletionStage<List<RunReport>> runAll(Duration spacing);

    /**
     * The actions on jobs, and by whom they were, newest first: the last 20 of each job, 500 in all, jobs that are gone
     * included. Kept over restarts.
     */
    List<JobChange> trail();

    /** The part of {@link #trail()} that is about the job of this name. */
    List<JobChange> trail(String job);

    /**
     * The same service, for a bundle that does what somebody tells it: the trail names both. Jobs belong to the bundle as
     * ever.
     *
     * @param user who that is, in up to 100 characters; what is longer is cut
     */
    ScheduleService onBehalfOf(String user);

    /** How the scheduler itself is: workers, threads that never came back, the clock. */
    SchedulerStatus status();

    /**
     * Says that the wall clock is right as it is now, even if it is before times that were trusted earlier. Calendar jobs
     * that were held for it go on.
     */
    void trustClock();
}
