package io.reveille.spi;

import java.util.List;

/**
 * The report of loading a store, for people.
 *
 * @param pages the number of pages read
 * @param records the number of records in these pages
 * @param findings the faults found; empty if all was well
 */
public record LoadReport(int pages, int records, List<Finding> findings) {

    /** The report of a store in which nothing was read and nothing was wrong. */
    public static final LoadReport NOTHING = new LoadReport(0, 0, List.of());

    /** The kind of fault, by its consequence. */
    public enum Kind {
        /** One of the two texts of a page cannot be read; the other is used: the newest save of the page may be lost. */
        OTHER_USED,
        /** Neither text of a page can be read. Both stay where they are. */
        PAGE_LOST,
        /** One record of a page cannot be read; the others are used. */
        RECORD_REFUSED
    }

    /**
     * A fault that was found.
     *
     * @param kind the kind of fault
     * @param place the place of the fault: page and slot, as {@code 3A}, or a page
     * @param reason the reason, in words
     */
    public record Finding(Kind kind, String place, String reason) {}

    public LoadReport {
        findings = List.copyOf(findings);
    }
}
