package io.reveille.spi;

import java.io.IOException;
import java.util.List;

/** Thrown when some records of a save break the rules of {@link StateRecord} and were not saved; all others were. */
public class RecordsRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final List<String> names;

    /**
     * Makes an exception, in a store.
     *
     * @param names the names of the records that were refused
     * @param message the reasons
     */
    public RecordsRefusedException(List<String> names, String message) {
        super(message);
        this.names = List.copyOf(names);
    }

    /** Returns the names of the records that were refused. */
    public List<String> names() {
        return names;
    }
}
