package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * Where the slots of pages lie, and texts that cannot be read. What a call throws is tried again with a later save, or found
 * at the next load. {@link #survives} and {@link #kept} are called by any thread, the others by one at a time.
 */
public interface PageMedium {

    /** What a write that has returned outlives. */
    StateStore.Durability survives();

    /** All slots that are there, damaged ones too. */
    Collection<Address> slots() throws IOException;

    /** What is in a slot; if that is longer than 260 KB, as no page is, no more of it than shows that. */
    String read(Address address) throws IOException;

    /** Replaces what is in a slot; when it returns, that outlives what the medium outlives. */
    void write(Address address, String text) throws IOException;

    /** The texts that were kept, by their names. */
    Map<String, Quarantined> kept() throws IOException;

    /** Keeps a text, for ever. The name is made of letters, digits and hyphens. */
    void keep(String name, Quarantined text) throws IOException;

    /** Gives back what it holds; no write succeeds after it. */
    default void close() throws IOException {}
}
