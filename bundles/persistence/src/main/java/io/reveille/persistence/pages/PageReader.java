package io.reveille.persistence.pages;

import io.reveille.spi.LoadReport;
import io.reveille.spi.LoadReport.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pages of a medium one by one; a damaged text is reported, kept, and no reason to fail. */
final class PageReader {

    private static final Logger LOG = LoggerFactory.getLogger(PageReader.class);

    private final PageMedium medium;
    private final Quarantine quarantine;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A page that could be read.
     *
     * @param sequence the sequence number of the newest text
     * @param newest the slot of the newest text
     * @param whole whether the other slot can be read too
     * @param entries the records of the page
     */
    record Found(
            int number, String kind, long sequence, Address.Slot newest, boolean whole, List<Page.Entry> entries) {}

    PageReader(PageMedium medium, Quarantine quarantine) {
        this.medium = medium;
        this.quarantine = quarantine;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Returns all existing pages, by their numbers; empty for a page of which nothing can be read. */
    Map<Integer, Optional<Found>> read() throws IOException {
        Map<Integer, Collection<Address>> slots = new TreeMap<>();
        medium.slots()
                .forEach(slot -> slots.computeIfAbsent(slot.page(), page -> new TreeSet<>())
                        .add(slot));
        Map<Integer, Optional<Found>> pages = new TreeMap<>();
        slots.forEach((page, there) -> pages.put(page, read(page, there)));
        return pages;
    }

    private Optional<Found> read(int page, Collection<Address> slots) {
        Map<Address.Slot, PageText> good = new EnumMap<>(Address.Slot.class);
        Map<Address.Slot, PageText.DamagedException> bad = new EnumMap<>(Address.Slot.class);
        for (Address address : slots) {
            try {
                good.put(address.slot(), read(address));
            } catch (PageText.DamagedException e) {
                bad.put(address.slot(), e);
            }
        }
        // A page of a newer Reveille is not touched; but if an older text of the page is used, the newer will be
        // replaced.
        bad.forEach((slot, damage) -> {
            if (!good.isEmpty() || !damage.newer()) {
                quarantine.keep(new Address(page, slot), damage.reason(), damage.text());
            }
        });
        if (good.isEmpty()) {
            List<String> reasons = new ArrayList<>();
            bad.forEach((slot, damage) -> reasons.add(slot + ": " + damage.reason()));
            found(LoadReport.Kind.PAGE_LOST, "page " + page, String.join("; ", reasons));
            return Optional.empty();
        }
        Map.Entry<Address.Slot, PageText> best = good.entrySet().stream()
                .max(Comparator.comparingLong(slot -> slot.getValue().sequence()))
                .orElseThrow();
        Address.Slot newest = best.getKey();
        PageText text = best.getValue();
        if (good.size() < 2) {
            PageText.DamagedException damage = bad.get(newest.other());
            String reason = damage == null ? "it is not there" : damage.reason();
            found(LoadReport.Kind.OTHER_USED, new Address(page, newest.other()).toString(), reason);
        }
        PageText.Records records = text.records();
        for (PageText.Refused line : records.refused()) {
            Address address = new Address(page, newest);
            quarantine.keep(address, line.reason(), line.line());
            found(LoadReport.Kind.RECORD_REFUSED, address.toString(), line.reason());
        }
        return Optional.of(new Found(page, text.kind(), text.sequence(), newest, good.size() == 2, records.entries()));
    }

    private PageText read(Address address) throws PageText.DamagedException {
        String written;
        try {
            written = medium.read(address);
        } catch (IOException e) {
            throw new PageText.DamagedException("it cannot be read: " + e.getMessage(), "", e);
        }
        PageText text = PageText.parse(written);
        if (text.number() != address.page()) {
            throw new PageText.DamagedException("it holds page " + text.number(), written, null);
        }
        return text;
    }

    private void found(LoadReport.Kind kind, String place, String reason) {
        findings.add(new Finding(kind, place, reason));
        switch (kind) {
            case OTHER_USED -> LOG.error("{} of the state is left out: {}. The save before is used.", place, reason);
            case PAGE_LOST -> LOG.error("Nothing on {} of the state can be used; it stays there: {}.", place, reason);
            case RECORD_REFUSED -> LOG.error("A record in {} of the state is left out: {}.", place, reason);
        }
    }
}
