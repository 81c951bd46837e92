package io.reveille.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When something happens: an immutable value that answers, for any instant, when next. It reads no clock and no default
 * of the machine, so the same question has the same answer for ever.
 *
 * <pre>
 * every 10 seconds          every minute at :05           every 2 hours at :30 in Asia/Kolkata
 * every 5 to 10 minutes     every PT1H30M                 every week
 * every day at 10:30        every monday, friday at 07:00 every weekday at 08:00 in Europe/Rome
 * once at 2027-01-01 18:30  once at 2027-01-01T00:00:00Z  once in 45 minutes
 * </pre>
 *
 * <p>The occurrences form a chain: each is found from the one before.
 *
 * <ul>
 *   <li>Seconds, minutes and hours are elapsed time. With {@code at}, minutes and hours first go to that second of the
 *       local minute or hour, with the offset from UTC in force at the instant asked about.
 *   <li>Days, weeks and weekdays count local dates. Without {@code at} they keep the local time that they come from, and
 *       a weekday comes on a later date than the one asked about.
 *   <li>With {@code at}, one unit runs at the next such time; several start that many units after today, the current
 *       hour or the current minute. Both are the rule of Python's {@code schedule} 1.2.2. A week is seven days.
 *   <li>A local time that does not exist runs one gap later (02:30 becomes 03:30), and the next date with {@code at} is
 *       back on time, even where the gap pushed the occurrence over midnight. A local time that happens twice runs once,
 *       at the first pass.
 *   <li>The numbers of random intervals are drawn from {@link #withSeed} and the instant asked about.
 * </ul>
 *
 * <p>Every answer lies within the years -9999 to 9999: an instant asked about before them counts as their start, and
 * after them nothing occurs. No instant makes a question throw, except of a relative schedule (see
 * {@link #isRelative()}). A long gap costs a visit to each change of offset of one time zone in it (some two a year),
 * or up to 1000 draws of a random interval; nothing is stepped through.
 */
public final class Schedule {
    private final Chain chain;
    private final long seed;

    private Schedule(Chain chain, long seed) {
        this.chain = chain;
        this.seed = seed;
    }

    static Schedule of(Chain chain) {
        return new Schedule(chain, 0);
    }

    /**
     * Reads a schedule; a text without {@code in ZONE} is meant in UTC.
     *
     * @throws ScheduleSyntaxException when the text is no schedule
     */
    public static Schedule parse(String text) {
        return parse(text, Zones.UTC);
    }

    /**
     * Reads a schedule. Keywords and zone names may be in any case. A zone on a bare interval of seconds, minutes or
     * hours ({@code every 10 seconds in UTC}) is accepted and dropped, since elapsed time is the same everywhere.
     *
     * @param text at most 1000 characters
     * @param defaultZone what a text without {@code in ZONE} means; it becomes part of the value and of its text
     * @throws ScheduleSyntaxException when the text is no schedule
     */
    public static Schedule parse(String text, ZoneId defaultZone) {
        return ScheduleParser.parse(text, defaultZone);
    }

    /** A schedule in code: {@code Schedule.every().day().at("10:30").in("Europe/Rome").build()}. */
    public static Every<ScheduleBuilder> every() {
        return every(1);
    }

    /**
     * A schedule in code: {@code Schedule.every(10).seconds().build()}.
     *
     * @param interval from 1 to 1,000,000,000
     * @throws IllegalArgumentException when it is not
     */
    public static Every<ScheduleBuilder> every(int interval) {
        return every(interval, UnaryOperator.identity());
    }

    /**
     * The same words for a builder of something larger that contains a schedule.
     *
     * @param interval from 1 to 1,000,000,000
     * @param then makes the larger builder, once the unit has been named
     * @throws IllegalArgumentException when the interval is out of range
     */
    public static <B> Every<B> every(int interval, Function<ScheduleBuilder, B> then) {
        return Every.of(interval, then);
    }

    /**
     * A single occurrence.
     *
     * @param at from the year 0000 to 9999
     * @throws IllegalArgumentException when it is not
     */
    public static Schedule once(Instant at) {
        return of(new OnceAt(at));
    }

    /** How it comes again. */
    public Recurrence recurrence() {
        return chain;
    }

    /**
     * The first occurrence strictly after an instant, of the chain that starts there.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> next(Instant after) {
        return answer(chain.next(Limits.clamp(after), seed));
    }

    /**
     * The first occurrence strictly after {@code after} of the chain that starts at {@code previous}; the first of all
     * when {@code after} is earlier than {@code previous}.
     *
     * <p>A chain of random intervals is followed for 1000 occurrences; if they end before {@code after}, the chain
     * starts again there, and this is {@code next(after)}.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> next(Instant previous, Instant after) {
        return answer(chain.next(Limits.clamp(previous), Limits.clamp(after), seed));
    }

    /**
     * How many occurrences of the chain that starts at {@code previous} lie in (previous, after]. Of a random interval,
     * at most the first 1000 occurrences count.
     *
     * @param limit where counting stops; not negative
     * @throws IllegalArgumentException when the limit is negative
     * @throws IllegalStateException when the schedule is relative
     */
    public int missed(Instant previous, Instant after, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "cannot count up to " + limit + " missed occurrences: expected 0 or more");
        }
        return chain.missed(Limits.clamp(previous), Limits.clamp(after), limit, seed);
    }

    /**
     * The last occurrence, of the chain that starts at {@code previous}, in (previous, notAfter]; empty when there is
     * none. Of a random interval, the last among the first 1000 occurrences.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> latest(Instant previous, Instant notAfter) {
        return Optional.ofNullable(chain.latest(Limits.clamp(previous), Limits.clamp(notAfter), seed));
    }

    /**
     * The first occurrences after an instant, each found from the one before.
     *
     * @param n how many at most; not negative
     * @throws IllegalArgumentException when {@code n} is negative
     * @throws IllegalStateException when the schedule is relative
     */
    public List<Instant> preview(Instant after, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot list " + n + " occurrences: expected 0 or more");
        }
        List<Instant> preview = new ArrayList<>();
        Optional<Instant> next = n == 0 ? Optional.empty() : next(after);
        while (next.isPresent()) {
            preview.add(next.get());
            next = preview.size() == n ? Optional.empty() : next(next.get());
        }
        return List.copyOf(preview);
    }

    private static Optional<Instant> answer(@Nullable Instant next) {
        return next == null || next.isAfter(Limits.LATEST) ? Optional.empty() : Optional.of(next);
    }

    /**
     * Whether this is a bare interval of seconds, minutes or hours, without {@code at}: it follows elapsed time, and
     * every other schedule the wall clock.
     */
    public boolean isElapsed() {
        return chain.isElapsed();
    }

    /**
     * Whether this counts from its definition, as {@code once in 45 minutes} does. Such a schedule has no occurrences
     * of its own: asked for one it throws an {@link IllegalStateException}; {@link #bind} makes one that has.
     */
    public boolean isRelative() {
        return chain.isRelative();
    }

    /**
     * What a relative schedule means when defined at an instant; this very value when nothing in it is relative.
     *
     * @throws IllegalArgumentException when the result lies outside the years 0000 to 9999
     */
    public Schedule bind(Instant definedAt) {
        return chain instanceof OnceIn relative ? new Schedule(relative.bind(definedAt), seed) : this;
    }

    /**
     * The same schedule with another seed for its random intervals. The seed is no part of the text nor of equality;
     * it is 0 unless set.
     */
    public Schedule withSeed(long newSeed) {
        return new Schedule(chain, newSeed);
    }

    /** An English sentence without its full stop: {@code Every day at 10:30, Europe/Rome time}. */
    public String describe() {
        return chain.describe();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schedule schedule && chain.equals(schedule.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    /** The canonical text: {@code Schedule.parse(s.toString()).equals(s)}. */
    @Override
    public String toString() {
        return chain.toString();
    }
}
