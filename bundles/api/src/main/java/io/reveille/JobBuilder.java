package io.reveille;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A fluent builder of jobs and calls, started by {@link ScheduleService#every(int)} or {@link ScheduleService#schedule(String)}.
 * A value that is out of range is refused at once, with an {@link IllegalArgumentException} that names the value and
 * what was expected; policies that contradict each other are refused at the end. Methods about time refine the
 * schedule, see {@link io.reveille.schedule.Schedule}; a schedule that was given whole, as text or as a value, accepts
 * none of them. Not thread-safe; each builder makes one job.
 */
@ProviderType
public interface JobBuilder {

    /**
     * Sets the time of day ({@code "13:15"}, {@code "06:00:15"}), of the hour ({@code ":30"}, {@code ":30:15"}) or of
     * the minute ({@code ":05"}), as fits the unit.
     *
     * @throws IllegalArgumentException if the time cannot be read, or does not fit the schedule
     */
    JobBuilder at(String time);

    /** Sets the zone of the schedule's wall-clock times, instead of the engine's default. */
    JobBuilder in(ZoneId zone);

    /**
     * Sets the zone of the schedule's wall-clock times by its name, for example {@code "Europe/Rome"}.
     *
     * @throws IllegalArgumentException if there is no such zone
     */
    JobBuilder in(String zone);

    /**
     * Sets the days of the week for an interval of weeks: {@code every(2).weeks().on(MONDAY, THURSDAY)}.
     *
     * @throws IllegalArgumentException if the schedule is no plain interval of weeks
     */
    JobBuilder on(DayOfWeek first, DayOfWeek... more);

    /**
     * Restricts the occurrences to a part of each day.
     *
     * @param from the start, inclusive, as {@code HH:MM} or {@code HH:MM:SS}
     * @param to the end, exclusive; {@code 24:00} and any time before {@code from} are on the next day
     * @throws IllegalArgumentException if one of the texts is no time of day, or both are the same
     */
    JobBuilder between(String from, String to);

    /**
     * Restricts the occurrences to windows that open on some days of the week; see {@link #between(String, String)}.
     */
    JobBuilder between(String from, String to, DayOfWeek first, DayOfWeek... more);

    /** Starts the schedule at this instant, which may be an occurrence. */
    JobBuilder starting(Instant instant);

    /** Starts the schedule at this local time in the schedule's zone. */
    JobBuilder starting(LocalDateTime time);

    /** Starts the schedule at the start of this date in the schedule's zone. */
    JobBuilder starting(LocalDate date);

    /** Starts the schedule at the first such time of day, in whole seconds, after the definition. */
    JobBuilder starting(LocalTime time);

    /** Starts the schedule this long, in whole seconds, after the definition. */
    JobBuilder starting(Duration fromDefinition);

    /** Ends the schedule at this instant, inclusive. */
    JobBuilder until(Instant instant);

    /** Ends the schedule at this local time in the schedule's zone. */
    JobBuilder until(LocalDateTime time);

    /** Ends the schedule at the start of this date in the schedule's zone. */
    JobBuilder until(LocalDate date);

    /** Ends the schedule at the first such time of day, in whole seconds, after the definition. */
    JobBuilder until(LocalTime time);

    /** Ends the schedule this long, in whole seconds, after the definition. */
    JobBuilder until(Duration fromDefinition);

    /**
     * Limits the number of runs by the schedule.
     *
     * @param times from 1 to 1,000,000,000
     */
    JobBuilder times(int times);

    /**
     * Sets how much later than due a run may start, so that wake-ups can be shared.
     *
     * @param tolerance whole seconds, from 1 second to 36,525 days
     */
    JobBuilder within(Duration tolerance);

    /**
     * Spreads each occurrence of the machines of a fleet over this span.
     *
     * @param span whole seconds, from 1 second to 36,525 days
     */
    JobBuilder spreadOver(Duration span);

    /** Lets the job run only while the machine is awake anyway: it does not wake the machine. */
    JobBuilder noWake();

    /**
     * Sets the job's name, its identity: 1 to 64 printable characters, no slash, no control character. Without a name
     * the job is named as its handler.
     */
    JobBuilder named(String name);

    /** Adds tags, by which jobs are found and cleared together. A tag follows the rules of a name. */
    JobBuilder tagged(String... tags);

    /**
     * Sets the arguments that the handler gets: strings, numbers, booleans, lists and maps of these, at most 16 KB as
     * JSON. Whole numbers arrive as {@link Long}, others as {@link Double}.
     */
    JobBuilder with(Map<String, ?> arguments);

    /** Sets the policy for missed occurrences; the default is {@link Misfire#ONCE}. */
    JobBuilder misfire(Misfire misfire);

    /**
     * Sets {@link Misfire#ALL} with another limit than {@value JobPolicies#MISFIRE_LIMIT}.
     *
     * @param limit the greatest number of missed occurrences that run, 1 to 1000
     */
    JobBuilder misfireAll(int limit);

    /** Sets the policy for an occurrence that comes due during a run; the default is {@link Overlap#SKIP}. */
    JobBuilder overlap(Overlap overlap);

    /** Sets the policy for a run that a crash cuts off; the default is {@link Delivery#AT_LEAST_ONCE}. */
    JobBuilder delivery(Delivery delivery);

    /**
     * Sets how long a run may take; the default is no limit. A run that takes longer is interrupted and ends as
     * {@link RunOutcome#TIMED_OUT}.
     *
     * @param timeout whole seconds, from 1 second to 366 days
     */
    JobBuilder timeout(Duration timeout);

    /**
     * Sets how often a failed occurrence is tried again: first after 30 seconds, then after longer and longer delays.
     *
     * @param attempts 0 (the default) to 100; must be 0 with {@link Delivery#AT_MOST_ONCE}
     */
    JobBuilder retry(int attempts);

    /**
     * Sets how often, and after which delays, a failed occurrence is tried again. See {@link Retry}.
     *
     * @param attempts 0 to 100
     * @param first the first delay, in whole seconds, from 1 second to 366 days
     * @param longest the longest delay, in whole seconds, no shorter than {@code first}, at most 366 days
     */
    JobBuilder retry(int attempts, Duration first, Duration longest);

    /** Sets the priority, -100 to 100, default 0: of several jobs due together the one with the highest goes first. */
    JobBuilder priority(int priority);

    /**
     * Sets how many runs of the same handler may be under way, the job's own included, when a run of the job starts.
     *
     * @param atMost 1 to 64; 0 (the default): any number
     */
    JobBuilder concurrency(int atMost);

    /**
     * Adds conditions, all of which must hold for a run to start: {@code "mains"}, {@code "network eth0"}, {@code
     * "battery above 30"}; see docs/gates.md.
     */
    JobBuilder onlyIf(String... conditions);

    /**
     * Sets how long an occurrence may wait for its conditions and still counts as in time; the default is until the
     * next occurrence. Requires conditions.
     *
     * @param limit whole seconds, from 1 second to 366 days
     */
    JobBuilder deferAtMost(Duration limit);

    /**
     * Creates the job, or finds it if it exists already. Called again, after a restart for example, this method changes
     * the job only if the definition differs from the one that the code gave last; otherwise an operator's edits stand.
     * A job that an operator made stands too. Returns when the definition is stored.
     *
     * @param handler the {@code job.handler} name of the handler; it need not be there yet
     * @return the job
     * @throws JobDefinitionException if the definition cannot be used; nothing is changed then
     * @throws IllegalStateException if the job belongs to another bundle, has a stored definition that cannot be used,
     *     or could not be stored; nothing is changed then
     */
    Job run(String handler);

    /**
     * Has code called by the schedule, without a handler's service: {@code every(10).seconds().call(this::poll)}. The
     * schedule ends with the calling bundle, or by {@link ScheduledCall#cancel()}; a component cancels when it is
     * deactivated. Neither the code nor the schedule is stored.
     *
     * <p>With a name the call is a job like one that a handler's service carries: with state, history and policies, on
     * the list of jobs, where an operator may change it. A second call of the same name by the same bundle takes the
     * place of the first.
     *
     * <p>Without a name it leaves nothing behind. All calls of a bundle are counted together, see {@link
     * ScheduleService#calls()}. Such a call has a schedule and nothing else: an occurrence that comes due during a run
     * of the same call is skipped, a late one runs once, for all that were missed, and a failed one is logged, and not
     * tried again unless the result asks for it.
     *
     * @throws JobDefinitionException if the schedule never occurs, or a call without a name has anything but a
     *     schedule, or follows an event
     * @throws IllegalStateException if the name belongs to a job that is stored, or carried by another bundle
     */
    ScheduledCall call(ScheduledCall.Task task);

    /**
     * Has code called as {@link #call} does: code that sees the run, and returns a result.
     *
     * <p>Without a name, {@link JobContext#jobName()} is the bundle's symbolic name, {@link JobContext#memory()} is
     * forgotten after the run, and {@link JobResult#cancelJob()} ends the schedule.
     */
    ScheduledCall callWith(JobHandler code);

    /** Has asynchronous code called as {@link #callWith} does; the run ends when the returned stage completes. */
    ScheduledCall callAsync(AsyncJobHandler code);
}
