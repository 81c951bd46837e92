package io.reveille.power.cycle;

import io.reveille.PowerService.Hold;
import io.reveille.PowerStatus.Inhibitor;
import io.reveille.power.plan.Situation.Holder;
import io.reveille.spi.SleepInhibitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services and timed holds that keep the gateway awake. For any thread. */
public final class Inhibitors {

    private static final Logger LOG = LoggerFactory.getLogger(Inhibitors.class);

    private final MachineClocks clocks;
    private final Runnable changed;
    private final Set<SleepInhibitor> services = new CopyOnWriteArraySet<>();
    private final Set<TimedHold> holds = new CopyOnWriteArraySet<>();

    /** @param changed called after an inhibitor was added or removed */
    public Inhibitors(MachineClocks clocks, Runnable changed) {
        this.clocks = clocks;
        this.changed = changed;
    }

    public void add(SleepInhibitor inhibitor) {
        services.add(inhibitor);
        changed.run();
    }

    public void remove(SleepInhibitor inhibitor) {
        services.remove(inhibitor);
        changed.run();
    }

    public Hold hold(Duration time, String who, String why) {
        Instant now = clocks.wall();
        TimedHold hold = new TimedHold(
                new Inhibitor(who, why, now, Optional.of(now.plus(time))),
                clocks.sinceBoot().plus(time));
        holds.add(hold);
        changed.run();
        return hold;
    }

    /** Ends the holds of this name; returns the number of holds that had not ended by themselves. */
    public int release(String who) {
        Duration now = clocks.sinceBoot();
        List<TimedHold> ended = holds.stream()
                .filter(hold -> hold.shown.name().equals(who) && hold.end.compareTo(now) > 0)
                .toList();
        ended.forEach(TimedHold::close);
        return ended.size();
    }

    /** Returns the inhibitors that keep the gateway awake now, for a decision. */
    List<Holder> holding() {
        Duration now = clocks.sinceBoot();
        holds.removeIf(hold -> hold.end.compareTo(now) <= 0);
        List<Holder> holding = new ArrayList<>();
        for (TimedHold hold : holds) {
            holding.add(new Holder(text(hold.shown), Optional.of(hold.end.minus(now))));
        }
        for (SleepInhibitor service : services) {
            if (holds(service)) {
                holding.add(new Holder(text(shown(service)), Optional.of(SleepInhibitor.ASK_AGAIN)));
            }
        }
        return holding;
    }

    /** Returns the inhibitors that keep the gateway awake now, for people. */
    public List<Inhibitor> shown() {
        Duration now = clocks.sinceBoot();
        List<Inhibitor> shown = new ArrayList<>();
        holds.stream().filter(hold -> hold.end.compareTo(now) > 0).forEach(hold -> shown.add(hold.shown));
        services.stream().filter(Inhibitors::holds).forEach(service -> shown.add(shown(service)));
        return shown;
    }

    private static boolean holds(SleepInhibitor service) {
        try {
            return service.holds();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} failed when asked whether it keeps the gateway awake; this counts as yes",
                    service.getClass(),
                    e);
            return true;
        }
    }

    private static Inhibitor shown(SleepInhibitor service) {
        try {
            return new Inhibitor(service.name(), service.reason(), service.since(), Optional.empty());
        } catch (RuntimeException e) {
            return new Inhibitor(service.getClass().getName(), "it fails: " + e, Instant.EPOCH, Optional.empty());
        }
    }

    private static String text(Inhibitor inhibitor) {
        return inhibitor.reason().isBlank() ? inhibitor.name() : inhibitor.name() + " (" + inhibitor.reason() + ")";
    }

    /** A hold that ends by itself. Equal to itself only. */
    private final class TimedHold implements Hold {

        final Inhibitor shown;
        final Duration end;

        TimedHold(Inhibitor shown, Duration end) {
            this.shown = shown;
            this.end = end;
        }

        @Override
        public Instant until() {
            return shown.until().orElseThrow();
        }

        @Override
        public void close() {
            if (holds.remove(this)) {
                changed.run();
            }
        }
    }
}
