package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * The place of the slots of pages, and of texts that could not be read. A failed call is repeated with a later save, or
 * noticed at the next load. {@link #survives} and {@link #kept} are called by any thread, the other methods by one
 * thread at a time.
 */
public interface PageMedium {

    /** Returns the kind of failure that a write survives once it has returned. */
    StateStore.Durability survives();

    /** Returns all existing slots, damaged ones too. */
    Collection<Address> slots() throws IOException;

    /** Returns the text of a slot; of a text longer than 260 KB, as no page is, only as much as shows that. */
    String read(Address address) throws IOException;

    /** Replaces the text of a slot; when the method returns, the text survives what {@link #survives} says. */
    void write(Address address, String text) throws IOException;

    /** Returns the texts that were kept, by their names. */
    Map<String, Quarantined> kept() throws IOException;

    /** Keeps a text that could not be read, for ever. The name consists of letters, digits and hyphens. */
    void keep(String name, Quarantined text) throws IOException;

    /** Releases the medium; no write succeeds afterwards. */
    default void close() throws IOException {}
}
