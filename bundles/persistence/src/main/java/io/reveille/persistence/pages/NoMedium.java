package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * A medium for when state cannot be kept: every call fails with the reason, so that the engine can report why it does
 * not run.
 */
record NoMedium(IOException why) implements PageMedium {

    @Override
    public StateStore.Durability survives() {
        return StateStore.Durability.PROCESS_KILL;
    }

    @Override
    public Collection<Address> slots() throws IOException {
        throw refused();
    }

    @Override
    public String read(Address address) throws IOException {
        throw refused();
    }

    @Override
    public void write(Address address, String text) throws IOException {
        throw refused();
    }

    @Override
    public Map<String, Quarantined> kept() throws IOException {
        throw refused();
    }

    @Override
    public void keep(String name, Quarantined text) throws IOException {
        throw refused();
    }

    private IOException refused() {
        return new IOException("There is no state, and the engine does not start: " + why.getMessage(), why);
    }
}
