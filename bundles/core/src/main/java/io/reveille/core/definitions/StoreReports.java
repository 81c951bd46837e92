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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the store tells of definitions, on its way to the intake. While several are being stored as one it waits, and then
 * only the last word on each place counts: so no job is changed by what is taken back. May be called by any thread.
 */
public final class StoreReports implements DefinitionStore.Listener {

    /** @param definition empty: it was deleted */
    private record Report(String id, Optional<StoredDefinition> definition) {}

    private final Mailbox mailbox;
    private final DefinitionIntake intake;
    private final Jobs jobs;
    private final JobStates states;

    private final Object lock = new Object(); // guards the next; nothing is called under it
    private Deque<Report> reports = new ArrayDeque<>();
    private boolean begun; // what is there at the start has been taken

    // The engine's thread's
    private boolean held;
    private final Set<String> told = new HashSet<>(); // the places that were reported since somebody asked

    public StoreReports(Mailbox mailbox, DefinitionIntake intake, Jobs jobs, JobStates states) {
        this.mailbox = mailbox;
        this.intake = intake;
        this.jobs = jobs;
        this.states = states;
    }

    /** What is there at the start, by address, for who looks it through first. Later reports go their way. */
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

    /** Several definitions are about to be stored as one: from now on what the store tells waits. */
    public void hold() {
        mailbox.ask(() -> {
            tellAll();
            held = true;
            return true;
        });
    }

    /**
     * Takes in what has waited.
     *
     * @param states what new jobs go on with; one for a job that is there is passed over
     */
    public void release(Collection<StateRecord> states) {
        mailbox.ask(() -> {
            for (StateRecord state : states) {
                if (jobs.find(state.job()).isEmpty()) {
                    this.states.adopt(StateCodec.read(state));
                }
            }
            Map<String, Report> last = new LinkedHashMap<>();
            taken().forEach(report -> last.put(report.id, report));
            held = false;
            last.values().forEach(this::tell);
            return true;
        });
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

    /** On the engine's thread: takes in all that was reported, unless it is to wait. */
    public void tellAll() {
        for (Report next = held ? null : poll(); next != null; next = poll()) {
            try {
                tell(next);
            } catch (OutOfMemoryError e) {
                synchronized (lock) {
                    reports.addFirst(next); // in the place that it had: it is told again
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

    /** From now on it is noted which places the store tells of. */
    void attend() {
        told.clear();
    }

    /** Whether the store has told of this place since. */
    boolean hasTold(String id) {
        return told.contains(id);
    }

    private void tell(Report report) {
        told.add(report.id);
        report.definition.ifPresentOrElse(intake::stored, () -> intake.gone(report.id));
    }
}
