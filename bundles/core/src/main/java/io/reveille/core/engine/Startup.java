package io.reveille.core.engine;

import io.reveille.core.definitions.PendingRecovery;
import io.reveille.core.state.EngineState;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.SavedJobs;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of the engine, before the first step: all that is stored comes in. Belongs to the engine's thread. */
final class Startup {

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final Wiring to;

    private final boolean endedByItself;

    /** @param endedByItself whether the launcher ended the process before this one, since only a new one helped */
    Startup(Wiring stations, boolean endedByItself) {
        this.to = stations;
        this.endedByItself = endedByItself;
    }

    /**
     * Takes in all that is stored; before the first step.
     *
     * @param opened receives the registration with the store of definitions, before anything else can fail
     * @throws IOException if a store cannot be read
     */
    void load(DefinitionStore definitionStore, Consumer<AutoCloseable> opened) throws IOException {
        to.mailbox.ownedBy(Thread.currentThread());
        List<StateRecord> records = to.stateStore.load();
        Optional<EngineState> before = engineState(records);
        to.recovery.after(!to.clock.load(before), endedByItself);
        before.ifPresent(state -> to.budget.read(state.flash()));
        to.keeper.saveOwn();
        to.keeper.load(records);
        to.trail.load(records);
        to.clock.look();
        to.states.load(SavedJobs.of(records));
        to.recovery.seen(to.jobs.all());
        opened.accept(definitionStore.open(to.reports));
        Map<String, StoredDefinition> found = to.reports.first();
        List<StoredDefinition> misplaced = found.values().stream()
                .filter(there -> !there.misplaced().isEmpty())
                .toList();
        misplaced.forEach(there -> found.remove(there.id())); // no definitions: nothing is recovered by these
        to.intake.stored(misplaced);
        to.archive.load(records.stream().filter(RecordKind.DEFINITION::includes).toList(), found);
        recover(new PendingRecovery(
                definitionStore, to.intake.codec(), to.archive, to.time, to.jobs, to.states, found, records));
        to.archive.noteMissing();
        to.states.noteOrphans();
    }

    /** Carries out changes of definitions that were cut off, then takes in all definitions. */
    private void recover(PendingRecovery recovery) {
        to.numbers.countFrom(recovery.highest());
        to.jobs.all().forEach(entry -> to.numbers.countFrom(entry.state.incarnation()));
        recovery.carryOut();
        to.intake.stored(recovery.definitions());
        to.mailbox.read();
        recovery.carryOn(to.intake, to.owners);
        recovery.tell(to.pending);
    }

    private Optional<EngineState> engineState(List<StateRecord> records) {
        Optional<StateRecord> record =
                records.stream().filter(EngineState::isIn).findFirst();
        try {
            Optional<EngineState> read = record.flatMap(EngineState::read);
            if (record.isPresent() && read.isEmpty()) {
                LOG.warn("The engine's own record is of a newer version and is left as it is; this Reveille begins"
                        + " with an installation name of its own, and saves nothing of its clocks.");
                to.record.leave();
            }
            return read;
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "The engine's own record is damaged and goes to the quarantine; a new one begins: {}",
                    e.getMessage());
            record.ifPresent(damaged -> to.keeper.quarantine(damaged, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
