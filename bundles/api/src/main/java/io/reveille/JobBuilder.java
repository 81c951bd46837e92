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
 * The rest of the sentence that begins with {@link ScheduleService#every(int)}. What cannot be meant is refused at
 * once, with an {@link IllegalArgumentException} that names the value and what was expected; policies that contradict
 * each other are refused by {@link #run}. Words about time go into the schedule, see
 * {@link io.reveille.schedule.Schedule}; one that was given whole, as text or as a value, takes none of them. Not
 * thread-safe; use it once.
 */
@ProviderType
public interface JobBuilder {

    /**
     * The time of day ({@code "13:15"}, {@code "06:00:15"}), of the hour ({@code ":30"}, {@code ":30:15"}) or of the
     * minute ({@code ":05"}), as fits the unit.
     *
     * @throws IllegalArgumentException if the time cannot be read, or does not fit the schedule
     */
    JobBuilder at(String time);

    /** The zone of the schedule's wall-clock times, instead of the engine's default. */
    JobBuilder in(ZoneId zone);

    /**
     * The zone of the schedule's wall-clock times, by name, for example {@code "Europe/Rome"}.
     *
     * @throws IllegalArgumentException if there is no such zone
     */
    JobBuilder in(String zone);

    /**
     * Days of the week, of every so many weeks: {@code every(2).weeks().on(MONDAY, THURSDAY)}.
     *
     * @throws IllegalArgumentException if this is no plain interval of weeks
     */
    JobBuilder on(DayOfWeek first, DayOfWeek... more);

    /**
     * The hours of each day in which it may run.
     *
     * @param from {@code HH:MM} or {@code HH:MM:SS}, the first moment that counts
     * @param to the first that no longer counts; {@code 24:00} and any time before {@code from} are of the next day
     * @throws IllegalArgumentException if one of them is no time of day, or both are the same
     */
    JobBuilder between(String from, String to);

    /** The same, of the windows that open on some days of the week. */
    JobBuilder between(String from, String to, DayOfWeek first, DayOfWeek... more);

    /** When it begins: at this instant, which may be an occurrence. */
    JobBuilder starting(Instant instant);

    /** When it begins: on the clock of the schedule's zone. */
    JobBuilder starting(LocalDateTime time);

    /** When it begins: at the midnight with which a date begins in the schedule's zone. */
    JobBuilder starting(LocalDate date);

    /** When it begins: at the first such time of day, in whole seconds, after the definition. */
    JobBuilder starting(LocalTime time);

    /** When it begins: so much time, in whole seconds, after the definition. */
    JobBuilder starting(Duration fromDefinition);

    /** When it ends: this instant is the last that counts. */
    JobBuilder until(Instant instant);

    /** When it ends: on the clock of the schedule's zone. */
    JobBuilder until(LocalDateTime time);

    /** When it ends: at the midnight with which a date begins in the schedule's zone. */
    JobBuilder until(LocalDate date);

    /** When it ends: at the first such time of day, in whole seconds, after the definition. */
    JobBuilder until(LocalTime time);

    /** When it ends: so much time, in whole seconds, after the definition. */
    JobBuilder until(Duration fromDefinition);

    /**
     * How often it runs by its schedule at most.
     *
     * @param times from 1 to 1,000,000,000
     */
    JobBuilder times(int times);

    /**
     * How much later than due it may run, so that wake-ups can be shared.
     *
     * @param tolerance whole seconds, from 1 second to 36,525 days
     */
    JobBuilder within(Duration tolerance);

    /**
     * The span that the machines of a fleet spread an occurrence over.
     *
     * @param span whole seconds, from 1 second to 36,525 days
     */
    JobBuilder spreadOver(Duration span);

    /** It does not wake the machine; it runs when the machine is awake. */
    JobBuilder noWake();

    /**
     * The job's name, its identity: 1 to 64 printable characters, no slash, no control character. Without it the job
     * is named as its handler.
     */
    JobBuilder named(String name);

    /** Adds tags, by which jobs are found and cleared together. A tag follows the rules of a name. */
    JobBuilder tagged(String... tags);

    /**
     * The arguments that the handler gets: strings, numbers, booleans, lists and maps of these, at most 16 KB as JSON.
     * Whole numbers arrive as {@link Long}, others as {@link Double}.
     */
    JobBuilder with(Map<String, ?> arguments);

    /** What becomes of missed occurrences; {@link Misfire#ONCE} if not said. */
    JobBuilder misfire(Misfire misfire);

    /**
     * {@link Misfire#ALL}, with another limit than {@value JobPolicies#MISFIRE_LIMIT}.
     *
     * @param limit how many missed occurrences run at most, 1 to 1000
     */
    JobBuilder misfireAll(int limit);

    /** What becomes of an occurrence that comes due during a run; {@link Overlap#SKIP} if not said. */
    JobBuilder overlap(Overlap overlap);

    /** What a crash in the middle of a run means; {@link Delivery#AT_LEAST_ONCE} if not said. */
    JobBuilder delivery(Delivery delivery);

    /**
     * How long a run may take; any time if not said. It is interrupted then, and has ended
     * {@link RunOutcome#TIMED_OUT}.
     *
     * @param timeout whole seconds, from 1 second to 366 days
     */
    JobBuilder timeout(Duration timeout);

    /**
     * How often a failed occurrence is tried again, after 30 seconds first, then after longer and longer delays.
     *
     * @param attempts 0 to 100; 0, the default, with {@link Delivery#AT_MOST_ONCE}
     */
    JobBuilder retry(int attempts);

    /**
     * The same, with other delays. See {@link Retry}.
     *
     * @param first whole seconds, from 1 second to 366 days
     * @param longest whole seconds, no shorter than {@code first}, at most 366 days
     */
    JobBuilder retry(int attempts, Duration first, Duration longest);

    /** Which of several that are due together goes first: the higher, -100 to 100; 0 if not said. */
    JobBuilder priority(int priority);

    /**
     * How many runs of the same handler there may be, this one included, when it starts.
     *
     * @param atMost 1 to 64; 0, the default: any number
     */
    JobBuilder concurrency(int atMost);

    /**
     * Adds conditions under which alone it may run: {@code "mains"}, {@code "network eth0"}, {@code "battery above 30"};
     * see docs/gates.md.
     */
    JobBuilder onlyIf(String... conditions);

    /**
     * How long an occurrence waits for its conditions and is still in time; until the next one if not said. Needs
     * conditions.
     *
     * @param limit whole seconds, from 1 second to 366 days
     */
    JobBuilder deferAtMost(Duration limit);

    /**
     * Creates the job, or finds it if it is there already: called again, after a restart say, it changes the job only
     * if this definition differs from the one that the code gave last; otherwise what an operator edited stands. A job
     * that an operator made stands too. Returns when the definition is stored.
     *
     * @param handler the {@code job.handler} name of the handler; it need not be there yet
     * @return the job
     * @throws JobDefinitionException if the definition cannot be used; nothing is changed then
     * @throws IllegalStateException if the job belongs to another bundle, has a stored definition that cannot be used,
     *     or could not be stored; nothing is changed then
     */
    Job run(String handler);
}
