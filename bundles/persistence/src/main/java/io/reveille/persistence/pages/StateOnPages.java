package io.reveille.persistence.pages;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The part of a component that is a store: it chooses where the pages are, and all calls go there. */
public abstract class StateOnPages implements StateStore {

    /** The store that was chosen, the same as long as this one is used. */
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
