package io.reveille.spi;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Where job definitions are kept. The engine needs exactly one; it is called by several threads. */
@ConsumerType
public interface DefinitionStore {

    /** Told of definitions, one call at a time. It returns soon and does not call the store. */
    @ConsumerType
    interface Listener {

        /** A definition is there, is new, or has changed. */
        void stored(StoredDefinition definition);

        /** A definition is gone. */
        void deleted(String id);
    }

    /**
     * Tells the listener of every definition, before it returns, and from then on of every change, until closed.
     *
     * @return closing it ends the reports
     * @throws IOException if the store cannot be read; the engine does not start then
     */
    AutoCloseable open(Listener listener) throws IOException;

    /**
     * Creates or replaces a definition. The listener is told of it too, before or after this returns.
     *
     * @param id where it lies now; empty for a new one, whose address the store derives from the job's name
     * @param properties the whole definition: one of {@link JobProperties#ALL} that is not among them is removed;
     *     properties at that address that no definition has are kept
     * @return its address
     * @throws IOException if it could not be stored; the old one, if any, is still there
     */
    String save(Optional<String> id, Map<String, Object> properties) throws IOException;

    /**
     * Deletes a definition; does nothing if it is not there.
     *
     * @throws IOException if it could not be deleted, or would be there again at the next start
     */
    void delete(String id) throws IOException;

    /**
     * Returns if a definition that somebody else deletes from the store, with a console say, would stay deleted.
     *
     * @throws IOException if the store cannot be written to now: the definition would be there again at the next start
     */
    default void checkDelete(String id) throws IOException {}

    /**
     * Tells the listener again what lies there now, or that nothing does; before or after this returns.
     *
     * @throws IOException if it cannot be read; the listener is not told then
     */
    default void tellAgain(String id) throws IOException {}
}
