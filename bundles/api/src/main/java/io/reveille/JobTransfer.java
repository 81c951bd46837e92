package io.reveille;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The export and import of jobs, to another gateway or to a file and back: all stored definitions, or some, as one JSON
 * document, optionally with their state. docs/transfer.md describes the document.
 *
 * <p>All methods may be called from any thread. They throw {@link IllegalStateException} once Reveille has stopped.
 */
@ProviderType
public interface JobTransfer {

    /** The greatest length of a document on any gateway, in characters. */
    int MAX_LENGTH = 32 * 1024 * 1024;

    /**
     * Returns the greatest length of a document on this gateway, in characters: {@link #MAX_LENGTH}, or less where
     * memory is small.
     */
    default int maxLength() {
        return MAX_LENGTH;
    }

    /**
     * Exports all stored definitions, in the order of their names; the same jobs give the same text. Definitions that
     * cannot be used are in a part of their own. Jobs that a handler's service carries are left out: they come with
     * their bundle. The document contains the names of secrets, not the secrets.
     *
     * @param withState whether to add each job's state: how far its schedule has come, open occurrences, its memory
     * @throws IllegalStateException if the document would be longer than {@link #maxLength}
     */
    String export(boolean withState);

    /**
     * Exports all stored definitions, as {@link #export(boolean)} does, to a writer. An implementation may write the
     * document in pieces, so that it is never in memory as a whole.
     *
     * @param withState see {@link #export(boolean)}
     * @param out is not closed
     * @throws IllegalStateException if the document would be longer than {@link #maxLength}; nothing was written then
     * @throws IOException if it cannot be written
     */
    default void export(boolean withState, Writer out) throws IOException {
        out.write(export(withState));
    }

    /**
     * Exports the definitions of these jobs, in the order of their names.
     *
     * @param names the names of stored jobs; a repeated name counts once
     * @param withState see {@link #export(boolean)}
     * @param out is not closed
     * @throws IllegalArgumentException if one of the names is not of a stored job, or its definition cannot be used,
     *     naming each such job and why; nothing was written then
     * @throws IllegalStateException if the document would be longer than {@link #maxLength}; nothing was written then
     * @throws IOException if it cannot be written
     */
    void export(Collection<String> names, boolean withState, Writer out) throws IOException;

    /**
     * Returns a service whose changes the trail records under this user's name; for an empty name, this service.
     *
     * @param user the user who is logged in at the caller's console
     */
    default JobTransfer onBehalfOf(String user) {
        return this;
    }

    /**
     * Plans an import: finds what it would change, and changes nothing.
     *
     * @param json a document that {@link #export} gave, or the {@code schedule.json} of micropython-aioschedule
     * @throws ImportException if the document is longer than {@link #maxLength} or has any fault, naming all faults
     */
    ImportPlan plan(String json);
}
