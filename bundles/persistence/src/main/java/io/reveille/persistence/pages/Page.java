package io.reveille.persistence.pages;

import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of state in memory: records of one kind, and which of its two slots holds the newest of it. A page that is not
 * asked for lies packed: of thousands of jobs few change at a time, and the texts of all would be a third of what
 * Reveille needs.
 */
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
    String kind;
    Address.Slot newest = Address.Slot.B; // a new page begins with A
    boolean both = true; // its next text goes to both slots
    boolean dirty;
    long written; // the sequence of the save that wrote it last; 0: none since it was read
    long leftAt = COMPLETE; // since which move its text on the medium holds a record that is on another page now
    private int length = PageText.HEADER_LENGTH;
    private boolean empty = true;
    private @Nullable Map<String, Entry> open = new LinkedHashMap<>();
    private byte[] packed = {}; // what it holds while it is not open

    Page(int number, String kind) {
        this.number = number;
        this.kind = kind;
    }

    /** All that it holds, in the order in which it came. */
    Collection<Entry> entries() {
        return open().values();
    }

    Optional<Entry> entry(String job) {
        return Optional.ofNullable(open().get(job));
    }

    void put(Entry entry) {
        Entry before = open().put(entry.record().job(), entry);
        length += entry.length() - (before == null ? 0 : before.length());
        empty = false;
    }

    void remove(String job) {
        Entry before = open().remove(job);
        length -= before == null ? 0 : before.length();
        empty = open().isEmpty();
    }

    boolean isOpen() {
        return open != null;
    }

    /** Lets it take as little memory as can be until it is asked for again. */
    void pack() {
        if (open != null) {
            packed = PackedEntries.pack(open.values());
            open = null;
        }
    }

    private Map<String, Entry> open() {
        Map<String, Entry> entries = open;
        if (entries == null) {
            entries = new LinkedHashMap<>();
            for (Entry entry : PackedEntries.unpack(packed)) {
                entries.put(entry.record().job(), entry);
            }
            open = entries;
            packed = new byte[0];
        }
        return entries;
    }

    /** Whether it already holds just this. */
    boolean holds(StateRecord record) {
        return entry(record.job())
                .filter(there -> there.record().equals(record))
                .isPresent();
    }

    /** Whether an entry that is here already may stay. */
    boolean keeps(Entry entry) {
        int before = entry(entry.record().job()).map(Entry::length).orElse(0);
        boolean fits = length + entry.length() - before <= MAX;
        return kind.equals(entry.record().kind()) && (fits || open().size() == 1);
    }

    /**
     * Whether an entry from elsewhere may come here. One that has lost a record itself takes none before it is written:
     * two pages that swap records could not both be written first.
     */
    boolean takes(Entry entry) {
        if (leftAt != COMPLETE) {
            return false;
        }
        return empty || (kind.equals(entry.record().kind()) && length + entry.length() <= FILL);
    }
}
