package io.reveille;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes jobs from one gateway to another, and into a file and back: all stored definitions, or some, as one JSON document,
 * with their state if that is wanted. docs/transfer.md says what the document looks like.
 *
 * <p>All methods may be called from any thread. They throw {@link IllegalStateException} once Reveille has stopped.
 */
@ProviderType
public interface JobTransfer {

    /** How long a document may be anywhere, in characters. */
    int MAX_LENGTH = 32 * 1024 * 1024;

    /** How long a document may be on this gateway, in characters: {@link #MAX_LENGTH}, or less where memory is small. */
    default int maxLength() {
        return MAX_LENGTH;
    }

    /**
     * All stored definitions, in the order of their names; the same jobs give the same text. Those that cannot be used
     * are in a part of their own. Jobs that a handler's service carries are left out: they come with their bundle. Of
     * secrets only the names are in it.
     *
     * @param withState whether each job's state is in it too: how far it has come, what is open, what it remembers
     * @throws IllegalStateException if the document would be longer than {@link #maxLength}
     */
    String export(boolean withState);

    /**
     * The same, written bit by bit: the document is never in memory as a whole.
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
     * The definitions of these jobs alone, in the order of their names: a document like any other.
     *
     * @param names of stored jobs; one that comes twice counts once
     * @param withState see {@link #export(boolean)}
     * @param out is not closed
     * @throws IllegalArgumentException if one of them is no stored job, or cannot be used, naming each that is at fault and
     *     why; nothing was written then
     * @throws IllegalStateException if the document would be longer than {@link #maxLength}; nothing was written then
     * @throws IOException if it cannot be written
     */
    void export(Collection<String> names, boolean withState, Writer out) throws IOException;

    /**
     * The same service, for whom the trail names this user; a name that is empty leaves it as it is.
     *
     * @param user who has logged in wherever this is called from
     */
    default JobTransfer onBehalfOf(String user) {
        return this;
    }

    /**
     * Says what an import would change, and changes nothing.
     *
     * @param json a document that {@link #export} gave, or the {@code schedule.json} of micropython-aioschedule
     * @throws ImportException if it is longer than {@link #maxLength}, or anything is wrong with it, naming everything
     *     that is
     */
    ImportPlan plan(String json);
}
