package io.reveille.persistence.pages;

import io.reveille.spi.LoadReport;
import io.reveille.spi.RecordsRefusedException;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records in pages, each page written to two slots in turn: whatever happens to a write, the text before it is
 * still there. For one thread at a time.
 */
final class Pages {

    /** The number of pages, those written last, that are not packed: claims and busy jobs change again soon. */
    private static final int KEPT_OPEN = 8;

    private final PageMedium medium;
    private final Quarantine quarantine;
    private final TreeMap<Integer, Page> pages = new TreeMap<>();
    private final Map<String, Page> home = new HashMap<>(); // the page of each job
    private final Set<Integer> taken = new HashSet<>(); // includes pages that cannot be read, which are not touched
    private long sequence;
    private long moves;
    private volatile LoadReport found = LoadReport.NOTHING;

    Pages(PageMedium medium) {
        this.medium = medium;
        this.quarantine = new Quarantine(medium);
    }

    List<StateRecord> load() throws IOException {
        pages.clear();
        home.clear();
        taken.clear();
        sequence = 0;
        PageReader reader = new PageReader(medium, quarantine);
        for (Map.Entry<Integer, Optional<PageReader.Found>> page : reader.read().entrySet()) {
            taken.add(page.getKey());
            page.getValue().ifPresent(this::settle);
        }
        List<StateRecord> records = new ArrayList<>();
        for (Page page : pages.values()) {
            page.entries().forEach(entry -> records.add(entry.record()));
            page.pack();
        }
        found = new LoadReport(pages.size(), records.size(), reader.findings());
        return records;
    }

    /** Returns the number of pages that are not packed. */
    long open() {
        return pages.values().stream().filter(Page::isOpen).count();
    }

    /** Returns the findings of the load. May be called from any thread. */
    LoadReport found() {
        return found;
    }

    void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        try {
            saveAll(changed, forgotten);
        } finally {
            pages.values().stream()
                    .filter(Page::isOpen)
                    .sorted(Comparator.comparingLong((Page page) -> page.written)
                            .reversed())
                    .skip(KEPT_OPEN)
                    .forEach(Page::pack);
        }
    }

    private void saveAll(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        if (sequence >= PageText.MAX_SEQUENCE) {
            throw new IOException("nothing is saved: a page has the highest sequence number that there is, "
                    + PageText.MAX_SEQUENCE + "; remove that page");
        }
        sequence++;
        Map<String, String> refused = new LinkedHashMap<>();
        forgotten.forEach(this::remove);
        Page last = null;
        for (StateRecord record : pageByPage(changed)) {
            Page page = home.get(record.job());
            if (last != null && last != page && !last.dirty) {
                last.pack(); // nothing on it has changed: the first save after a start has all jobs, few of them
                // changed
            }
            last = page;
            try {
                put(record);
            } catch (IllegalArgumentException e) {
                refused.put(record.job(), cut(record.job()) + ": " + e.getMessage());
            }
        }
        // A moved record is written to its new page before its old page is written without it. A page that has lost a
        // record accepts none until it is written, so a page that began to lose later may have records of one that
        // began earlier, never the reverse.
        List<Page> dirty = pages.values().stream()
                .filter(page -> page.dirty)
                .sorted(Comparator.comparingLong((Page page) -> page.leftAt).reversed())
                .toList();
        if (!dirty.isEmpty()) {
            quarantine.flush();
        }
        for (Page page : dirty) {
            write(page);
        }
        if (!refused.isEmpty()) {
            String more = refused.size() > 3 ? "; and " + (refused.size() - 3) + " more" : "";
            throw new RecordsRefusedException(
                    List.copyOf(refused.keySet()),
                    "refused, while what was saved before stays: "
                            + refused.values().stream().limit(3).collect(Collectors.joining("; "))
                            + more);
        }
    }

    private List<StateRecord> pageByPage(Collection<StateRecord> records) {
        return records.stream()
                .sorted(Comparator.comparingInt(record -> {
                    Page page = home.get(record.job());
                    return page == null ? Integer.MAX_VALUE : page.number;
                }))
                .toList();
    }

    private void put(StateRecord record) {
        Page page = home.get(record.job());
        if (page != null && page.holds(record)) {
            return; // already saved: a batch that is tried again must not wear the flash
        }
        RecordCheck.check(record);
        Page.Entry entry = Page.Entry.of(sequence, record);
        if (page != null && page.keeps(entry)) {
            page.put(entry);
            page.dirty = true;
        } else {
            move(entry, page);
        }
    }

    private void move(Page.Entry entry, @Nullable Page from) {
        Page page = pages.values().stream()
                .filter(candidate -> candidate != from && candidate.takes(entry))
                .findFirst()
                .orElseGet(() -> add(entry.record().kind()));
        leave(entry.record().job());
        page.kind = entry.record().kind(); // an empty page accepts any kind
        page.put(entry);
        page.dirty = true;
        page.both |= from != null; // a moved record must not be in one slot only
        home.put(entry.record().job(), page);
    }

    private Page add(String kind) {
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        taken.add(number);
        Page page = new Page(number, kind);
        pages.put(number, page);
        return page;
    }

    /** Removes a job's record from the page that it is on, which is then written after the record's new page. */
    private void leave(String job) {
        Page page = home.get(job);
        if (page != null) {
            page.leftAt = Math.min(page.leftAt, ++moves);
            remove(job);
        }
    }

    private void remove(String job) {
        Page page = home.remove(job);
        if (page != null) {
            page.remove(job);
            page.dirty = true;
        }
    }

    private void write(Page page) throws IOException {
        String text = PageText.print(page, sequence);
        Address.Slot slot = page.newest.other();
        medium.write(new Address(page.number, slot), text);
        page.newest = slot;
        if (page.both) {
            medium.write(new Address(page.number, slot.other()), text);
            page.both = false;
        }
        page.dirty = false;
        page.written = sequence;
        page.leftAt = Page.COMPLETE;
    }

    private void settle(PageReader.Found read) {
        Page page = new Page(read.number(), read.kind());
        page.newest = read.newest();
        page.both = false;
        page.dirty = !read.whole(); // the second slot is damaged: write the page again
        pages.put(page.number, page);
        sequence = Math.max(sequence, read.sequence());
        read.entries().forEach(entry -> settle(page, entry));
    }

    /** Assigns a record that was read to its page: of two copies, left by a move, the newer is used. */
    private void settle(Page page, Page.Entry entry) {
        String job = entry.record().job();
        Page other = home.get(job);
        if (other != null
                && other.entry(job)
                        .filter(there -> there.sequence() >= entry.sequence())
                        .isPresent()) {
            page.dirty = true;
            page.leftAt = Math.min(page.leftAt, ++moves);
            return;
        }
        leave(job);
        page.put(entry);
        home.put(job, page);
    }

    private static String cut(String text) {
        return text.length() <= RecordCheck.MAX_NAME ? text : text.substring(0, RecordCheck.MAX_NAME) + "…";
    }
}
