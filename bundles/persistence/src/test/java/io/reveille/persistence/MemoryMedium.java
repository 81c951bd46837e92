package io.reveille.persistence;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Slots in memory, to be hurt and to fail at will. */
final class MemoryMedium implements PageMedium {

    /** The power goes in the middle of a write. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final Map<String, String> slots = new TreeMap<>();
    final List<String> writes = new ArrayList<>();
    int failAfter = Integer.MAX_VALUE; // so many writes succeed, then each throws
    int cutAfter = Integer.MAX_VALUE; // so many writes succeed, then one leaves half a text and the power is gone

    String slot(String name) {
        return requireNonNull(slots.get(name), name);
    }

    @Override
    public List<Written> read() {
        List<Written> written = new ArrayList<>();
        slots.forEach((slot, text) -> written.add(new Written(
                Integer.parseInt(slot.substring(0, slot.length() - 1)),
                Page.Slot.valueOf(slot.substring(slot.length() - 1)),
                text)));
        return written;
    }

    @Override
    public void write(int page, Page.Slot slot, String text) throws IOException {
        if (writes.size() >= cutAfter) {
            slots.put(page + slot.name(), text.substring(0, text.length() / 2));
            throw new Cut();
        }
        if (writes.size() >= failAfter) {
            throw new IOException("no space left");
        }
        writes.add(page + slot.name());
        slots.put(page + slot.name(), text);
    }
}
