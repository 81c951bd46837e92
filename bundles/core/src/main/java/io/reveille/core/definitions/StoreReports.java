package io.reveille.core.definitions;

import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.jobs.JobStates;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.StateCodec;
import io.reveille.core.state.TypedProperties;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reports of the store on definitions, and the effects of our own changes in line with them, on their way to the
 * intake. While several definitions are being stored as one, reports wait, and then only the last one on each place
 * counts: so no job is affected by changes that are taken back. May be called by any thread.
 */
public final class StoreReports implements DefinitionStore.Listener {

    private sealed interface InLine permits Report, Effect {}

    /** @param definition the definition there; empty: deleted */
    private record Report(String id, Optional<StoredDefinition> definition) implements InLine {}

    /** The effect of a change of ours that is made. */
    private record Effect(Runnable effect) implements InLine {}

    /**
     * A record of what the store reports while changes of ours are written. A report that says just what a change has made is
     * kept back: the engine takes in the change itself, and has not to read each definition twice.
     */
    public final class Watch implements AutoCloseable {

        private final Map<String, DefinitionChange> expected =
                new HashMap<>(); // by job; this and the next guarded by lock
        private final Set<String> keptBack = new LinkedHashSet<>(); // places whose only reports are kept back
        private final Map<String, Optional<StoredDefinition>> last = new HashMap<>(); // by place, if not kept back

        private Watch(Collection<DefinitionChange> changes) {
            changes.forEach(change -> expected.put(change.job(), change));
        }

        /** Notes a report; returns whether that is kept back. */
        private boolean keepsBack(Report report) {
            if (!last.containsKey(report.id) && saysWhatIsMade(report)) {
                keptBack.add(report.id);
                return true;
            }
            last.put(report.id, report.definition);
            return false;
        }

        private boolean saysWhatIsMade(Report report) {
            StoredDefinition there = report.definition.orElse(null);
            DefinitionChange change = there == null
                    ? null
                    : expected.get(String.valueOf(there.properties().get(JobProperties.NAME)));
            return there != null
                    && change != null
                    && there.misplaced().isEmpty()
                    && change.address().map(there.id()::equals).orElse(there.canonical())
                    && change.properties()
                            .filter(made -> TypedProperties.same(made, there.properties()))
                            .isPresent();
        }

        @Override
        public void close() {
            synchronized (lock) {
                watches.remove(this);
            }
        }

        /** Ends the watch; returns the places of which the engine has not heard, since their reports were kept back. */
        public Set<String> closeUnmade() {
            close();
            return keptBack;
        }
    }

    private final Mailbox mailbox;
    private final DefinitionIntake intake;
    private final Jobs jobs;
    private final JobStates states;

    private final Object lock = new Object(); // guards the next four; nothing is called under it
    private Deque<InLine> reports = new ArrayDeque<>();
    private final List<Watch> watches = new ArrayList<>();
    private boolean begun; // first() has taken what is there at the start
    private boolean held; // reports wait

    public StoreReports(Mailbox mailbox, DefinitionIntake intake, Jobs jobs, JobStates states) {
        this.mailbox = mailbox;
        this.intake = intake;
        this.jobs = jobs;
        this.states = states;
    }

    /** Takes out the definitions that are there at the start, by address. Later reports go to the intake. */
    public Map<String, StoredDefinition> first() {
        Map<String, StoredDefinition> found = new LinkedHashMap<>();
        synchronized (lock) {
            begun = true;
            for (InLine next : taken()) {
                if (next instanceof Report report) { // nothing is changed yet
                    report.definition.ifPresentOrElse(
                            there -> found.put(report.id, there), () -> found.remove(report.id));
                }
            }
        }
        return found;
    }

    @Override
    public void stored(StoredDefinition definition) {
        add(new Report(definition.id(), Optional.of(definition)));
    }

    @Override
    public void deleted(String id) {
        add(new Report(id, Optional.empty()));
    }

    /** Holds back reports from now on, since several definitions are about to be stored as one. */
    public void hold() {
        mailbox.ask(() -> {
            tellAll();
            synchronized (lock) {
                held = true;
            }
            return true;
        });
    }

    /** The last report on each place among those that are held back; empty: deleted. */
    public Map<String, Optional<StoredDefinition>> heldBack() {
        Map<String, Optional<StoredDefinition>> last = new HashMap<>();
        synchronized (lock) {
            for (InLine next : reports) {
                if (next instanceof Report report) {
                    last.put(report.id, report.definition);
                }
            }
        }
        return last;
    }

    /**
     * Passes on the reports that were held back.
     *
     * @param states the states that new jobs go on with; one for a job that is there is ignored
     */
    public void release(Collection<StateRecord> states) {
        mailbox.ask(() -> {
            for (StateRecord state : states) {
                if (jobs.find(state.job()).isEmpty()) {
                    this.states.adopt(StateCodec.read(state));
                }
            }
            synchronized (lock) {
                reports = new ArrayDeque<>(withoutOutdated(reports));
                held = false;
            }
            tellAll();
            return true;
        });
    }

    /** The line without the reports that a later one on the same place has made outdated. */
    private static Collection<InLine> withoutOutdated(Collection<InLine> line) {
        Map<Object, InLine> last = new LinkedHashMap<>();
        for (InLine next : line) {
            Object place = next instanceof Report report ? report.id : next;
            last.remove(place); // the later one is told in its own turn
            last.put(place, next);
        }
        return last.values();
    }

    /**
     * Notes from now on what the store reports.
     *
     * @param changes are about to be made
     */
    public Watch watch(Collection<DefinitionChange> changes) {
        Watch watch = new Watch(changes);
        synchronized (lock) {
            watches.add(watch);
        }
        return watch;
    }

    /**
     * Has the engine take in the effect of a change of ours, behind all that the store has reported so far.
     *
     * @param made what the change has made of each place
     * @return the places of which the store has reported something else since the watch began: perhaps late, perhaps
     *     since somebody has changed them after us, so the store is to be asked again
     */
    Set<String> made(Watch watch, Map<String, Optional<StoredDefinition>> made, Runnable effect) {
        Set<String> differing = new LinkedHashSet<>();
        synchronized (lock) {
            made.forEach((id, definition) -> {
                if (!isSame(watch.last.getOrDefault(id, definition), definition)) {
                    differing.add(id);
                }
            });
            watch.keptBack.stream().filter(id -> !made.containsKey(id)).forEach(differing::add);
            watch.expected.clear(); // the effect is in line, what comes now comes after it
            reports.add(new Effect(effect));
        }
        passOn();
        return differing;
    }

    private static boolean isSame(Optional<StoredDefinition> one, Optional<StoredDefinition> other) {
        return one.isPresent() == other.isPresent()
                && (one.isEmpty()
                        || TypedProperties.same(
                                JobProperties.definition(one.get().properties()),
                                JobProperties.definition(other.get().properties())));
    }

    private void add(Report report) {
        synchronized (lock) {
            boolean isKeptBack = false;
            for (Watch watch : watches) {
                isKeptBack |= watch.keepsBack(report);
            }
            if (isKeptBack) {
                return;
            }
            reports.add(report);
            if (!begun || held) {
                return;
            }
        }
        mailbox.post(this::tellAll);
    }

    private void passOn() {
        if (mailbox.isMine()) {
            tellAll();
        } else {
            mailbox.post(this::tellAll);
        }
    }

    /** Passes on all reports, unless they are held back; on the engine's thread. */
    public void tellAll() {
        for (InLine next = poll(); next != null; next = poll()) {
            try {
                tell(next);
            } catch (OutOfMemoryError e) {
                synchronized (lock) {
                    reports.addFirst(next); // in its old place: the report is passed on again
                }
                throw e;
            }
        }
    }

    private @Nullable InLine poll() {
        synchronized (lock) {
            return held ? null : reports.poll();
        }
    }

    private Collection<InLine> taken() {
        synchronized (lock) {
            Collection<InLine> taken = reports;
            reports = new ArrayDeque<>();
            return taken;
        }
    }

    private void tell(InLine next) {
        if (next instanceof Effect ours) {
            ours.effect.run();
        } else if (next instanceof Report report) {
            report.definition.ifPresentOrElse(intake::stored, () -> intake.gone(report.id));
        }
    }
}
