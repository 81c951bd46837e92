package io.reveille.persistence.pages;

import static java.util.Objects.requireNonNull;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
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

    final Map<String, Quarantined> kept = new TreeMap<>();
    boolean readOnly;

    @Override
    public StateStore.Durability survives() {
        return StateStore.Durability.POWER_CUT;
    }

    @Override
    public Collection<Address> slots() {
        return slots.keySet().stream()
                .map(slot -> Address.parse(slot).orElseThrow())
                .toList();
    }

    @Override
    public String read(Address address) {
        return slot(address.toString());
    }

    @Override
    public void write(Address address, String text) throws IOException {
        if (writes.size() >= cutAfter) {
            slots.put(address.toString(), text.substring(0, text.length() / 2));
            throw new Cut();
        }
        if (readOnly || writes.size() >= failAfter) {
            throw new IOException("no space left");
        }
        writes.add(address.toString());
        slots.put(address.toString(), text);
    }

    @Override
    public Map<String, Quarantined> kept() {
        return kept;
    }

    @Override
    public void keep(String name, Quarantined text) throws IOException {
        if (readOnly) {
            throw new IOException("no space left");
        }
        kept.put(name, text);
    }
}
