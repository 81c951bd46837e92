package io.reveille.power.cycle;

import io.reveille.power.plan.Decision;
import io.reveille.power.plan.Situation;
import io.reveille.power.plan.Situation.Abilities;
import io.reveille.power.plan.SleepPlanner;
import io.reveille.spi.PowerBackend.Probe;
import io.reveille.spi.Quiescence.Outlook;
import io.reveille.spi.Quiescence.Quiet;
import java.time.Duration;
import java.util.Comparator;
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

    private final MachineClocks clocks;
    private final Inhibitors inhibitors;
    private final Graces graces;

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
        Abilities machine = new Abilities(
                latency.lead(),
                probe.minimum(),
                Stream.of(probe.horizon(), horizon).flatMap(Optional::stream).min(Comparator.naturalOrder()));
        return SleepPlanner.decide(
                new Situation(
                        outlook,
                        inhibitors.holding(),
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
