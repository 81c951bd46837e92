package io.reveille.spi;

import io.reveille.JobDefinitionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where job definitions are kept. The engine needs exactly one; it is called by several threads.
 *
 * <p>Addresses are stable over restarts: what lies at one lies at the same after the next start. Properties may come back
 * in another shape than they were given: with defaults added, without empty texts and lists, a number as a text; the engine
 * compares what they mean.
 */
@ConsumerType
public interface DefinitionStore {

    /**
     * Told of definitions, one call at a time. It returns soon and does not call the store. A {@code deleted} may be followed
     * at once by {@code stored} of the same address, as where a store is filled anew: the job begins anew then.
     */
    @ConsumerType
    interface Listener {

        /** A definition is there, is new, or has changed. */
        void stored(StoredDefinition definition);

        /** A definition is gone. */
        void deleted(String id);
    }

    /**
     * One change of many.
     *
     * @param id where the definition lies now; empty for a new one
     * @param properties the whole definition, see {@link DefinitionStore#save}; empty: it is to be deleted
     */
    record Write(Optional<String> id, Optional<Map<String, Object>> properties) {

        /** @throws IllegalArgumentException if it names neither an address nor a definition */
        public Write {
            if (id.isEmpty() && properties.isEmpty()) {
                throw new IllegalArgumentException("What is to be deleted has no address.");
            }
            properties = properties.map(Map::copyOf);
        }
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
     * Carries out many changes, in this order, as one where the store can: an import of 200 jobs is one call. As it is here,
     * one after the other by {@link #save} and {@link #delete}.
     *
     * @param writes one at most of each address
     * @return the address of each, in their order
     * @throws PartlyWrittenException if some were carried out and the others were not, or all were and may be gone at the next
     *     start; the caller takes them back
     * @throws IOException if none was
     */
    default List<String> write(List<Write> writes) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (Write write : writes) {
            try {
                addresses.add(write(write));
            } catch (IOException | RuntimeException e) {
                throw new PartlyWrittenException(addresses, e);
            }
        }
        return addresses;
    }

    private String write(Write write) throws IOException {
        if (write.properties().isPresent()) {
            return save(write.id(), write.properties().get());
        }
        delete(write.id().orElseThrow());
        return write.id().orElseThrow();
    }

    /**
     * Returns if the store can keep this definition, so that one which it cannot is refused before anything is changed: by
     * code, forms and imports alike. Asked for what can be used otherwise; answers soon, from memory, and does not throw
     * because of a failure that may pass.
     *
     * @param properties as they would be given to {@link #save}
     * @throws JobDefinitionException naming the property, why it cannot be kept, and that nothing was changed
     */
    default void check(Map<String, Object> properties) throws JobDefinitionException {}

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
