package io.reveille;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What an import would change: nothing is until {@link #apply()}. */
@ProviderType
public interface ImportPlan {

    /** What becomes of a job. */
    enum Kind {
        /** No definition of this name is stored. */
        NEW,
        /** There is another definition of this name. */
        CHANGED,
        /** There is the same definition; nothing is written. */
        SAME
    }

    /**
     * A property that gets another value.
     *
     * @param property its name; see {@link io.reveille.spi.JobProperties}
     * @param from what it says now; empty if nothing
     * @param to what it will say; empty if nothing
     */
    record Change(String property, String from, String to) {}

    /**
     * One job of the document.
     *
     * @param name the job's name
     * @param kind what becomes of it
     * @param changes which properties get another value; all that are said for a new one, none for one that is the same
     * @param withState whether it goes on with the state in the document; only a new one does, any other keeps its own
     * @param remarks what else there is to know, in words
     */
    record Item(String name, Kind kind, List<Change> changes, boolean withState, List<String> remarks) {
        public Item {
            changes = List.copyOf(changes);
            remarks = List.copyOf(remarks);
        }
    }

    /** What kind of document it is, in words. */
    String source();

    /** The jobs of the document, in the order of their names. */
    List<Item> items();

    /** The stored jobs that the document does not name, in the order of their names: they stay as they are. */
    List<String> untouched();

    /** What the document holds and is passed over, each with the reason: definitions that could not be used. */
    List<String> passedOver();

    /**
     * Makes it so: all of it, or nothing.
     *
     * @throws IllegalStateException if a definition of one of these jobs has changed since the plan was made, if the plan
     *     has been applied, or if the definitions could not be stored; then all are as they were, or the message names
     *     those that could not be put back
     */
    void apply();
}
