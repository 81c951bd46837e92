package io.reveille.core.definitions;

import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.jobs.JobStates;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.state.StateCodec;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reports of the store on definitions, on their way to the intake. While several definitions are being stored as
 * one, reports wait, and then only the last one on each place counts: so no job is affected by changes that are taken
 * back. May be called by any thread.
 */
public final class StoreReports implements DefinitionStore.Listener {

    /** @param definition the definition there; empty: deleted */
    private record Report(String id, Optional<StoredDefinition> definition) {}

    private final Mailbox mailbox;
    private final DefinitionIntake intake;
    private final Jobs jobs;
    private final JobStates states;

    private final Object lock = new Object(); // guards the next; nothing is called under it
    private Deque<Report> reports = new ArrayDeque<>();
    private boolean begun; // first() has taken what is there at the start

    // The engine's thread's
    private boolean held;
    private final Set<String> told = new HashSet<>(); // the places reported since attend()

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
            for (Report report : taken()) {
                report.definition.ifPresentOrElse(there -> found.put(report.id, there), () -> found.remove(report.id));
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
            held = true;
            return true;
        });
    }

    /** The last report on each place among those that are held back; empty: deleted. */
    public Map<String, Optional<StoredDefinition>> heldBack() {
        Map<String, Optional<StoredDefinition>> last = new HashMap<>();
        synchronized (lock) {
            reports.forEach(report -> last.put(report.id, report.definition));
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
            keepTheLast();
            held = false;
            tellAll();
            return true;
        });
    }

    /** Drops all reports but the last on each place. */
    private void keepTheLast() {
        synchronized (lock) {
            Map<String, Report> last = new LinkedHashMap<>();
            reports.forEach(report -> last.put(report.id, report));
            reports = new ArrayDeque<>(last.values());
        }
    }

    private void add(Report report) {
        synchronized (lock) {
            reports.add(report);
            if (!begun) {
                return;
            }
        }
        mailbox.post(this::tellAll);
    }

    /** Passes on all reports, unless they are held back; on the engine's thread. */
    public void tellAll() {
        for (Report next = held ? null : poll(); next != null; next = poll()) {
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

    private @Nullable Report poll() {
        synchronized (lock) {
            return reports.poll();
        }
    }

    private Collection<Report> taken() {
        synchronized (lock) {
            Collection<Report> taken = reports;
            reports = new ArrayDeque<>();
            return taken;
        }
    }

    /** Begins to note afresh which places the store reports. */
    void attend() {
        told.clear();
    }

    /** Whether the store has reported this place since {@link #attend}. */
    boolean hasTold(String id) {
        return told.contains(id);
    }

    private void tell(Report report) {
        told.add(report.id);
        report.definition.ifPresentOrElse(intake::stored, () -> intake.gone(report.id));
    }
}
