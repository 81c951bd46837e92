package io.reveille.persistence;

import io.reveille.persistence.PageMedium.Written;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    private int last; // the highest number in use, by pages that cannot be read too: these are left as they are
    private long sequence;

    Pages(PageMedium medium) {
        this.medium = medium;
    }

    List<StateRecord> load() throws IOException {
        pages.clear();
        home.clear();
        sequence = 0;
        List<Written> slots = medium.read();
        last = slots.stream().mapToInt(Written::page).max().orElse(0);
        for (Map.Entry<Integer, Newest> found : newest(slots).entrySet()) {
            Page page = new Page(found.getKey());
            page.newest = found.getValue().slot();
            page.written = true;
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
        for (StateRecord record : changed) {
            Page.Entry entry = new Page.Entry(sequence, record);
            Page page = home.get(record.job());
            if (page != null && page.takes(entry, Page.MAX)) {
                page.put(entry);
                page.dirty = true;
            } else {
                move(entry);
            }
        }
        // A record that moves is on its new page before it goes from the old one.
        for (Page page : pages.values()) {
            if (page.gaining) {
                write(page);
            }
        }
        for (Page page : pages.values()) {
            write(page);
        }
    }

    private void move(Page.Entry entry) {
        String job = entry.record().job();
        Page page = pages.values().stream()
                .filter(candidate -> candidate.takes(entry, Page.FILL))
                .findFirst()
                .orElseGet(this::add);
        remove(job);
        page.put(entry);
        page.dirty = true;
        page.gaining = true;
        home.put(job, page);
    }

    private Page add() {
        Page page = new Page(++last);
        pages.put(page.number, page);
        return page;
    }

    private void remove(String job) {
        Page page = home.remove(job);
        if (page != null) {
            page.remove(job);
            page.dirty = true;
        }
    }

    private void write(Page page) throws IOException {
        if (!page.dirty) {
            return;
        }
        String text = PageText.print(page.number, sequence, page.entries.values());
        Page.Slot slot = page.newest.other();
        medium.write(page.number, slot, text);
        page.newest = slot;
        if (!page.written) {
            // The only copy of what has moved here must not be one slot.
            medium.write(page.number, slot.other(), text);
            page.written = true;
        }
        page.dirty = false;
        page.gaining = false;
    }

    /** Puts a record that was read where it belongs: of two copies, left by a move, the newer counts. */
    private void settle(Page page, Page.Entry entry) {
        String job = entry.record().job();
        Page other = home.get(job);
        Page.Entry there = other == null ? null : other.entries.get(job);
        if (there != null && there.sequence() >= entry.sequence()) {
            page.dirty = true;
            return;
        }
        remove(job);
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
