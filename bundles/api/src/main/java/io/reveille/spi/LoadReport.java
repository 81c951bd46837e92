package io.reveille.spi;

import java.util.List;

/**
 * What a store found when it was loaded, for people.
 *
 * @param pages how many pages were read
 * @param records how many records were in them
 * @param findings what was not as it should be; empty if all was well
 */
public record LoadReport(int pages, int records, List<Finding> findings) {

    /** Nothing was read, and nothing was wrong. */
    public static final LoadReport NOTHING = new LoadReport(0, 0, List.of());

    /** What it means. */
    public enum Kind {
        /** One of the two texts of a page cannot be read; the other is used: the newest save of the page may be lost. */
        OTHER_USED,
        /** Neither text of a page can be read. They stay where they are. */
        PAGE_LOST,
        /** One record of a page cannot be read; the others are used. */
        RECORD_REFUSED
    }

    /**
     * One of them.
     *
     * @param place where it lies: page and slot, as {@code 3A}, or a page
     * @param reason in words
     */
    public record Finding(Kind kind, String place, String reason) {}

    public LoadReport {
        findings = List.copyOf(findings);
    }
}
