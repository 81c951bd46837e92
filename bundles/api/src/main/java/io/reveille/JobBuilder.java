package io.reveille;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The rest of the sentence that begins with {@link ScheduleService#every(int)}. Not thread-safe; use it once. */
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

    /** How often a failed occurrence is tried again, after 30 seconds first, then after longer and longer delays. */
    JobBuilder retry(int attempts);

    /** The same, with other delays: whole seconds. See {@link Retry}. */
    JobBuilder retry(int attempts, Duration first, Duration longest);

    /** Which of several that are due together goes first: the higher, -100 to 100; 0 if not said. */
    JobBuilder priority(int priority);

    /** How many runs of the same handler there may be, this one included, when it starts: 1 to 64. */
    JobBuilder concurrency(int atMost);

    /**
     * Adds conditions under which alone it may run: {@code "mains"}, {@code "network eth0"}, {@code "battery above 30"};
     * see docs/gates.md.
     */
    JobBuilder onlyIf(String... conditions);

    /** How long an occurrence waits for its conditions and is still in time; until the next one if not said. */
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
