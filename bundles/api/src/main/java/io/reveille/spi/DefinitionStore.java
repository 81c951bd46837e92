package io.reveille.spi;

import io.reveille.JobDefinitionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A store of job definitions. The engine needs exactly one; its methods are called by several threads.
 *
 * <p>Addresses are stable over restarts: a definition has the same address after the next start. Properties may be
 * returned in a different form than they were saved in: with defaults added, without empty texts and lists, a number as
 * a text; the engine compares their meaning.
 */
@ConsumerType
public interface DefinitionStore {

    /**
     * The recipient of changes, called one call at a time. Its methods return soon and do not call the store. A
     * {@code deleted} may be followed at once by {@code stored} of the same address, for example when a store is filled
     * anew: the job starts anew then.
     */
    @ConsumerType
    interface Listener {

        /** Called when a definition is found, is new, or has changed. */
        void stored(StoredDefinition definition);

        /** Called when a definition is gone. */
        void deleted(String id);
    }

    /**
     * One change of a batch.
     *
     * @param id the address of the definition now; empty for a new one
     * @param properties the whole definition, see {@link DefinitionStore#save}; empty to delete the definition
     */
    record Write(Optional<String> id, Optional<Map<String, Object>> properties) {

        /** @throws IllegalArgumentException if both the address and the definition are missing */
        public Write {
            if (id.isEmpty() && properties.isEmpty()) {
                throw new IllegalArgumentException("What is to be deleted has no address.");
            }
            properties = properties.map(Map::copyOf);
        }
    }

    /**
     * Reports every definition to the listener before this method returns, and from then on every change, until closed.
     *
     * @return a handle whose closing ends the reports
     * @throws IOException if the store cannot be read; the engine does not start then
     */
    AutoCloseable open(Listener listener) throws IOException;

    /**
     * Creates or replaces a definition. The listener is told of the change too, before or after this method returns.
     *
     * @param id the address of the definition now; empty for a new one, whose address the store derives from the job's
     *     name
     * @param properties the whole definition: a property of {@link JobProperties#ALL} that is missing here is removed;
     *     properties at the address that are not in {@link JobProperties#ALL} are kept
     * @return the address of the definition
     * @throws IOException if the definition could not be stored; the old one, if any, is still there
     */
    String save(Optional<String> id, Map<String, Object> properties) throws IOException;

    /**
     * Deletes a definition; does nothing if there is none at the address.
     *
     * @throws IOException if the definition could not be deleted, or would be there again at the next start
     */
    void delete(String id) throws IOException;

    /**
     * Carries out many changes in the given order, as one write if the store can do that: an import of 200 jobs is one
     * call. This implementation calls {@link #save} and {@link #delete} one after the other.
     *
     * @param writes the changes, at most one of each address
     * @return the address of each, in the same order
     * @throws PartlyWrittenException if only some changes were carried out, or all were but may be gone at the next
     *     start; the caller reverts them
     * @throws IOException if no change was carried out
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
     * Checks that the store can keep this definition. A definition that the store cannot keep is so refused before
     * anything is changed: by code, forms and imports alike. Called only for a definition that the engine can use;
     * answers soon, from memory, and does not throw because of a temporary failure.
     *
     * @param properties the properties as they would be given to {@link #save}
     * @throws JobDefinitionException naming the property, why it cannot be kept, and that nothing was changed
     */
    default void check(Map<String, Object> properties) throws JobDefinitionException {}

    /**
     * Checks that a definition that somebody else deletes from the store, with a console for example, would stay
     * deleted.
     *
     * @throws IOException if the store cannot be written to now: the definition would be there again at the next start
     */
    default void checkDelete(String id) throws IOException {}

    /**
     * Reports the definition at this address to the listener again, or that there is none; before or after this method
     * returns.
     *
     * @throws IOException if the address cannot be read; the listener is not told then
     */
    default void tellAgain(String id) throws IOException {}
}
