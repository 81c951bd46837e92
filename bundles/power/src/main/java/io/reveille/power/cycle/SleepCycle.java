package io.reveille.power.cycle;

import io.reveille.PowerStatus.Backend;
import io.reveille.PowerStatus.Now;
import io.reveille.PowerStatus.Sleep;
import io.reveille.power.cycle.Clocks.Moment;
import io.reveille.power.cycle.Memory.Kept;
import io.reveille.power.cycle.Memory.PowerOff;
import io.reveille.power.plan.Decision;
import io.reveille.power.plan.Decision.StayAwake;
import io.reveille.power.plan.Situation;
import io.reveille.power.plan.Situation.Abilities;
import io.reveille.power.plan.SleepPlanner;
import io.reveille.schedule.Durations;
import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Probe;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.PowerListener;
import io.reveille.spi.Quiescence;
import io.reveille.spi.Quiescence.Outlook;
import io.reveille.spi.Quiescence.Quiet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look after the other: decide, hold the engine still, sleep, measure. Whatever goes wrong on the way, the engine goes
 * on and the machine stays awake. All of it on one thread, but for what is said to be for any.
 */
public final class SleepCycle {

    private static final Logger LOG = LoggerFactory.getLogger(SleepCycle.class);

    /** How long a shutdown may take, awake; then it has not worked. */
    private static final Duration SHUTDOWN = Duration.ofMinutes(5);

    /** What the cycle works on. */
    public record Surroundings(
            Quiescence engine, Clocks clocks, Caller caller, Inhibitors inhibitors, Journal journal) {}

    private final Surroundings world;
    private final Clocks clocks;
    private final Memory memory;
    private final Graces graces;
    private final Pause pause = new Pause();

    private Rig rig;
    private Probe probe;
    private Breaker breaker;
    private Latency latency;

    /** Alarms reach no further, as a sleep has shown. */
    private Optional<Duration> horizon = Optional.empty();

    /** Since when runs have kept the machine awake. */
    private @Nullable Duration busySince;

    /** What the simulation has said last: it is not said twice. */
    private Optional<Decision> simulated = Optional.empty();

    /** The machine is being shut down. */
    private @Nullable Leaving leaving;

    private record Leaving(Quiet quiet, Sleep sleep, Duration until) {}

    private volatile Now now;
    private volatile Backend backend;

    public SleepCycle(Surroundings world, Memory memory, Rig rig) {
        this.world = world;
        this.clocks = world.clocks();
        this.memory = memory;
        this.rig = rig;
        this.graces = new Graces(clocks.sinceBoot());
        this.probe = rig.probe();
        this.breaker = breaker(rig.settings());
        this.latency = new Latency(rig.settings().depth());
        this.now = new Now("it has just started", clocks.wall(), rig.problem());
        this.backend = describe();
        new Homecoming(world.journal(), clocks, graces).after(memory.load(), latency);
    }

    /** What it does. Any thread. */
    public Now now() {
        return now;
    }

    /** What puts the machine to sleep. Any thread. */
    public Backend backend() {
        return backend;
    }

    /** Somebody did something at the gateway. */
    public void operatorActive() {
        graces.operatorActive(clocks.sinceBoot());
    }

    /** Goes on with other settings, or tries again with the same: the machine is looked at anew. */
    public void use(Rig other) {
        if (other.settings().depth() != rig.settings().depth()) {
            latency = new Latency(other.settings().depth());
        }
        rig = other;
        probe = other.probe();
        breaker = breaker(other.settings());
        horizon = Optional.empty();
        simulated = Optional.empty();
        pause.reset();
    }

    /** At the end: what was counted is kept. A shutdown that is under way is not stopped by it. */
    public void close() {
        if (leaving != null) {
            leaving.quiet().close();
            leaving = null;
            return; // saved when it began
        }
        remember(Optional.empty());
    }

    /**
     * Looks, and sleeps if it is time to.
     *
     * @return after which time to look again though nothing has changed; empty if only after a change
     * @throws InterruptedException if this thread is to end
     */
    public Optional<Duration> look() throws InterruptedException {
        Optional<Duration> next;
        try {
            next = leaving == null ? decide() : shutdown(leaving);
        } finally {
            backend = describe();
        }
        return next;
    }

    private Optional<Duration> decide() throws InterruptedException {
        Optional<StayAwake> unable = unable();
        if (unable.isPresent()) {
            return awake(unable.get());
        }
        Decision decision = plan(world.engine().outlook());
        if (decision instanceof StayAwake stay) {
            return awake(stay);
        }
        Decision.Sleep sleep = (Decision.Sleep) decision;
        PowerBackend able = rig.backend().orElseThrow();
        return able.isReal() ? enter(able) : simulate(able, sleep);
    }

    /** Why it does not even have to think about it. */
    private Optional<StayAwake> unable() {
        if (!probe.usable()) {
            return stay(String.join("; ", probe.findings()), Optional.empty());
        }
        if (world.caller().isStuck()) {
            return stay("the back end " + rig.name() + " was called and does not come back", Optional.empty());
        }
        if (breaker.isGivenUp()) {
            return stay(
                    "the back end " + rig.name() + " has failed " + breaker.failures()
                            + " times in a row and is not tried any more",
                    Optional.empty());
        }
        Duration sinceBoot = clocks.sinceBoot();
        Duration backoff = breaker.left(sinceBoot);
        if (!backoff.isZero()) {
            return stay("the back end " + rig.name() + " has failed; it is tried again later", Optional.of(backoff));
        }
        Duration pausing = pause.left(sinceBoot);
        return pausing.isZero() ? Optional.empty() : stay("the last attempt came to nothing", Optional.of(pausing));
    }

    private static Optional<StayAwake> stay(String why, Optional<Duration> lookAgain) {
        return Optional.of(new StayAwake(why, lookAgain, false));
    }

    private Decision plan(Outlook outlook) {
        Duration sinceBoot = clocks.sinceBoot();
        if (outlook.busy().isEmpty()) {
            busySince = null;
        } else if (busySince == null) {
            busySince = sinceBoot;
        }
        return SleepPlanner.decide(
                new Situation(
                        outlook,
                        world.inhibitors().holding(),
                        graces.at(sinceBoot, rig.settings().graces()),
                        busySince == null ? Duration.ZERO : sinceBoot.minus(busySince),
                        new Abilities(
                                latency.lead(),
                                probe.minimum(),
                                Stream.of(probe.horizon(), horizon)
                                        .flatMap(Optional::stream)
                                        .min(Comparator.naturalOrder()))),
                rig.settings().rules());
    }

    private Optional<Duration> awake(StayAwake stay) {
        say(stay.why(), stay.problem() ? stay.why() : "");
        return stay.lookAgain();
    }

    private void say(String doing, String problem) {
        String shown = rig.problem().isEmpty() ? problem : rig.problem();
        if (!problem.isEmpty() && !problem.equals(now.problem())) {
            LOG.warn("The gateway does not sleep: {}", problem);
        }
        if (!doing.equals(now.doing()) || !shown.equals(now.problem())) {
            now = new Now(doing, clocks.wall(), shown);
        }
    }

    private Optional<Duration> simulate(PowerBackend able, Decision.Sleep plan) throws InterruptedException {
        say("it would sleep " + until(plan.wake()), "");
        if (simulated.filter(plan::equals).isEmpty()) {
            simulated = Optional.of(plan);
            Instant start = clocks.wall();
            Result result = world.caller()
                    .call(able, new Request(rig.settings().depth(), plan.wake(), () -> true), () -> false);
            if (result.end() != End.SIMULATED) {
                return failed(start, plan.wake(), Duration.ZERO, result.detail());
            }
            world.journal()
                    .add(
                            PowerListener.Type.SIMULATED,
                            sleep(start, plan.wake(), Duration.ZERO, result.end(), result.detail()));
        }
        return Optional.empty(); // until the plan changes
    }

    private Optional<Duration> enter(PowerBackend able) throws InterruptedException {
        Optional<Quiet> entered = world.engine().tryEnter();
        if (entered.isEmpty()) {
            return nothing("the engine does not keep still: something is due, or its state cannot be saved");
        }
        Quiet quiet = entered.get();
        boolean keep = false;
        try {
            if (!(plan(quiet.outlook()) instanceof Decision.Sleep plan) || quiet.isDisturbed()) {
                return nothing("something has changed on the way to sleep");
            }
            if (rig.settings().depth() == Depth.POWER_OFF && !remember(Optional.of(plan))) {
                return failed(
                        clocks.wall(), plan.wake(), Duration.ZERO, "what it has to know afterwards cannot be saved");
            }
            say("it sleeps " + until(plan.wake()), "");
            Moment before = clocks.now();
            Request request = new Request(
                    rig.settings().depth(), plan.wake(), () -> isStillRight(quiet, plan, before.sinceBoot()));
            Result result = world.caller().call(able, request, quiet::isDisturbed);
            Moment after = clocks.now();
            if (result.end() == End.POWERED_OFF) {
                keep = true;
                return leave(quiet, before, plan, result);
            }
            quiet.close(); // what is due runs; all else can wait
            return awoken(plan, result, before, after);
        } finally {
            if (!keep) {
                quiet.close();
            }
        }
    }

    /** For the back end's thread: nothing has happened that speaks against sleeping until then. */
    private boolean isStillRight(Quiet quiet, Decision.Sleep plan, Duration since) {
        return !quiet.isDisturbed()
                && !graces.wasOperatorActiveSince(since)
                && world.inhibitors().holding().isEmpty()
                && quiet.outlook().busy().isEmpty()
                && quiet.outlook()
                        .next()
                        .filter(next -> plan.deadline().map(next::isBefore).orElse(true))
                        .isEmpty();
    }

    private Optional<Duration> awoken(Decision.Sleep plan, Result result, Moment before, Moment after) {
        Verdict verdict = Verdict.of(plan.wake(), result, before, after, latency.longest());
        result.horizon().ifPresent(limit -> horizon = Optional.of(limit));
        switch (verdict.end()) {
            case ALARM, FOREIGN -> {
                breaker.succeeded();
                pause.reset();
                verdict.late().ifPresent(latency::add);
                graces.woke(clocks.sinceBoot(), verdict.end() == End.ALARM);
                LOG.debug("Slept {}, ended by {}: {}", verdict.slept(), verdict.end(), verdict.detail());
                world.journal()
                        .add(
                                PowerListener.Type.SLEPT,
                                sleep(before.wall(), plan.wake(), verdict.slept(), verdict.end(), verdict.detail()));
                world.journal().awaitFirstRun(after.wall(), plan.deadline());
                return Optional.of(Duration.ZERO); // look again at once
            }
            case ABORTED -> {
                if (result.horizon().isPresent()) {
                    return Optional.of(Duration.ZERO);
                }
                return nothing("the sleep was called off: " + verdict.detail());
            }
            default -> {
                return failed(before.wall(), plan.wake(), verdict.slept(), verdict.detail());
            }
        }
    }

    private Optional<Duration> nothing(String why) {
        Duration sinceBoot = clocks.sinceBoot();
        pause.begin(sinceBoot);
        say(why, "");
        return Optional.of(pause.left(sinceBoot));
    }

    private Optional<Duration> failed(Instant start, Optional<Instant> wake, Duration slept, String why) {
        Duration sinceBoot = clocks.sinceBoot();
        breaker.failed(sinceBoot);
        Sleep sleep = sleep(start, wake, slept, End.FAILED, why);
        world.journal().add(PowerListener.Type.FAILED, sleep);
        if (breaker.isGivenUp()) {
            LOG.error(
                    "The back end {} has failed {} times in a row and is not tried any more, until the operator or a"
                            + " restart says otherwise; the gateway stays awake: {}",
                    rig.name(),
                    breaker.failures(),
                    why);
            world.journal().tell(PowerListener.Type.GIVEN_UP, sleep);
            return Optional.of(Duration.ZERO);
        }
        Duration left = breaker.left(sinceBoot);
        LOG.warn(
                "The gateway did not sleep as it should, and stays awake; the back end {} is tried again in {}: {}",
                rig.name(),
                Durations.print(left),
                why);
        say("the back end " + rig.name() + " has failed: " + why, "");
        return Optional.of(left);
    }

    private Optional<Duration> leave(Quiet quiet, Moment before, Decision.Sleep plan, Result result) {
        Sleep sleep = sleep(before.wall(), plan.wake(), Duration.ZERO, End.POWERED_OFF, result.detail());
        leaving = new Leaving(quiet, sleep, clocks.sinceBoot().plus(SHUTDOWN));
        say("it is being shut down, " + until(plan.wake()), "");
        world.journal().tell(PowerListener.Type.POWERING_OFF, sleep);
        return Optional.of(SHUTDOWN);
    }

    private Optional<Duration> shutdown(Leaving going) {
        Duration left = going.until().minus(clocks.sinceBoot());
        if (!left.isNegative() && !left.isZero()) {
            return Optional.of(left);
        }
        leaving = null;
        going.quiet().close();
        return failed(
                going.sleep().start(), going.sleep().wake(), Duration.ZERO, "the machine was not shut down in time");
    }

    /** Returns whether it was saved; only a power-off needs it. */
    private boolean remember(Optional<Decision.Sleep> powerOff) {
        try {
            memory.save(new Kept(
                    world.journal().totals(),
                    latency.measured(),
                    powerOff.map(plan -> new PowerOff(clocks.wall(), plan.wake(), plan.deadline()))));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The counts of sleeps cannot be saved", e);
            return false;
        }
    }

    private Backend describe() {
        return new Backend(
                rig.name(), probe.usable(), probe.findings(), breaker.failures(), breaker.isGivenUp(), latency.lead());
    }

    private static Breaker breaker(CycleSettings settings) {
        return new Breaker(new Breaker.Rules(settings.failures(), settings.backoff()));
    }

    private static Sleep sleep(Instant start, Optional<Instant> wake, Duration slept, End end, String detail) {
        return new Sleep(start, wake, slept, end.name(), detail, Optional.empty(), Duration.ZERO);
    }

    private static String until(Optional<Instant> wake) {
        return wake.map(time -> "until " + time.truncatedTo(ChronoUnit.SECONDS)).orElse("until something wakes it");
    }
}
