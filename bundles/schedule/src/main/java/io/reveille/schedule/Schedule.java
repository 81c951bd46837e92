package io.reveille.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
 * <p>The occurrences form a chain: each is found from the one before.
 *
 * <ul>
 *   <li>Seconds, minutes and hours are elapsed time. With {@code at}, minutes and hours first go to that second of the
 *       local minute or hour, with the offset from UTC in force at the instant asked about.
 *   <li>Days, weeks, weekdays and months count local dates. Without {@code at} they keep the local time that they come
 *       from, and a day that is named comes on a later date than the one asked about.
 *   <li>With {@code at}, one unit runs at the next such time; several start that many units after today, the current
 *       month, hour or minute. Both are the rule of Python's {@code schedule} 1.2.2. A week is seven days.
 *   <li>In a month without a 31st, {@code on day 31} is the last day; a month without a fifth Friday is passed over.
 *   <li>Of {@code every 2 weeks on monday} the weeks are the same for everybody: those counted from the first Monday
 *       after {@code starting}, and without that from the week of 1 January 1970. Weeks begin on Monday.
 *   <li>A local time that does not exist runs one gap later (02:30 becomes 03:30), and the next date with {@code at} is
 *       back on time, even where the gap pushed the occurrence over midnight. A local time that happens twice runs once,
 *       at the first pass.
 *   <li>Cron is the Open Cron Pattern Specification 1.4, in the years 1970 to 2199. A local time that does not exist is
 *       skipped, one that happens twice runs at the first; but a pattern whose hour field starts with {@code *} is an
 *       interval by nature and runs in both passes.
 *   <li>The numbers of random intervals are drawn from {@link #withSeed} and the instant asked about.
 *   <li>{@code between A and B} is from A inclusive to B exclusive, over midnight when B is earlier. An interval of at
 *       most 24 hours starts anew, with an occurrence, whenever the window opens; a longer one, and one of several days,
 *       weeks or months, waits for the next opening when it would fall outside; of all other rules only what lies
 *       within counts. A day that is named without {@code at} takes A for its time. An A or B that a change of offset skips
 *       lies at the change, and one that happens twice at its first pass: on 29 March 2026 in Berlin, 03:10 lies between
 *       02:30 and 03:30, and 03:00 does not lie between 01:30 and 02:30. So a window that such a change skips as a whole
 *       does not open that day.
 *   <li>{@code starting S} makes S the begin of the chain: an interval without {@code at} first occurs at S, and
 *       {@code every 3 days at 06:00} at the first 06:00 from S on. Whoever asks later is answered from that chain.
 *       {@code until U} is the last instant that counts. A date stands for its midnight.
 * </ul>
 *
 * <p>Every answer lies within the years -9999 to 9999: an instant asked about before them counts as their start, and
 * after them nothing occurs. No instant makes a question throw, except of a relative schedule (see
 * {@link #isRelative()}). A long gap costs a visit to each change of offset of one time zone in it (some two a year);
 * or up to 1000 steps of a random interval or one that waits for its window, and as many tries of a rule or a window
 * that nothing falls into, which then counts as never. Events ({@code @reboot}, {@code after "download"}) have no time:
 * no instant is ever next.
 */
public final class Schedule {
    private final Rule rule;
    private final Terms terms;

    /** Whose wall clock is meant; null when none is followed. */
    private final @Nullable ZoneId zone;

    /** Null when it depends on the definition. */
    private final @Nullable Chain chain;

    private final Pace pace;
    private final long seed;
    private final Duration spreadOffset;

    private Schedule(Rule rule, Terms terms, @Nullable ZoneId zone, Pace pace, long seed, Duration spreadOffset) {
        this.rule = rule;
        this.terms = terms;
        this.zone = zone;
        this.pace = pace;
        this.seed = seed;
        this.spreadOffset = spreadOffset;
        this.chain = isRelative() ? null : terms.chain(rule, zoneOrUtc());
    }

    private Schedule(Schedule other, long seed, Duration spreadOffset) {
        this.rule = other.rule;
        this.terms = other.terms;
        this.zone = other.zone;
        this.chain = other.chain;
        this.pace = other.pace;
        this.seed = seed;
        this.spreadOffset = spreadOffset;
    }

    /** @param zone used where the terms follow a wall clock and the rule follows none */
    static Schedule of(Rule rule, Terms terms, ZoneId zone) {
        ZoneId ofTerms = terms.needZone() ? zone : null;
        ZoneId followed = rule.zone() == null ? ofTerms : rule.zone();
        return new Schedule(rule, terms, followed, Pace.of(rule, terms), 0, Duration.ZERO);
    }

    private Chain chain() {
        if (chain == null) {
            throw unbound(toString());
        }
        return chain;
    }

    static IllegalStateException unbound(String text) {
        return new IllegalStateException(
                "\"" + text + "\" counts from its definition, which is not known here: call bind(definedAt) first");
    }

    private ZoneId zoneOrUtc() {
        return zone == null ? Zones.UTC : zone;
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
        return of(new OnceAtRule(at), Terms.NONE, Zones.UTC);
    }

    /**
     * A single occurrence, so much elapsed time after the definition.
     *
     * @param fromDefinition in whole seconds
     * @throws IllegalArgumentException when it is not, or longer than 36,525 days
     */
    public static ScheduleBuilder onceIn(Duration fromDefinition) {
        if (!Amount.isDuration(fromDefinition)) {
            throw new IllegalArgumentException(
                    "cannot schedule once in " + fromDefinition + ": expected " + Amount.DURATION);
        }
        return new ScheduleBuilder(ScheduleDraft.of(OnceInRule.of(fromDefinition)));
    }

    /**
     * A cron pattern of the Open Cron Pattern Specification 1.4, or one of its nicknames.
     *
     * @param pattern at most 600 characters
     * @throws ScheduleSyntaxException when it is none; its columns are those of the pattern
     */
    public static ScheduleBuilder cron(String pattern) {
        if (pattern.length() > Limits.CRON_LENGTH) {
            throw ScheduleSyntaxException.expected(
                    pattern, Limits.CRON_LENGTH, "at most " + Limits.CRON_LENGTH + " characters", "");
        }
        return new ScheduleBuilder(CronTextParser.read(pattern, 0, pattern.length()));
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

    /** What this schedule says, for more to be added. */
    public ScheduleBuilder toBuilder() {
        return new ScheduleBuilder(new ScheduleDraft((at, in) -> rule, null, 0, null, zone, terms));
    }

    /** Whose wall clock it follows; empty if it follows none. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** How it comes again. */
    public Recurrence recurrence() {
        return rule;
    }

    /**
     * The first occurrence strictly after an instant, of the chain that starts there.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> next(Instant after) {
        return answer(chain().next(unspread(after), seed));
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
        return answer(chain().next(unspread(previous), unspread(after), seed));
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
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "cannot count up to " + limit + " missed occurrences: expected 0 or more");
        }
        return chain().missed(unspread(previous), unspread(after), limit, seed);
    }

    /**
     * The last occurrence, of the chain that starts at {@code previous}, in (previous, notAfter]; empty when there is
     * none. Of a random interval, the last among the first 1000 occurrences.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public Optional<Instant> latest(Instant previous, Instant notAfter) {
        return answer(chain().latest(unspread(previous), unspread(notAfter), seed));
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

    /** An instant of the chain, which the offset of the spread moves as a whole. */
    private Instant unspread(Instant instant) {
        Instant clamped = Limits.clamp(instant);
        return spreadOffset.isZero() ? clamped : Limits.clamp(clamped.minus(spreadOffset));
    }

    private Optional<Instant> answer(@Nullable Instant found) {
        if (found == null || found.isAfter(Limits.LATEST)) {
            return Optional.empty();
        }
        Instant moved = spreadOffset.isZero() ? found : found.plus(spreadOffset);
        return moved.isAfter(Limits.LATEST) ? Optional.empty() : Optional.of(moved);
    }

    /**
     * Whether this goes by elapsed time, so that all its occurrences move along when the wall clock is set: a bare
     * interval of seconds, minutes or hours without {@code at}, window, and a start that is a time of the wall clock; or
     * {@code once in} so long. Every other schedule follows the wall clock. A bound schedule says what it said before.
     */
    public boolean isElapsed() {
        return pace.elapsed();
    }

    /**
     * Whether the wall clock says when this occurs: it cannot be known while that is wrong. Events occur when they happen.
     */
    public boolean followsClock() {
        return pace.followsClock();
    }

    /**
     * Whether the wall clock says when this is over, as with {@code every 10 minutes until 2027-06-01}: whatever follows
     * the clock, and what has an end that is no duration.
     */
    public boolean endsByClock() {
        return pace.endsByClock();
    }

    /**
     * Whether this counts from its definition, as {@code once in 45 minutes} and {@code until 18:30} do. Such a schedule
     * has no occurrences of its own: asked for one it throws an {@link IllegalStateException}; {@link #bind} makes one
     * that has.
     */
    public boolean isRelative() {
        return rule.isRelative() || terms.areRelative();
    }

    /**
     * What a relative schedule means when defined at an instant; this very value when nothing in it is relative.
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

    /** Whether this waits for something to happen rather than for a time: {@code @reboot} or {@code after "job"}. */
    public boolean isEvent() {
        return rule.isEvent();
    }

    /** Whether this is {@code @reboot}: an occurrence at each start of the system. */
    public boolean isReboot() {
        return rule instanceof EventRule event && event.predecessor() == null;
    }

    /** The job that this one follows; empty unless it is {@code after "job"}. */
    public Optional<Predecessor> after() {
        return rule instanceof EventRule event ? Optional.ofNullable(event.predecessor()) : Optional.empty();
    }

    /**
     * Whether something that happens at an instant counts: whether it lies in the window, and from the start to the end.
     * This is how an event is limited, which has no occurrences that these could be told from.
     *
     * @throws IllegalStateException when the schedule is relative
     */
    public boolean admits(Instant instant) {
        if (terms.areRelative()) {
            throw unbound(toString());
        }
        return terms.admit(Limits.clamp(instant), zoneOrUtc());
    }

    /** How often it occurs at most; empty: without end. Whoever runs it counts. */
    public OptionalInt times() {
        return terms.times() == 0 ? OptionalInt.empty() : OptionalInt.of(terms.times());
    }

    /** How much later than due an occurrence may run; zero unless {@code within} is said. */
    public Duration tolerance() {
        return terms.tolerance();
    }

    /** What a fleet spreads its occurrences over; zero unless {@code spread over} is said. */
    public Duration spread() {
        return terms.spread();
    }

    /** Whether an occurrence rides along when the machine is awake, and never wakes it. */
    public boolean isNoWake() {
        return terms.noWake();
    }

    /** How much later all occurrences are than the text says; zero unless set by {@link #withSpread}. */
    public Duration spreadOffset() {
        return spreadOffset;
    }

    /**
     * The same schedule on one machine of a fleet: all occurrences are later by an offset of whole seconds, from zero to
     * less than {@link #spread()}, that is drawn from the two names and so is the same for ever. It moves occurrences
     * out of the window and past the end too. An interval that counts from whatever comes before, such as
     * {@code every 10 minutes}, is not moved by it. The offset is no part of the text nor of equality.
     *
     * @param installation the id of the machine
     * @param job the name of the job
     */
    public Schedule withSpread(String installation, String job) {
        long hash = Hash.of(Hash.of(0, installation), job);
        long seconds = terms.spread().isZero()
                ? 0
                : Long.remainderUnsigned(hash, terms.spread().toSeconds());
        return new Schedule(this, seed, Duration.ofSeconds(seconds));
    }

    /**
     * The same schedule with another seed for its random intervals. The seed is no part of the text nor of equality;
     * it is 0 unless set.
     */
    public Schedule withSeed(long newSeed) {
        return new Schedule(this, newSeed, spreadOffset);
    }

    /** An English sentence without its full stop: {@code Every day at 10:30, Europe/Rome time}. */
    public String describe() {
        String window = terms.window() == null ? "" : terms.window().describe(rule);
        return rule.sentence() + window + (zone == null ? "" : Zones.describe(zone)) + terms.describe();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schedule schedule
                && rule.equals(schedule.rule)
                && terms.equals(schedule.terms)
                && Objects.equals(zone, schedule.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rule, terms, zone);
    }

    /** The canonical text: {@code Schedule.parse(s.toString()).equals(s)}. */
    @Override
    public String toString() {
        return rule.text() + terms.textBeforeZone() + (zone == null ? "" : Zones.clause(zone)) + terms.textAfterZone();
    }
}
