package io.reveille.persistence.pages;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A slot of a page; {@code 3A} in the names of configurations and files.
 *
 * @param page the number of the page, 1 to 999999
 */
public record Address(int page, Slot slot) implements Comparable<Address> {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([AB])");

    /** Parses an address; empty if the text is none. */
    public static Optional<Address> parse(String text) {
        Matcher address = TEXT.matcher(text);
        return address.matches()
                ? Optional.of(new Address(Integer.parseInt(address.group(1)), Slot.valueOf(address.group(2))))
                : Optional.empty();
    }

    /** The two slots to which a page is written in turn. */
    public enum Slot {
        A,
        B;

        Slot other() {
            return this == A ? B : A;
        }
    }

    @Override
    public int compareTo(Address other) {
        return Comparator.comparingInt(Address::page)
                .thenComparing(Address::slot)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return page + slot.name();
    }
}
