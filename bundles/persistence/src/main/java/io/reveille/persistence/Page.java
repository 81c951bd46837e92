package io.reveille.persistence;

import io.reveille.spi.StateRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** A page of state in memory: the records of some jobs, and which of its two slots holds the newest of it. */
final class Page {

    /** How long a page's text may be, in characters: a String that every store takes, and a small loss if torn. */
    static final int MAX = 48 * 1024;

    /** New jobs go to a page only up to here: those that are there need room to grow. */
    static final int FILL = MAX * 3 / 4;

    /** A record and the sequence of the save that it came with. */
    record Entry(long sequence, StateRecord record) {

        int length() {
            return PageText.lineLength(this);
        }
    }

    final int number;
    final Map<String, Entry> entries = new LinkedHashMap<>();
    private int length = PageText.HEADER_LENGTH;
    Slot newest = Slot.B; // a new page begins with A
    boolean written; // both slots
    boolean dirty;
    boolean gaining; // something has moved here, and may still be on its old page only

    Page(int number) {
        this.number = number;
    }

    void put(Entry entry) {
        Entry before = entries.put(entry.record().job(), entry);
        length += entry.length() - (before == null ? 0 : before.length());
    }

    void remove(String job) {
        Entry before = entries.remove(job);
        length -= before == null ? 0 : before.length();
    }

    /** Whether the page would not get longer than this if the entry were put into it. */
    boolean takes(Entry entry, int max) {
        Entry before = entries.get(entry.record().job());
        return length + entry.length() - (before == null ? 0 : before.length()) <= max;
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
