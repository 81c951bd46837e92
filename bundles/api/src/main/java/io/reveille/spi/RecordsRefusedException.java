package io.reveille.spi;

import java.io.IOException;
import java.util.List;

/** Some records of a save break the rules of {@link StateRecord}, and were not saved; all others were. */
public class RecordsRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final List<String> names;

    /**
     * Made by a store.
     *
     * @param names of the records that were refused
     * @param message says why
     */
    public RecordsRefusedException(List<String> names, String message) {
        super(message);
        this.names = List.copyOf(names);
    }

    /** The names of the records that were refused. */
    public List<String> names() {
        return names;
    }
}
