package io.reveille.core.clocks;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.settings.Settings;
import io.reveille.core.state.ClockSteps;
import io.reveille.core.state.EngineState;
import io.reveille.core.threads.Mailbox;
import io.reveille.core.threads.Outside;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.ClockTrust.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the clocks show, and whether the wall clock is trusted. While it is not, it is looked at now and then, and
 * calendar jobs are held. Belongs to the engine's thread.
 */
public final class Clocks {

    private static final Logger LOG = LoggerFactory.getLogger(Clocks.class);

    /** Is told of what the clocks do. */
    public interface Listener {

        /** The wall clock has stepped. */
        void stepped(Instant now, Duration step);

        /** The wall clock is trusted, or is not any more, or has stepped and is judged anew; this is what it shows. */
        void judged(Instant now);
    }

    private final TimeSource time;
    private final ClockWatch watch;
    private TrustRules rules;
    private Settings settings;
    private final Agenda agenda;
    private final Outside outside;
    private final Mailbox mailbox;
    private final Map<ClockTrust, Verdict> verdicts = new LinkedHashMap<>();
    private Listener listener = new Listener() {
        @Override
        public void stepped(Instant now, Duration step) {}

        @Override
        public void judged(Instant now) {}
    };
    private final Instant started;
    private String installation = "";
    private ClockSteps steps;
    private Instant newest = Instant.MIN; // ever trusted
    private boolean setSinceBoot; // it was seen to be set, or was trusted, in this run of the machine
    private boolean accepted; // somebody has said that it is right, and it has not stepped since
    private boolean newBoot = true;
    private Optional<Instant> lastSeen = Optional.empty(); // the wall clock, when this was saved last
    private boolean offForUnknown; // nobody knows for how long the machine was off
    private boolean clean; // Reveille has stopped in order
    private String why = ""; // it is not trusted; empty if it is
    private Agenda.@Nullable Entry look;

    public Clocks(TimeSource time, Settings settings, Agenda agenda, Outside outside, Mailbox mailbox) {
        this.time = time;
        this.watch = new ClockWatch(time);
        this.rules = rules(settings);
        this.settings = settings;
        this.agenda = agenda;
        this.outside = outside;
        this.mailbox = mailbox;
        this.started = time.wall();
        this.steps = ClockSteps.begin();
    }

    /** Goes by other settings from now on. */
    public void use(Settings now) {
        settings = now;
        rules = rules(now);
        judge(time.wall());
    }

    private static TrustRules rules(Settings settings) {
        return new TrustRules(settings.clockRewind(), settings.clockWait());
    }

    public void tell(Listener who) {
        listener = who;
    }

    /** Takes in what was saved before; returns whether Reveille had stopped in order then, or never ran. */
    public boolean load(Optional<EngineState> saved) {
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
        judge(time.wall());
        boolean known = why.isEmpty() && saved.map(Clocks::wasTrusted).orElse(true);
        offForUnknown = newBoot && !known;
        return saved.map(EngineState::clean).orElse(true);
    }

    private static boolean wasTrusted(EngineState before) {
        return !before.trusted().isBefore(before.wall());
    }

    /**
     * What goes with each save.
     *
     * @param flash what the flash budget keeps
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

    /** Names this installation, for ever. */
    public String installation() {
        return installation;
    }

    /** Whether the machine was off, and the wall clock, wrong before or now, does not tell for how long. */
    public boolean wasOffForUnknown() {
        return offForUnknown;
    }

    /** The time that the wall clock showed when Reveille ran last, as far as that was saved. */
    public Optional<Instant> lastSeen() {
        return lastSeen;
    }

    /** Names this run of the machine; where it has no name, this start of Reveille. */
    public String boot() {
        String id = time.bootId();
        return id.equals(TimeSource.UNKNOWN_BOOT) ? "start-" + started.toEpochMilli() : id;
    }

    /** How far a step back is waited for. */
    public Duration rewind() {
        return settings.clockRewind();
    }

    /** How the wall clock is set, as it was seen last. */
    public ClockSteps steps() {
        return steps;
    }

    /** Reveille stops in order. */
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

    /** Looks at the clocks; returns what the wall clock shows. */
    public Instant look() {
        ClockWatch.Look seen = watch.look();
        if (watch.hasSlept()) {
            agenda.open();
        }
        if (!seen.step().isZero()) {
            LOG.info("The clock has stepped by {}; it is {} now.", seen.step(), seen.now());
            accepted = false;
            steps = steps.plus(seen.step());
            agenda.clockStepped(seen.step());
            if (seen.step().isNegative()) {
                if (why.isEmpty()) {
                    newest = seen.now(); // somebody has set back a clock that was trusted
                }
            } else {
                setSinceBoot = true;
            }
            listener.stepped(seen.now(), seen.step());
            ask();
            judge(seen.now(), true);
        }
        return seen.now();
    }

    public void add(ClockTrust trust) {
        verdicts.put(trust, Verdict.UNKNOWN);
        ask(trust);
    }

    public void remove(ClockTrust trust) {
        verdicts.remove(trust);
        outside.forget(trust);
        judge(time.wall());
    }

    /** Somebody says that the clock is right as it is. */
    public void accept() {
        accepted = true;
        takeAsTrusted();
    }

    private void takeAsTrusted() {
        newest = time.wall();
        setSinceBoot = true;
        judge(newest);
    }

    private void ask() {
        verdicts.keySet().forEach(this::ask);
    }

    private void ask(ClockTrust trust) {
        outside.call(
                trust,
                () -> {
                    Verdict verdict = verdict(trust);
                    mailbox.post(() -> answered(trust, verdict));
                },
                () -> {});
    }

    private static Verdict verdict(ClockTrust trust) {
        try {
            Verdict verdict = trust.verdict();
            return verdict == null ? Verdict.UNKNOWN : verdict;
        } catch (Throwable e) { // somebody else's code
            LOG.warn("{} does not know whether the clock is right", trust, e);
            return Verdict.UNKNOWN;
        }
    }

    private void answered(ClockTrust trust, Verdict verdict) {
        if (verdicts.replace(trust, verdict) != null) {
            if (verdict == Verdict.TRUSTED) {
                takeAsTrusted();
            } else {
                judge(time.wall());
            }
        }
    }

    private void judge(Instant now) {
        judge(now, false);
    }

    private void judge(Instant now, boolean stepped) {
        String before = why;
        why = rules.whyNot(new TrustRules.Facts(
                now, newest, time.sinceBoot(), time.hasRtc() || setSinceBoot, accepted, verdicts.values()));
        if (!why.equals(before)) {
            if (why.isEmpty()) {
                LOG.info("The clock shows {} and is trusted.", now);
            } else {
                LOG.warn("The clock shows {} and is not trusted: {}. Calendar jobs are held.", now, why);
            }
        }
        if (stepped || !why.equals(before)) {
            listener.judged(now);
        }
        if (look != null) {
            agenda.cancel(look);
            look = null;
        }
        if (!why.isEmpty()) {
            Duration most = rules.untilJudgedAgain(time.sinceBoot(), settings.clockLook());
            look = agenda.after(now, most, () -> {
                look = null;
                ask();
                judge(time.wall());
            });
        }
    }
}
