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
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The scheduler. Each bundle gets a service object of its own, by which a job's owner is known.
 *
 * <pre>{@code
 * scheduler.every(10).seconds().named("poll").with(Map.of("unit", 3)).run("modbus-poll");
 * }</pre>
 *
 * All methods may be called from any thread. They throw {@link IllegalStateException} once the service has stopped.
 */
@ProviderType
public interface ScheduleService {

    /**
     * Starts the definition of a job that repeats, as {@code every(1)} does: {@code every().minute()} reads as English.
     */
    Every<JobBuilder> every();

    /**
     * Starts the definition of a job that repeats.
     *
     * @param interval the number of units between two occurrences, at least 1
     * @throws IllegalArgumentException if the interval is less than 1 or too large
     */
    Every<JobBuilder> every(int interval);

    /** Starts the definition of a job with a schedule given as a value. */
    JobBuilder schedule(Schedule schedule);

    /**
     * Starts the definition of a job with a schedule given as text, for example {@code every day at 10:30}. Without
     * {@code in ZONE} the text means the engine's default zone (configuration {@code io.reveille}, property
     * {@code zone}).
     *
     * @throws io.reveille.schedule.ScheduleSyntaxException if the text cannot be read; the exception points at the
     *     place
     */
    JobBuilder schedule(String text);

    /** Returns the zone of schedules that name none: configuration {@code io.reveille}, property {@code zone}. */
    ZoneId zone();

    /**
     * Stores a definition as an operator would: of a new job, or in place of the definition that is stored under this
     * name, whose owner stays the same. A stored definition that cannot be used is replaced too. A job of the same name
     * that a handler's service carries is superseded for as long as the definition is stored.
     *
     * @param properties the whole definition, see {@link io.reveille.spi.JobProperties}; a property that is left out
     *     gets its default
     * @return the job
     * @throws JobDefinitionException naming the fault; nothing was changed then
     * @throws IllegalStateException if a store fails, or the stored definition is of a newer format; nothing was
     *     changed then
     */
    Job define(Map<String, ?> properties);

    /**
     * Stores many definitions as {@link #define} does, all or none: in one write if the store can do that, and with one
     * entry in the trail if there are more than 20.
     *
     * @param definitions the definitions, see {@link io.reveille.spi.JobProperties}; at most one of each name
     * @return the jobs, in the order of their definitions
     * @throws JobDefinitionException naming the first definition that cannot be used, and its fault; nothing was
     *     changed then
     * @throws IllegalArgumentException if two have the same name; nothing was changed then
     * @throws IllegalStateException if a store fails, or one of the stored definitions is of a newer format; then all
     *     are as they were, or the message says that the rest follows at the next start
     */
    List<Job> defineAll(List<? extends Map<String, ?>> definitions);

    /**
     * Makes the jobs of a block together, all or none, by one save however many they are:
     *
     * <pre>{@code
     * scheduler.together(all -> {
     *     for (Point point : points) {
     *         all.every(5).seconds().named(point.name()).with(point.arguments()).run("modbus");
     *     }
     * });
     * }</pre>
     *
     * <p>Jobs that the service given to the block makes by {@link JobBuilder#run}, {@link #define} and {@link #defineAll}
     * are only collected while the block runs; each is made by the rules of the method that was called. A {@link Job}
     * that one of them returns can be used after the block. All else, and everything that is called on other services,
     * acts at once. A block within a block is part of it. Other threads may use the service as long as the block runs.
     *
     * @param block makes jobs by the service that it is given; what it throws is thrown, and no job is made then
     * @throws JobDefinitionException naming the first definition that cannot be used, and its fault; nothing was changed
     *     then
     * @throws IllegalArgumentException from the call that makes a second job of one name; nothing was changed if the
     *     block lets that pass
     * @throws IllegalStateException if a store fails, a job belongs to another bundle, or one of the stored definitions is
     *     of a newer format or cannot be used; then all are as they were, or the message says that the rest follows at
     *     the next start. Also from a call that makes a job by the block's service when the block is over
     */
    void together(Consumer<ScheduleService> block);

    /** Returns all jobs, in the order of their names. Definitions that cannot be used are in {@link #broken()}. */
    List<Job> jobs();

    /**
     * Returns the calls without a name that are scheduled or have run since Reveille started, those of each bundle taken
     * together, in the order of the bundles' names. They are no jobs, and on no list of jobs.
     */
    List<BundleCalls> calls();

    /** Returns the jobs with this tag, in the order of their names. */
    List<Job> jobs(String tag);

    /** Returns the job of this name; empty if there is none. */
    Optional<Job> job(String name);

    /**
     * Returns the definitions that exist but cannot be used, each with the reason; they are used once they have been
     * corrected.
     */
    List<BrokenDefinition> broken();

    /**
     * Returns the jobs that do not do their work as they should, in the order of their names: held, without handler,
     * failing again and again, not ending, refused by a gate. Each job has one entry, for its most serious problem.
     * Definitions that cannot be used are in {@link #broken()}.
     */
    List<JobProblem> problems();

    /**
     * Returns the parts of the saved state that could not be read, each with its text, its place and the reason. The
     * parts are kept until somebody removes them from the store; see docs/persistence.md.
     *
     * @throws java.io.UncheckedIOException if the store cannot be read
     */
    List<Quarantined> quarantined();

    /**
     * Returns the jobs whose stored definition is gone, in the order of their names: cancelled, deleted from the store,
     * or not there when Reveille started. Each is kept for 7 days; of the jobs deleted while Reveille ran, the newest
     * 1,000 at most are kept.
     */
    List<DeletedJob> deleted();

    /**
     * Stores the last definition of a deleted job again. The job belongs to the same bundle as before. The job starts
     * anew, from now on and without misfires; a job that was only {@linkplain DeletedJob.How#MISSING missing} at a
     * start goes on from its state.
     *
     * @param name the job's name
     * @return the job
     * @throws IllegalStateException if no job of this name is on the list of {@link #deleted()}, there is a job or a
     *     stored definition of this name again, or a store fails; nothing was changed then
     * @throws JobDefinitionException if the definition cannot be used any more; the job stays on the list
     */
    Job bringBack(String name);

    /** Pauses every job that is not paused yet, as {@link Job#pause()} does. Returns the number of jobs paused. */
    int pauseAll();

    /**
     * Ends the pause of every paused job, as {@link Job#resume()} does; quarantined jobs stay held. Returns the number
     * of jobs resumed.
     */
    int resumeAll();

    /**
     * Cancels every job that the calling bundle made, all or none, and its {@linkplain #calls() calls}. Returns the
     * number of jobs and calls cancelled.
     *
     * @throws IllegalStateException if a store fails; nothing was changed then
     */
    int clear();

    /**
     * Cancels every job with this tag that the calling bundle made, all or none. Returns the number of jobs cancelled.
     *
     * @throws IllegalStateException if a store fails; nothing was changed then
     */
    int clear(String tag);

    /** Returns the earliest planned occurrence of any job or call; empty if nothing is planned. */
    Optional<Instant> nextRun();

    /** Returns the earliest planned occurrence of any job with this tag; empty if nothing is planned. */
    Optional<Instant> nextRun(String tag);

    /**
     * Returns the time until the next deadline of a job or call; zero if something is due or running late; empty if nothing is planned.
     */
    Optional<Duration> idle();

    /**
     * Checks the clock at once and starts everything that is due, as the engine would by itself.
     *
     * @return completes, with the reports, when every run that was due or under way at the call has ended
     */
    CompletionStage<List<RunReport>> runPending();

    /**
     * Runs every job once, whether due or not, one start each {@code spacing}, in the order of their names. Schedules
     * go on undisturbed.
     *
     * @param spacing the time between two starts; zero starts all at once
     * @return completes, with the reports, when all runs have ended
     * @throws IllegalArgumentException if spacing is negative
     */
    CompletionStage<List<RunReport>> runAll(Duration spacing);

    /**
     * Returns the actions on jobs and their authors, newest first: the last 20 of each job, 500 in all, jobs that are
     * gone included. Kept over restarts.
     */
    List<JobChange> trail();

    /** Returns the part of {@link #trail()} that is about the job of this name. */
    List<JobChange> trail(String job);

    /**
     * Returns a service for actions on behalf of a user: the trail names both the user and the calling bundle. Jobs
     * still belong to the bundle.
     *
     * @param user the user's name, cut after 100 characters
     */
    ScheduleService onBehalfOf(String user);

    /** Returns the status of the scheduler itself: workers, lost threads, the clock. */
    SchedulerStatus status();

    /**
     * Declares that the wall clock is right now, even if it is before times that were trusted earlier. Calendar jobs
     * that were held because of the clock go on.
     */
    void trustClock();
}
