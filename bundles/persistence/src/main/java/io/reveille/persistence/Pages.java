package io.reveille.persistence;

import io.reveille.persistence.PageMedium.Written;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in pages, each written to two slots in turn: whatever happens to a write, the one before it is still there.
 * Belongs to one thread at a time.
 */
final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final PageMedium medium;
    private final TreeMap<Integer, Page> pages = new TreeMap<>();
    private final Map<String, Page> home = new HashMap<>(); // which page holds a job
    private final Set<Integer> taken = new HashSet<>(); // by pages that cannot be read too: these are left as they are
    private long sequence;
    private long moves;

    Pages(PageMedium medium) {
        this.medium = medium;
    }

    List<StateRecord> load() throws IOException {
        pages.clear();
        home.clear();
        sequence = 0;
        List<Written> slots = medium.read();
        taken.clear();
        slots.forEach(slot -> taken.add(slot.page()));
        for (Map.Entry<Integer, Newest> found : newest(slots).entrySet()) {
            Page page = new Page(found.getKey(), found.getValue().text().kind());
            page.newest = found.getValue().slot();
            page.both = false;
            pages.put(page.number, page);
            sequence = Math.max(sequence, found.getValue().text().sequence());
            found.getValue().text().entries().forEach(entry -> settle(page, entry));
        }
        List<StateRecord> records = new ArrayList<>();
        pages.values().forEach(page -> page.entries.values().forEach(entry -> records.add(entry.record())));
        return records;
    }

    void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        sequence++;
        forgotten.forEach(this::remove);
        changed.forEach(this::put);
        // What has moved is on its new page before it goes from the old one. A page that has lost a record takes none
        // until it is written, so whoever began to lose later may hold what an earlier one has lost, never the reverse.
        List<Page> dirty = pages.values().stream()
                .filter(page -> page.dirty)
                .sorted(Comparator.comparingLong((Page page) -> page.leftAt).reversed())
                .toList();
        for (Page page : dirty) {
            write(page);
        }
    }

    private void put(StateRecord record) {
        Page page = home.get(record.job());
        if (page != null && page.holds(record)) {
            return; // a batch that is tried again costs no flash for what has been saved
        }
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
        page.kind = entry.record().kind(); // an empty page serves any
        page.put(entry);
        page.dirty = true;
        page.both |= from != null; // the only copy of what has moved here must not be one slot
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

    /** The job has a record on another page: this one is written after that. */
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
        Page.Slot slot = page.newest.other();
        medium.write(page.number, slot, text);
        page.newest = slot;
        if (page.both) {
            medium.write(page.number, slot.other(), text);
            page.both = false;
        }
        page.dirty = false;
        page.leftAt = Page.COMPLETE;
    }

    /** Puts a record that was read where it belongs: of two copies, left by a move, the newer counts. */
    private void settle(Page page, Page.Entry entry) {
        String job = entry.record().job();
        Page other = home.get(job);
        Page.Entry there = other == null ? null : other.entries.get(job);
        if (there != null && there.sequence() >= entry.sequence()) {
            page.dirty = true;
            page.leftAt = Math.min(page.leftAt, ++moves);
            return;
        }
        leave(job);
        page.put(entry);
        home.put(job, page);
    }

    private record Newest(Page.Slot slot, PageText text) {}

    private static Map<Integer, Newest> newest(List<Written> slots) {
        Map<Integer, Newest> newest = new TreeMap<>();
        for (Written slot : slots) {
            read(slot)
                    .ifPresent(text -> newest.merge(
                            slot.page(),
                            new Newest(slot.slot(), text),
                            (a, b) -> a.text().sequence() >= b.text().sequence() ? a : b));
        }
        return newest;
    }

    private static Optional<PageText> read(Written slot) {
        try {
            PageText text = PageText.parse(slot.text());
            if (text.number() == slot.page()) {
                return Optional.of(text);
            }
            LOG.error(
                    "Page {} {} of the state holds page {}; it is left out.", slot.page(), slot.slot(), text.number());
        } catch (PageText.DamagedException e) {
            LOG.error(
                    "Page {} {} of the state is left out: {}. What was saved before is used.",
                    slot.page(),
                    slot.slot(),
                    e.getMessage());
        }
        return Optional.empty();
    }
}
