package io.reveille.persistence.pages;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * The base of a component that is a state store: the component chooses the store of pages, to which all calls are
 * passed.
 */
public abstract class StateOnPages implements StateStore {

    /** Returns the chosen store, always the same. */
    protected abstract PageStore pages();

    @Override
    public Durability survives() {
        return pages().survives();
    }

    @Override
    public List<StateRecord> load() throws IOException {
        return pages().load();
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        pages().save(changed, forgotten);
    }

    @Override
    public LoadReport found() {
        return pages().found();
    }

    @Override
    public List<Quarantined> quarantine() throws IOException {
        return pages().quarantine();
    }

    @Override
    public Written written() {
        return pages().written();
    }
}
