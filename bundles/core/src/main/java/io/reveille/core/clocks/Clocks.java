package io.reveille.core.clocks;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.settings.Settings;
import io.reveille.core.state.ClockSteps;
import io.reveille.core.state.EngineState;
import io.reveille.spi.ClockTrust.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the clocks, and whether the wall clock is trusted. Belongs to the engine's thread. */
public final class Clocks {

    private static final Logger LOG = LoggerFactory.getLogger(Clocks.class);

    private final TimeSource time;
    private final ClockWatch watch;
    private TrustRules rules;
    private Settings settings;
    private final Instant started;
    private String installation = "";
    private ClockSteps steps;
    private Instant newest = Instant.MIN; // the newest time ever trusted
    private boolean setSinceBoot; // the clock was set, or trusted, in this run of the machine
    private boolean accepted; // an operator trusts it, and it has not stepped since
    private boolean newBoot = true;
    private Optional<Instant> lastSeen = Optional.empty(); // the wall clock's time at the last save
    private boolean offForUnknown; // how long the machine was off is not known
    private boolean clean; // Reveille has stopped in order
    private String why = ""; // the reason not to trust the clock; empty if trusted

    public Clocks(TimeSource time, Settings settings) {
        this.time = time;
        this.watch = new ClockWatch(time);
        this.rules = rules(settings);
        this.settings = settings;
        this.started = time.wall();
        this.steps = ClockSteps.begin();
    }

    /** Applies other settings from now on; the clock is to be judged anew. */
    void use(Settings now) {
        settings = now;
        rules = rules(now);
    }

    private static TrustRules rules(Settings settings) {
        return new TrustRules(settings.clockRewind(), settings.clockWait());
    }

    /**
     * Takes in the saved state of the engine and judges by that; returns whether Reveille had stopped in order, or
     * never ran.
     */
    boolean load(Optional<EngineState> saved, Collection<Verdict> verdicts) {
        installation = saved.map(EngineState::installation)
                .filter(id -> !id.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString());
        saved.ifPresent(before -> {
            newest = before.trusted();
            newBoot = !before.boot().equals(time.bootId()) || before.boot().equals(TimeSource.UNKNOWN_BOOT);
            lastSeen = Optional.of(before.wall());
            if (!newBoot) {
                watch.resume(before.wall(), before.sinceBoot());
                steps = before.steps().isKnown() ? before.steps() : steps;
                setSinceBoot = wasTrusted(before);
            }
        });
        judge(time.wall(), verdicts);
        boolean known = why.isEmpty() && saved.map(Clocks::wasTrusted).orElse(true);
        offForUnknown = newBoot && !known;
        return saved.map(EngineState::clean).orElse(true);
    }

    private static boolean wasTrusted(EngineState before) {
        return !before.trusted().isBefore(before.wall());
    }

    /**
     * The state of the engine, which goes with each save.
     *
     * @param flash the flash budget's text
     */
    public EngineState state(String flash) {
        Instant now = time.wall();
        Instant trusted = why.isEmpty() ? now : newest;
        return new EngineState(
                installation,
                clean,
                time.bootId(),
                now,
                time.sinceBoot(),
                steps,
                trusted.equals(Instant.MIN) ? Instant.EPOCH : trusted,
                flash);
    }

    /** The permanent name of this installation. */
    public String installation() {
        return installation;
    }

    /** Whether the machine was off for an unknown time, since the wall clock was wrong before or is now. */
    public boolean wasOffForUnknown() {
        return offForUnknown;
    }

    /** The wall clock's time when Reveille ran last, if that was saved. */
    public Optional<Instant> lastSeen() {
        return lastSeen;
    }

    /** The name of this run of the machine; where that has none, of this start of Reveille. */
    public String boot() {
        String id = time.bootId();
        return id.equals(TimeSource.UNKNOWN_BOOT) ? "start-" + started.toEpochMilli() : id;
    }

    /** The longest step back after which the clock is awaited to catch up. */
    public Duration rewind() {
        return settings.clockRewind();
    }

    /** The steps of the wall clock so far, as of the last look. */
    public ClockSteps steps() {
        return steps;
    }

    /** Notes that Reveille stops in order. */
    public void stopsInOrder() {
        clean = true;
    }

    /** Why the wall clock is not trusted; empty if it is. */
    public String whyNot() {
        return why;
    }

    /** The wall clock's time, if that is trusted. */
    public Optional<Instant> trusted() {
        return why.isEmpty() ? Optional.of(time.wall()) : Optional.empty();
    }

    /** Looks at the clocks, and notes whether they were set. */
    ClockWatch.Look look() {
        ClockWatch.Look seen = watch.look();
        if (!seen.step().isZero()) {
            LOG.info("The clock has stepped by {}; it is {} now.", seen.step(), seen.now());
            accepted = false;
            steps = steps.plus(seen.step());
            if (!seen.step().isNegative()) {
                setSinceBoot = true;
            } else if (why.isEmpty()) {
                newest = seen.now(); // a trusted clock was set back
            }
        }
        return seen;
    }

    /** Whether the machine was suspended between the last two looks. */
    boolean hasSlept() {
        return watch.hasSlept();
    }

    /** Trusts the clock until it steps, by order of an operator. */
    void accept() {
        accepted = true;
    }

    /** Notes that the time of the wall clock is right. */
    void takeAsTrusted(Instant now) {
        newest = now;
        setSinceBoot = true;
    }

    /**
     * Judges whether the wall clock is trusted; returns whether the judgement has changed.
     *
     * @param verdicts the answers of the {@code ClockTrust} services
     */
    boolean judge(Instant now, Collection<Verdict> verdicts) {
        String before = why;
        why = rules.whyNot(
                new TrustRules.Facts(now, newest, time.sinceBoot(), time.hasRtc() || setSinceBoot, accepted, verdicts));
        if (why.equals(before)) {
            return false;
        }
        if (why.isEmpty()) {
            LOG.info("The clock shows {} and is trusted.", now);
        } else {
            LOG.warn("The clock shows {} and is not trusted: {}. Calendar jobs are held.", now, why);
        }
        return true;
    }

    /** The time until the clock has to be judged again while it is not trusted. */
    Duration untilJudgedAgain() {
        return rules.untilJudgedAgain(time.sinceBoot(), settings.clockLook());
    }
}
