package io.reveille.core.state;

import io.reveille.spi.StateRecord;

/**
 * The kinds of records that a state store has many of, beside the jobs' own, which are named as the jobs are; see
 * docs/persistence.md.
 */
public enum RecordKind {
    /** The definition of a job as it was known last. */
    DEFINITION("/definition/"),
    /** A change of a job's definition that is on its way. */
    PENDING("/pending/"),
    /** The state that a job goes on with after such a change, as it was imported. */
    PENDING_STATE("/pending-state/"),
    /** A change that takes such a change back. */
    PENDING_BACK("/pending-back/"),
    /** The mark that makes changes valid which are made together. */
    TOGETHER("/together/"),
    /** A part of a change of definitions, as earlier versions kept them; only read. */
    FORMER_INTENT("/intent/"),
    /** The start of a job that is delivered at most once. */
    CLAIM("/claims/"),
    /** The runs of a job that do not fit into its own record. */
    HISTORY("/history/"),
    /** A record that could not be read, as it was found. */
    UNREADABLE("/unreadable/");

    private final String prefix;

    RecordKind(String prefix) {
        this.prefix = prefix;
    }

    /** The name among all records of one that is about this: a job, most often. */
    public String nameOf(String subject) {
        return prefix + subject;
    }

    /** Whether a record is of this kind. */
    public boolean includes(StateRecord record) {
        return record.job().startsWith(prefix);
    }

    /** The reverse of {@link #nameOf}. */
    public String subjectOf(String name) {
        return name.substring(prefix.length());
    }
}
