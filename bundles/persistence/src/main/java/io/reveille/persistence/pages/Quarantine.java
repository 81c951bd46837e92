package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps texts that cannot be read before they are overwritten: the first {@value #MAX}, so that a failing medium does
 * not fill itself; the oldest, since they are nearest to the cause. Nothing here is ever deleted.
 */
final class Quarantine {

    static final int MAX = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final PageMedium medium;
    private final Map<String, Quarantined> waiting = new LinkedHashMap<>(); // not yet written to the medium
    private @Nullable Set<String> names; // of all kept texts, once read; the texts themselves are long

    Quarantine(PageMedium medium) {
        this.medium = medium;
    }

    /** Keeps a text, once however often it is found. Never fails: a text that cannot be written now waits. */
    void keep(Address address, String reason, String text) {
        if (text.chars().allMatch(c -> c == 0)) {
            return; // a file that was emptied or filled with zeros tells nothing
        }
        String name = address + "-" + crc(text);
        Set<String> there = names();
        if (there.contains(name)) {
            return;
        }
        if (there.size() >= MAX) {
            LOG.error(
                    "The text of {} is not kept: there are {} in quarantine already. Export and delete them.",
                    address,
                    there.size());
            return;
        }
        there.add(name);
        waiting.put(name, new Quarantined(address.toString(), reason, text));
        try {
            flush();
        } catch (IOException e) {
            LOG.error("The text of {} cannot be kept now; this is tried again before the page is saved.", address, e);
        }
    }

    /** Writes the waiting texts; to be called before anything is overwritten. */
    void flush() throws IOException {
        for (Map.Entry<String, Quarantined> next : Map.copyOf(waiting).entrySet()) {
            medium.keep(next.getKey(), next.getValue());
            waiting.remove(next.getKey());
        }
    }

    private Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = new TreeSet<>();
            try {
                known.addAll(medium.kept().keySet());
            } catch (IOException e) {
                LOG.error("The quarantine of the state cannot be read.", e);
            }
            names = known;
        }
        return known;
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
