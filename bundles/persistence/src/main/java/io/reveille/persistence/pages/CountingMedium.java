package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** Counts the writes to a medium, failed ones too: a failed write has worn the flash as well. */
final class CountingMedium implements PageMedium {

    private final PageMedium medium;
    private volatile StateStore.Written written = StateStore.Written.NOTHING;

    CountingMedium(PageMedium medium) {
        this.medium = medium;
    }

    /** Returns the totals. May be called from any thread. */
    StateStore.Written written() {
        return written;
    }

    @Override
    public void write(Address address, String text) throws IOException {
        count(text);
        medium.write(address, text);
    }

    @Override
    public void keep(String name, Quarantined text) throws IOException {
        count(text.text());
        medium.keep(name, text);
    }

    @Override
    public StateStore.Durability survives() {
        return medium.survives();
    }

    @Override
    public Collection<Address> slots() throws IOException {
        return medium.slots();
    }

    @Override
    public String read(Address address) throws IOException {
        return medium.read(address);
    }

    @Override
    public Map<String, Quarantined> kept() throws IOException {
        return medium.kept();
    }

    @Override
    public void close() throws IOException {
        medium.close();
    }

    /**
     * Adds a write. Called by one thread at a time; the totals are one immutable object, so that a reader never sees
     * half an update.
     */
    private void count(String text) {
        StateStore.Written before = written;
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        written = new StateStore.Written(before.writes() + 1, before.bytes() + bytes);
    }
}
