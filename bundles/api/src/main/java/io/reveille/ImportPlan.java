package io.reveille;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The changes that an import would make. Nothing is changed before {@link #apply()}. */
@ProviderType
public interface ImportPlan {

    /** The kind of change that the import makes to a job. */
    enum Kind {
        /** No definition of this name is stored. */
        NEW,
        /** A different definition of this name is stored. */
        CHANGED,
        /** The same definition is stored; nothing is written. */
        SAME
    }

    /**
     * A change of a property's value.
     *
     * @param property the property's name; see {@link io.reveille.spi.JobProperties}
     * @param from the value now; empty if there is none
     * @param to the value after the import; empty if there is none
     */
    record Change(String property, String from, String to) {}

    /**
     * One job of the document.
     *
     * @param name the job's name
     * @param kind what the import does to the job
     * @param changes the properties that get another value: for a new job all properties in the document, for an
     *     unchanged one none
     * @param withState whether the job takes over the state in the document: only a new job does, any other keeps its
     *     own
     * @param remarks further remarks, in words
     */
    record Item(String name, Kind kind, List<Change> changes, boolean withState, List<String> remarks) {
        public Item {
            changes = List.copyOf(changes);
            remarks = List.copyOf(remarks);
        }
    }

    /** Returns the kind of document, in words. */
    String source();

    /** Returns the jobs of the document, in the order of their names. */
    List<Item> items();

    /** Returns the names of the stored jobs that are not in the document and stay as they are, in order. */
    List<String> untouched();

    /**
     * Returns the parts of the document that are passed over, each with the reason: definitions that could not be used.
     */
    List<String> passedOver();

    /**
     * Carries out the import: all of the changes, or none.
     *
     * @throws IllegalStateException if a definition of one of these jobs has changed since the plan was made, if the plan
     *     has been applied, or if the definitions could not be stored; then all are as they were, or the message names
     *     those that could not be put back
     */
    void apply();
}
