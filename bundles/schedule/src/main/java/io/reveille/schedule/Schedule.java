package io.reveille.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The times at which something happens: an immutable value that answers, for any instant, when next. No clock and no
 * default of the machine is read, so the same question has the same answer for ever.
 *
 * <pre>
 * every 10 seconds          every minute at :05           every 2 hours at :30 in Asia/Kolkata
 * every 5 to 10 minutes     every PT1H30M                 every week
 * every day at 10:30        every monday, friday at 07:00 every weekday at 08:00 in Europe/Rome
 * every month on day 31     every month on last day       every 3 months on second tuesday at 09:00
 * every 2 weeks on monday, thursday                       cron *&#47;15 8-18 * * MON-FRI in Asia/Tokyo
 * once at 2027-01-01 18:30  once at 2027-01-01T00:00:00Z  once in 45 minutes
 * {@literal @}daily                    {@literal @}reboot                       after "download" fails
 * </pre>
 *
 * <p>Any of them may go on, in any order, with
 *
 * <pre>
 * between 22:00 and 05:00 on monday to friday     starting 2027-03-01      until 2027-06-01 18:30
 * times 12       within 5 minutes       spread over 30 minutes       nowake
 * </pre>
 *
 * <p>What each of these means exactly, and how far an answer reaches, is said of the {@linkplain io.reveille.schedule
 * package}.
 */
public final class Schedule extends ScheduleContent {
    private final long seed;
    private final Duration spreadOffset;

    /** Null when they depend on the definition. */
    private final @Nullable ScheduleOccurrences occurrences;

    private Schedule(Rule rule, Terms terms, @Nullable ZoneId zone, Pace pace, long seed, Duration spreadOffset) {
        super(rule, terms, zone, pace);
        this.seed = seed;
        this.spreadOffset = spreadOffset;
        this.occurrences =
                isRelative() ? null : new ScheduleOccurrences(terms.chain(rule, zoneOrUtc()), seed, spreadOffset);
    }

    /** @param zone used where the terms follow a wall clock and the rule follows none */
    static Schedule of(Rule rule, Terms terms, ZoneId zone) {
        ZoneId ofTerms = terms.needZone() ? zone : null;
        ZoneId followed = rule.zone() == null ? ofTerms : rule.zone();
        return new Schedule(rule, terms, followed, Pace.of(rule, terms), 0, Duration.ZERO);
    }

    private ScheduleOccurrences occurrences() {
        if (occurrences == null) {
            throw ScheduleOccurrences.unbound(toString());
        }
        return occurrences;
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

    /**
     * Reads a cron pattern of Quartz by the rules of Quartz 2, in UTC, and puts it into ours: {@code 0 0 9 ? * 2-6} is
     * {@code cron 0 0 9 * * 1-5}, since its weekdays count from 1 for Sunday.
     *
     * @param pattern at most 600 characters
     * @throws ScheduleSyntaxException when the text is no such pattern, or has no equal here, as {@code L-3}
     */
    public static Schedule quartz(String pattern) {
        return quartz(pattern, Zones.UTC);
    }

    /** Reads a cron pattern of Quartz as {@link #quartz(String)} does, in a time zone. */
    public static Schedule quartz(String pattern, ZoneId zone) {
        return QuartzPattern.parse(pattern, zone);
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
        return of(new OnceAtRule(at), Terms.NONE, Zones.UTC);
    }

    /**
     * A single occurrence, so much elapsed time after the definition.
     *
     * @param fromDefinition in whole seconds
     * @throws IllegalArgumentException when it is not, or longer than 36,525 days
     */
    public static ScheduleBuilder onceIn(Duration fromDefinition) {
        return new ScheduleBuilder(ScheduleDraft.of(OnceInRule.of(fromDefinition)));
    }

    /**
     * A cron pattern of the Open Cron Pattern Specification 1.4, or one of its nicknames.
     *
     * @param pattern at most 600 characters
     * @throws ScheduleSyntaxException when it is none; its columns are those of the pattern
     */
    public static ScheduleBuilder cron(String pattern) {
        return new ScheduleBuilder(CronTextParser.read(pattern));
    }

    /** Each start of the system: {@code @reboot}. */
    public static ScheduleBuilder atReboot() {
        return new ScheduleBuilder(ScheduleDraft.of(new EventRule(null)));
    }

    /**
     * Whenever another job's run succeeds.
     *
     * @throws IllegalArgumentException when the name cannot be that of a job
     */
    public static ScheduleBuilder after(String job) {
        return after(job, Predecessor.Ending.SUCCEEDS);
    }

    /**
     * Whenever another job's run ends so.
     *
     * @throws IllegalArgumentException when the name cannot be that of a job
     */
    public static ScheduleBuilder after(String job, Predecessor.Ending ending) {
        return new ScheduleBuilder(ScheduleDraft.of(new EventRule(new Predecessor(job, ending))));
    }

    /** A builder that starts from this schedule, for more to be added. */
    public ScheduleBuilder toBuilder() {
        return new ScheduleBuilder(new ScheduleDraft((at, in) -> rule, null, 0, null, zone, terms));
    }

    /**
     * The first occurrence strictly after an instant, of the chain that starts there.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> next(Instant after) {
        return occurrences().next(after);
    }

    /**
     * The first occurrence strictly after {@code after} of the chain that starts at {@code previous}; the first of all
     * when {@code after} is earlier than {@code previous}.
     *
     * <p>A chain of random intervals is followed for 1000 occurrences; if they end before {@code after}, the chain
     * starts again there, and this is {@code next(after)}. The same goes for an interval that waits for its window.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> next(Instant previous, Instant after) {
        return occurrences().next(previous, after);
    }

    /**
     * How many occurrences of the chain that starts at {@code previous} lie in (previous, after]. Of a random interval,
     * at most the first 1000 occurrences count. A rule that a window filters is stepped through as far as the limit.
     *
     * @param limit where counting stops; not negative
     * @throws IllegalArgumentException when the limit is negative
     * @throws IllegalStateException when the schedule is relative
     */
    public int missed(Instant previous, Instant after, int limit) {
        return occurrences().missed(previous, after, limit);
    }

    /**
     * The last occurrence, of the chain that starts at {@code previous}, in (previous, notAfter]; empty when there is
     * none. Of a random interval, the last among the first 1000 occurrences.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> latest(Instant previous, Instant notAfter) {
        return occurrences().latest(previous, notAfter);
    }

    /**
     * The first occurrences after an instant, each found from the one before.
     *
     * @param n how many at most; not negative
     * @throws IllegalArgumentException when {@code n} is negative
     * @throws IllegalStateException when the schedule is relative
     */
    public List<Instant> preview(Instant after, int n) {
        return occurrences().preview(after, n);
    }

    /**
     * The schedule that a relative one means when defined at an instant; this very value when nothing in it is relative.
     *
     * @throws IllegalArgumentException when the result lies outside the years 0000 to 9999
     */
    public Schedule bind(Instant definedAt) {
        return bind(definedAt, Optional.of(definedAt));
    }

    /**
     * The meaning of a relative schedule where the wall clock may have been wrong at its definition: a duration counts from
     * the definition, and a time of day from when the clock could be trusted.
     *
     * @param definedAt what the clock shows of the definition, as it is set now
     * @param trustedAt since when the clock can be trusted, not before the definition; empty: it cannot yet. Then a time
     *     of day is ahead, nobody knows how far: {@code until 18:30} ends nothing, and from {@code starting 08:00} on
     *     nothing has occurred yet
     * @throws IllegalArgumentException when the result lies outside the years 0000 to 9999
     */
    public Schedule bind(Instant definedAt, Optional<Instant> trustedAt) {
        if (!isRelative()) {
            return this;
        }
        Instant defined = Limits.clamp(definedAt);
        Instant trusted = trustedAt.map(Limits::clamp).orElse(null);
        Rule bound = rule instanceof OnceInRule relative ? relative.bind(defined) : rule;
        Schedule fixed = of(bound, terms.bind(defined, trusted, zoneOrUtc()), zoneOrUtc());
        return new Schedule(fixed.rule, fixed.terms, fixed.zone, pace, seed, spreadOffset);
    }

    /** How much later all occurrences are than the text says; zero unless set by {@link #withSpread}. */
    public Duration spreadOffset() {
        return spreadOffset;
    }

    /**
     * The same schedule on one machine of a fleet: all occurrences are later by an offset of whole seconds, from zero to
     * less than {@link #spread()}, that is drawn from the two names and so is the same for ever. Occurrences may
     * so leave the window and pass the end. An interval that counts from whatever comes before, such as
     * {@code every 10 minutes}, is not moved by it. The offset is no part of the text nor of equality.
     *
     * @param installation the id of the machine
     * @param job the name of the job
     */
    public Schedule withSpread(String installation, String job) {
        Duration offset = terms.spreadOffset(installation, job);
        return offset.equals(spreadOffset) ? this : new Schedule(rule, terms, zone, pace, seed, offset);
    }

    /**
     * The same schedule with another seed for its random intervals; this very value when it has none. The seed is no part
     * of the text nor of equality; it is 0 unless set.
     */
    public Schedule withSeed(long newSeed) {
        return !rule.isRandom() || newSeed == seed
                ? this
                : new Schedule(rule, terms, zone, pace, newSeed, spreadOffset);
    }
}
