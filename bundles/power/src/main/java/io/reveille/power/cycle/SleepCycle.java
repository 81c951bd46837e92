package io.reveille.power.cycle;

import io.reveille.PowerStatus.Backend;
import io.reveille.PowerStatus.Now;
import io.reveille.PowerStatus.Sleep;
import io.reveille.power.cycle.MachineClocks.Moment;
import io.reveille.power.plan.Decision;
import io.reveille.power.plan.Decision.StayAwake;
import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.PowerListener;
import io.reveille.spi.Quiescence;
import io.reveille.spi.Quiescence.Outlook;
import io.reveille.spi.Quiescence.Quiet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sleep cycle. Each look decides, and if it is time to sleep, holds the engine still, sleeps, and measures.
 * Whatever goes wrong on the way, the engine goes on and the machine stays awake. For one thread, except for the
 * methods that say otherwise.
 */
public final class SleepCycle {

    private static final Logger LOG = LoggerFactory.getLogger(SleepCycle.class);

    /** How long a shutdown may take, awake, before it counts as failed. */
    private static final Duration SHUTDOWN = Duration.ofMinutes(5);

    /** The collaborators of the cycle. */
    public record Surroundings(
            Quiescence engine, MachineClocks clocks, Caller caller, Inhibitors inhibitors, Journal journal) {}

    private final Surroundings world;
    private final MachineClocks clocks;
    private final Lookout lookout;
    private final Tries tries;
    private final PowerOffs powerOffs;
    private final Bulletin bulletin;

    private Rig rig;

    /** The last plan that was simulated: the same plan is not reported twice. */
    private Optional<Decision> simulated = Optional.empty();

    /** Present while the machine is being shut down. */
    private @Nullable Leaving leaving;

    private record Leaving(Quiet quiet, Sleep sleep, Duration until) {}

    private volatile Backend backend;

    public SleepCycle(Surroundings world, Memory memory, Rig rig) {
        this.world = world;
        this.clocks = world.clocks();
        this.rig = rig;
        this.lookout = new Lookout(clocks, world.inhibitors(), rig);
        this.bulletin = new Bulletin(clocks);
        this.tries = new Tries(clocks, world.journal(), bulletin, rig);
        this.powerOffs = new PowerOffs(memory, world.journal(), clocks, lookout);
        bulletin.settings(rig.problem());
        powerOffs.takeUp();
        this.backend = describe();
    }

    /** Returns the current activity. May be called from any thread. */
    public Now now() {
        return bulletin.now();
    }

    /** Returns the status of the back end. May be called from any thread. */
    public Backend backend() {
        return backend;
    }

    /** Returns the measured time that a wake-up keeps the machine awake, if known. May be called from any thread. */
    public Optional<Duration> awakeEachTime() {
        return lookout.awakeTime().mean();
    }

    /** Notes an operator's action at the gateway. May be called from any thread. */
    public void operatorActive() {
        lookout.graces().operatorActive(clocks.sinceBoot());
    }

    /** Goes on with other settings, or tries again with the same: the machine is probed again. */
    public void use(Rig other) {
        rig = other;
        lookout.use(other);
        bulletin.settings(other.problem());
        tries.use(other);
        simulated = Optional.empty();
    }

    /** Ends the cycle and saves the totals. A shutdown under way goes on. */
    public void close() {
        if (leaving != null) {
            leaving.quiet().close();
            leaving = null;
            return; // saved when it began
        }
        powerOffs.save(Optional.empty());
    }

    /**
     * Decides, and sleeps if it is time to.
     *
     * @return the time after which to look again even if nothing has changed; empty to look only after a change
     * @throws InterruptedException if the calling thread is interrupted, to end it
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
        Decision decision = lookout.decide(world.engine().outlook());
        if (decision instanceof StayAwake stay) {
            return awake(stay);
        }
        Decision.Sleep sleep = (Decision.Sleep) decision;
        PowerBackend able = rig.backend().orElseThrow();
        return able.isReal() ? enter(able) : simulate(able, sleep);
    }

    /** Returns why no sleep is possible, whatever is planned; empty if one is possible. */
    private Optional<StayAwake> unable() {
        if (!lookout.probe().usable()) {
            return stay(String.join("; ", lookout.probe().findings()));
        }
        return world.caller().isStuck()
                ? stay("the back end " + rig.name() + " was called and has not returned")
                : tries.notNow();
    }

    private static Optional<StayAwake> stay(String why) {
        return Optional.of(new StayAwake(why, Optional.empty(), false));
    }

    private Optional<Duration> awake(StayAwake stay) {
        bulletin.say(stay.why(), stay.problem() ? stay.why() : "");
        return stay.lookAgain();
    }

    private Optional<Duration> simulate(PowerBackend able, Decision.Sleep plan) throws InterruptedException {
        bulletin.say("it would sleep " + until(plan.wake()), "");
        if (simulated.filter(plan::equals).isEmpty()) {
            simulated = Optional.of(plan);
            Instant start = clocks.wall();
            Result result = world.caller()
                    .call(able, new Request(rig.settings().depth(), plan.wake(), () -> true), () -> false);
            if (result.end() != End.SIMULATED) {
                return tries.failed(start, plan.wake(), Duration.ZERO, result.detail());
            }
            world.journal()
                    .add(
                            PowerListener.Type.SIMULATED,
                            sleep(start, plan.wake(), Duration.ZERO, result.end(), result.detail()));
        }
        return Optional.empty(); // looks again when the plan changes
    }

    private Optional<Duration> enter(PowerBackend able) throws InterruptedException {
        if (world.engine().runOpen()) {
            return Optional.of(Duration.ZERO);
        }
        Optional<Quiet> entered = world.engine().tryEnter();
        if (entered.isEmpty()) {
            return tries.nothing("the engine does not keep still: something is due, or its state cannot be saved");
        }
        Quiet quiet = entered.get();
        boolean keep = false;
        boolean remembered = false;
        try {
            if (!(lookout.decide(quiet.outlook()) instanceof Decision.Sleep plan) || quiet.isDisturbed()) {
                return tries.nothing("something has changed on the way to sleep");
            }
            if (rig.settings().depth() == Depth.POWER_OFF) {
                lookout.endAwakeTime(clocks.now());
                remembered = powerOffs.save(Optional.of(plan));
                if (!remembered) {
                    return tries.failed(
                            clocks.wall(), plan.wake(), Duration.ZERO, "the record of the power-off cannot be saved");
                }
            }
            bulletin.say("it sleeps " + until(plan.wake()), "");
            Moment before = clocks.now();
            Request request = new Request(
                    rig.settings().depth(), plan.wake(), () -> lookout.isStillRight(quiet, plan, before.sinceBoot()));
            Result result = world.caller().call(able, request, quiet::isDisturbed);
            Moment after = clocks.now();
            if (result.end() == End.POWERED_OFF && rig.settings().depth() == Depth.POWER_OFF) {
                keep = true;
                return leave(quiet, before, plan, result);
            }
            SleepVerdict verdict = SleepVerdict.of(
                    plan.wake(), result, before, after, lookout.latency().longest());
            result.horizon().ifPresent(lookout::reaches);
            if (verdict.isSleep()) {
                boolean byOwnAlarm =
                        verdict.end() == End.ALARM && result.othersAlarm().isEmpty();
                lookout.slept(plan, verdict, byOwnAlarm, after);
                slept(plan, verdict, before, after); // before a job can run, since the first one is waited for
            }
            quiet.close(); // due jobs start now; the rest of this can wait
            return awoken(plan, verdict, before);
        } finally {
            if (!keep) {
                quiet.close();
            }
            if (remembered && !keep) {
                powerOffs.save(Optional.empty());
            }
        }
    }

    private void slept(Decision.Sleep plan, SleepVerdict verdict, Moment before, Moment after) {
        tries.succeeded();
        world.journal()
                .add(
                        PowerListener.Type.SLEPT,
                        sleep(before.wall(), plan.wake(), verdict.slept(), verdict.end(), verdict.detail()));
        world.journal().awaitFirstRun(after.wall(), plan.deadline());
    }

    private Optional<Duration> awoken(Decision.Sleep plan, SleepVerdict verdict, Moment before) {
        LOG.debug("Slept {}, ended by {}: {}", verdict.slept(), verdict.end(), verdict.detail());
        if (verdict.isSleep()) {
            return Optional.of(Duration.ZERO); // look again at once
        }
        if (verdict.end() == End.ABORTED) {
            return tries.nothing("the sleep was called off: " + verdict.detail());
        }
        lookout.awakeTime().drop(); // the delay after a failure is no part of a wake-up
        return tries.failed(before.wall(), plan.wake(), verdict.slept(), verdict.detail());
    }

    private Optional<Duration> leave(Quiet quiet, Moment before, Decision.Sleep plan, Result result) {
        Sleep sleep = sleep(before.wall(), plan.wake(), Duration.ZERO, End.POWERED_OFF, result.detail());
        leaving = new Leaving(quiet, sleep, clocks.sinceBoot().plus(SHUTDOWN));
        bulletin.say("it is being shut down, " + until(plan.wake()), "");
        world.journal().tell(PowerListener.Type.POWERING_OFF, sleep);
        return Optional.of(SHUTDOWN);
    }

    private Optional<Duration> shutdown(Leaving going) {
        Duration left = going.until().minus(clocks.sinceBoot());
        Outlook outlook = going.quiet().outlook();
        boolean due =
                outlook.next().filter(next -> !next.isAfter(outlook.now())).isPresent();
        if (!due && !left.isNegative() && !left.isZero()) {
            return Optional.of(left);
        }
        leaving = null;
        going.quiet().close();
        powerOffs.save(Optional.empty());
        return tries.failed(
                going.sleep().start(), going.sleep().wake(), Duration.ZERO, "the machine was not shut down in time");
    }

    private Backend describe() {
        return new Backend(
                rig.name(),
                lookout.probe().usable(),
                lookout.probe().findings(),
                tries.failures(),
                tries.isGivenUp(),
                lookout.latency().lead());
    }

    private static Sleep sleep(Instant start, Optional<Instant> wake, Duration slept, End end, String detail) {
        return new Sleep(start, wake, slept, end.name(), detail, Optional.empty(), Duration.ZERO);
    }

    private static String until(Optional<Instant> wake) {
        return wake.map(time -> "until " + time.truncatedTo(ChronoUnit.SECONDS)).orElse("until something wakes it");
    }
}
