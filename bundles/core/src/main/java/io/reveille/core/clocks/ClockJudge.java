package io.reveille.core.clocks;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.settings.Settings;
import io.reveille.core.state.EngineState;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.core.threads.Mailbox;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.ClockTrust.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observer of the clocks, which tells of steps and of trust in the wall clock. While that is not trusted it is
 * judged anew now and then, and calendar jobs are held. Belongs to the engine's thread.
 */
public final class ClockJudge {

    private static final Logger LOG = LoggerFactory.getLogger(ClockJudge.class);

    /** A listener for steps and judgements of the wall clock. */
    public interface Listener {

        /** Called when the wall clock has stepped. */
        void stepped(Instant now, Duration step);

        /** Called when the wall clock is trusted, or is not any more, or has stepped and is judged anew. */
        void judged(Instant now);
    }

    private final Clocks clocks;
    private final TimeSource time;
    private final Agenda<?> agenda;
    private final GuardedCalls calls;
    private final Mailbox mailbox;
    private final List<Listener> listeners;
    private final Map<ClockTrust, Verdict> verdicts = new LinkedHashMap<>();
    private Agenda.@Nullable Entry look;

    public ClockJudge(
            Clocks clocks,
            TimeSource time,
            Agenda<?> agenda,
            GuardedCalls calls,
            Mailbox mailbox,
            List<Listener> listeners) {
        this.clocks = clocks;
        this.time = time;
        this.agenda = agenda;
        this.calls = calls;
        this.mailbox = mailbox;
        this.listeners = listeners;
    }

    /** Applies other settings from now on. */
    public void use(Settings now) {
        clocks.use(now);
        judge(time.wall(), false);
    }

    /**
     * Takes in the saved state of the engine, before any job comes; returns whether Reveille had stopped in order, or
     * never ran.
     */
    public boolean load(Optional<EngineState> saved) {
        boolean clean = clocks.load(saved, verdicts.values());
        lookAgain(time.wall());
        return clean;
    }

    /** Looks at the clocks; returns the time of the wall clock. */
    public Instant look() {
        ClockWatch.Look seen = clocks.look();
        if (clocks.hasSlept()) {
            agenda.open();
        }
        if (!seen.step().isZero()) {
            listeners.forEach(listener -> listener.stepped(seen.now(), seen.step()));
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
        calls.forget(trust);
        judge(time.wall(), false);
    }

    /** Trusts the clock as it is, by order of an operator. */
    public void accept() {
        clocks.accept();
        takeAsTrusted();
    }

    private void takeAsTrusted() {
        Instant now = time.wall();
        clocks.takeAsTrusted(now);
        judge(now, false);
    }

    private void ask() {
        verdicts.keySet().forEach(this::ask);
    }

    private void ask(ClockTrust trust) {
        calls.call(
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
            LOG.warn("{} failed when asked whether the clock is right; its answer counts as unknown", trust, e);
            return Verdict.UNKNOWN;
        }
    }

    private void answered(ClockTrust trust, Verdict verdict) {
        if (verdicts.replace(trust, verdict) != null) {
            if (verdict == Verdict.TRUSTED) {
                takeAsTrusted();
            } else {
                judge(time.wall(), false);
            }
        }
    }

    private void judge(Instant now, boolean stepped) {
        if (clocks.judge(now, verdicts.values()) || stepped) {
            listeners.forEach(listener -> listener.judged(now));
        }
        lookAgain(now);
    }

    private void lookAgain(Instant now) {
        if (look != null) {
            agenda.cancel(look);
            look = null;
        }
        if (!clocks.whyNot().isEmpty()) {
            look = agenda.after(now, clocks.untilJudgedAgain(), "look at the clock", () -> {
                look = null;
                ask();
                judge(time.wall(), false);
            });
        }
    }
}
