package io.reveille.persistence;

import io.reveille.spi.StateRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** A page of state in memory: records of one kind, and which of its two slots holds the newest of it. */
final class Page {

    /**
     * How long a page's text may be, in bytes of UTF-8: a String that every store takes, and a small loss if torn. Only
     * a record that is longer by itself has a longer page, alone.
     */
    static final int MAX = 48 * 1024;

    /** New records go to a page only up to here: those that are there need room to grow. */
    static final int FILL = MAX * 3 / 4;

    /** A page that has lost no record since it was written. */
    static final long COMPLETE = Long.MAX_VALUE;

    /** A record, the sequence of the save that it came with, and how much it adds to its page, in bytes. */
    record Entry(long sequence, StateRecord record, int length) {

        static Entry of(long sequence, StateRecord record) {
            return new Entry(sequence, record, PageText.lineLength(sequence, record));
        }
    }

    final int number;
    final Map<String, Entry> entries = new LinkedHashMap<>();
    String kind;
    Slot newest = Slot.B; // a new page begins with A
    boolean both = true; // its next text goes to both slots
    boolean dirty;
    long leftAt = COMPLETE; // since which move its text on the medium holds a record that is on another page now
    private int length = PageText.HEADER_LENGTH;

    Page(int number, String kind) {
        this.number = number;
        this.kind = kind;
    }

    void put(Entry entry) {
        Entry before = entries.put(entry.record().job(), entry);
        length += entry.length() - (before == null ? 0 : before.length());
    }

    void remove(String job) {
        Entry before = entries.remove(job);
        length -= before == null ? 0 : before.length();
    }

    /** Whether it already holds just this. */
    boolean holds(StateRecord record) {
        Entry there = entries.get(record.job());
        return there != null && there.record().equals(record);
    }

    /** Whether an entry that is here already may stay. */
    boolean keeps(Entry entry) {
        Entry before = entries.get(entry.record().job());
        boolean fits = length + entry.length() - (before == null ? 0 : before.length()) <= MAX;
        return kind.equals(entry.record().kind()) && (fits || entries.size() == 1);
    }

    /**
     * Whether an entry from elsewhere may come here. One that has lost a record itself takes none before it is written:
     * two pages that swap records could not both be written first.
     */
    boolean takes(Entry entry) {
        if (leftAt != COMPLETE) {
            return false;
        }
        return entries.isEmpty() || (kind.equals(entry.record().kind()) && length + entry.length() <= FILL);
    }

    /** The two places that a page is written to in turn. */
    enum Slot {
        A,
        B;

        Slot other() {
            return this == A ? B : A;
        }
    }
}
