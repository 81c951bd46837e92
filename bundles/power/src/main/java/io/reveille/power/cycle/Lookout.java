package io.reveille.power.cycle;

import io.reveille.power.cycle.MachineClocks.Moment;
import io.reveille.power.plan.Decision;
import io.reveille.power.plan.Situation;
import io.reveille.power.plan.Situation.Abilities;
import io.reveille.power.plan.Situation.Holder;
import io.reveille.power.plan.SleepPlanner;
import io.reveille.spi.PowerBackend.Probe;
import io.reveille.spi.Quiescence.Outlook;
import io.reveille.spi.Quiescence.Quiet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the facts for a decision to sleep, and has {@link SleepPlanner} decide. For one thread, except for
 * {@link #isStillRight}.
 */
final class Lookout {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    /** The kernel tells the time since boot in hundredths of a second. */
    private static final Duration UPTIME_ERROR = Duration.ofMillis(20);

    private final MachineClocks clocks;
    private final Inhibitors inhibitors;
    private final Graces graces;
    private final AwakeTime awakeTime = new AwakeTime();

    private CycleSettings settings;
    private Probe probe;
    private Latency latency;

    /** The limit of alarms that a sleep has shown, if any. */
    private Optional<Duration> horizon = Optional.empty();

    /** Since when runs have kept the machine awake, as time since boot. */
    private @Nullable Duration busySince;

    Lookout(MachineClocks clocks, Inhibitors inhibitors, Rig rig) {
        this.clocks = clocks;
        this.inhibitors = inhibitors;
        this.graces = new Graces(clocks.sinceBoot());
        this.settings = rig.settings();
        this.probe = look(rig);
        this.latency = new Latency(settings.depth());
    }

    /** Replaces the settings and the back end, and probes the machine again. */
    void use(Rig rig) {
        if (rig.settings().depth() != settings.depth()) {
            latency = new Latency(rig.settings().depth());
        }
        settings = rig.settings();
        probe = look(rig);
        horizon = Optional.empty();
    }

    private static Probe look(Rig rig) {
        Probe probe = rig.probe();
        if (!probe.usable()) {
            LOG.warn(
                    "The gateway stays awake: the back end {} cannot be used here: {}",
                    rig.name(),
                    String.join("; ", probe.findings()));
        }
        return probe;
    }

    Graces graces() {
        return graces;
    }

    Probe probe() {
        return probe;
    }

    Latency latency() {
        return latency;
    }

    AwakeTime awakeTime() {
        return awakeTime;
    }

    /**
     * Notes a sleep.
     *
     * @param byOwnAlarm whether the alarm that was set for the plan ended it
     */
    void slept(Decision.Sleep plan, SleepVerdict verdict, boolean byOwnAlarm, Moment after) {
        verdict.late().ifPresent(latency::add);
        endAwakeTime(after);
        graces.woke(after.sinceBoot(), byOwnAlarm, untilDeadline(plan, after));
        if (byOwnAlarm && !plan.hop()) {
            plan.deadline().ifPresent(deadline -> awakeTime.begin(after.nanos(), deadline));
        }
    }

    /**
     * Returns the time left until the plan's deadline, if that is too short to sleep. A job that may wait runs as soon
     * as the machine is awake, and others become due at the deadline itself: without the wait each would take a wake-up.
     */
    private Duration untilDeadline(Decision.Sleep plan, Moment after) {
        return plan.deadline()
                .map(deadline -> Duration.between(after.wall(), deadline).plus(UPTIME_ERROR))
                .filter(left ->
                        !left.isNegative() && left.compareTo(settings.rules().minimum()) < 0)
                .orElse(Duration.ZERO);
    }

    /** Notes a start by the alarm of a power-off. */
    void started(Duration late, Optional<Instant> deadline) {
        latency.add(late);
        graces.startedByAlarm();
        deadline.ifPresent(
                moment -> awakeTime.begin(clocks.nanos() - clocks.sinceBoot().toNanos(), moment));
    }

    /** Ends the measurement of the time awake: the machine has slept, or is about to be shut down. */
    void endAwakeTime(Moment moment) {
        if (graces.wasOperatorActiveSinceWake()) {
            awakeTime.drop();
        }
        awakeTime.end(moment.nanos());
    }

    void reaches(Duration limit) {
        horizon = Optional.of(limit);
    }

    Decision decide(Outlook outlook) {
        Duration sinceBoot = clocks.sinceBoot();
        if (outlook.busy().isEmpty()) {
            busySince = null;
        } else if (busySince == null) {
            busySince = sinceBoot;
        }
        List<Holder> holding = inhibitors.holding();
        awakeTime.look(outlook.now(), outlook.next());
        if (!holding.isEmpty()) {
            awakeTime.drop();
        }
        Abilities machine = new Abilities(
                latency.lead(),
                probe.minimum(),
                Stream.of(probe.horizon(), horizon).flatMap(Optional::stream).min(Comparator.naturalOrder()));
        return SleepPlanner.decide(
                new Situation(
                        outlook,
                        holding,
                        graces.at(sinceBoot, settings.graces()),
                        busySince == null ? Duration.ZERO : sinceBoot.minus(busySince),
                        machine),
                settings.rules());
    }

    /**
     * Returns whether it is still right to sleep as planned: nothing against it has happened since. For the back end's
     * thread.
     */
    boolean isStillRight(Quiet quiet, Decision.Sleep plan, Duration since) {
        Outlook outlook = quiet.outlook();
        return !quiet.isDisturbed()
                && !graces.wasOperatorActiveSince(since)
                && inhibitors.holding().isEmpty()
                && outlook.busy().isEmpty()
                && outlook.next()
                        .filter(next -> plan.deadline().map(next::isBefore).orElse(true))
                        .isEmpty();
    }
}
