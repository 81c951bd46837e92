package io.reveille.power.cycle;

import io.reveille.PowerStatus.Sleep;
import io.reveille.power.TurnedClocks;
import io.reveille.power.plan.SleepRules;
import io.reveille.power.settings.PowerSettingsReader;
import io.reveille.spi.AllowedCommands;
import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerListener;
import io.reveille.spi.Quiescence.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway on clocks that are turned: time goes by as its engine and its cycle wait for it. */
final class Camp {

    static final Duration MINUTE = Duration.ofMinutes(1);

    final TurnedClocks clocks;
    final FakeEngine engine;
    final List<PowerListener.Type> told = new CopyOnWriteArrayList<>();
    final List<Sleep> sleeps = new CopyOnWriteArrayList<>();
    final Journal journal = new Journal((type, sleep) -> {
        told.add(type);
        sleeps.add(sleep);
    });
    final Inhibitors inhibitors;
    final Caller caller;
    final SleepCycle cycle;

    /** How often the cycle has looked: a cycle that spins is seen here. */
    int looks;

    Camp(TurnedClocks clocks, Collection<Window> windows, Caller caller, Path memory, PowerBackend backend) {
        this.clocks = clocks;
        this.engine = new FakeEngine(clocks, windows);
        this.caller = caller;
        this.inhibitors = new Inhibitors(clocks, () -> {});
        this.cycle = new SleepCycle(
                new SleepCycle.Surroundings(engine, clocks, caller, inhibitors, journal),
                new Memory(memory),
                rig(backend, Depth.SUSPEND));
    }

    /** The rig with the default graces, and a minute as the shortest sleep at each depth. */
    static Rig rig(PowerBackend backend, Depth depth) {
        CycleSettings settings = new CycleSettings(
                depth,
                new SleepRules(MINUTE, false, Duration.ofMinutes(10)),
                PowerSettingsReader.read(Map.of(), AllowedCommands.of(null))
                        .cycle()
                        .graces(),
                5,
                Duration.ofSeconds(30));
        return new Rig(settings, backend.name(), Optional.of(backend), "");
    }

    /** Until then, or until nothing is planned and the cycle waits for a change. */
    void runUntil(Instant end) throws InterruptedException {
        while (clocks.wall().isBefore(end)) {
            looks++;
            Optional<Duration> wait = cycle.look();
            if (engine.runDue()) {
                continue; // tells the cycle
            }
            Instant now = clocks.wall();
            Duration left = Duration.between(now, end);
            Duration pause = wait.filter(any -> any.compareTo(left) < 0).orElse(left);
            Duration due =
                    engine.next().map(next -> Duration.between(now, next)).orElse(left);
            clocks.awake(due.compareTo(pause) < 0 ? due : pause);
            engine.runDue();
        }
    }

    int count(PowerListener.Type type) {
        return (int) told.stream().filter(each -> each == type).count();
    }
}
