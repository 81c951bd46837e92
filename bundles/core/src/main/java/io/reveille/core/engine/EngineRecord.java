package io.reveille.core.engine;

import io.reveille.core.clocks.Clocks;
import io.reveille.core.saving.FlashBudget;
import io.reveille.spi.StateRecord;
import java.util.Optional;
import java.util.function.Supplier;

/** The record of the engine itself. Belongs to the engine's thread. */
final class EngineRecord implements Supplier<Optional<StateRecord>> {

    private final Clocks clocks;
    private final FlashBudget budget;
    private boolean isOfNewer;

    EngineRecord(Clocks clocks, FlashBudget budget) {
        this.clocks = clocks;
        this.budget = budget;
    }

    /** Leaves the stored record as a newer version has written it. */
    void leave() {
        isOfNewer = true;
    }

    /** The record, as it is now; empty while the store has one of a newer version. */
    @Override
    public Optional<StateRecord> get() {
        return isOfNewer
                ? Optional.empty()
                : Optional.of(clocks.state(budget.write()).write());
    }
}
