package io.reveille.persistence.pages;

import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of state in memory: records of one kind, and which of its two slots holds the newest text. A page that is not
 * in use is packed: of thousands of jobs few change at a time, and the texts of all would be a third of Reveille's
 * memory.
 */
final class Page {

    /**
     * The greatest length of a page's text, in bytes of UTF-8: every store accepts a String of this length, and little
     * is lost with a damaged page. Only a single record that is longer has a longer page, to itself.
     */
    static final int MAX = 48 * 1024;

    /** The length up to which a page accepts new records: the records on it need room to grow. */
    static final int FILL = MAX * 3 / 4;

    /** The value of {@code leftAt} for a page that has lost no record since it was written. */
    static final long COMPLETE = Long.MAX_VALUE;

    /** A record, the sequence number of its save, and its length on the page, in bytes. */
    record Entry(long sequence, StateRecord record, int length) {

        static Entry of(long sequence, StateRecord record) {
            return new Entry(sequence, record, PageText.lineLength(sequence, record));
        }
    }

    final int number;
    String kind;
    Address.Slot newest = Address.Slot.B; // so that a new page begins with slot A
    boolean both = true; // whether the next text goes to both slots
    boolean dirty;
    long written; // the sequence number of the last save of the page; 0: none since it was read
    long leftAt = COMPLETE; // the move since which its text on the medium has a record of another page
    private int length = PageText.HEADER_LENGTH;
    private boolean empty = true;
    private @Nullable Map<String, Entry> open = new LinkedHashMap<>();
    private byte[] packed = {}; // the entries while the page is not open

    Page(int number, String kind) {
        this.number = number;
        this.kind = kind;
    }

    /** Returns all entries, in the order in which they were added. */
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

    /** Packs the entries, to take little memory until the page is used again. */
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

    /** Returns whether the page has exactly this entry already. */
    boolean holds(StateRecord record) {
        return entry(record.job())
                .filter(there -> there.record().equals(record))
                .isPresent();
    }

    /** Returns whether an entry that is already on the page may stay. */
    boolean keeps(Entry entry) {
        int before = entry(entry.record().job()).map(Entry::length).orElse(0);
        boolean fits = length + entry.length() - before <= MAX;
        return kind.equals(entry.record().kind()) && (fits || open().size() == 1);
    }

    /**
     * Returns whether an entry of another page may move to this one. A page that has lost a record accepts none before
     * it is written: of two pages that swap records, neither could be written first.
     */
    boolean takes(Entry entry) {
        if (leftAt != COMPLETE) {
            return false;
        }
        return empty || (kind.equals(entry.record().kind()) && length + entry.length() <= FILL);
    }
}
