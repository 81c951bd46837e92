package io.reveille.spi;

import java.io.IOException;
import java.util.List;

/**
 * Thrown when, of many changes of definitions, the first ones were carried out and the next one failed: the caller
 * reverts those.
 */
public class PartlyWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final List<String> addresses;

    /**
     * Makes an exception, in a store.
     *
     * @param addresses the addresses of the changes that were carried out, the first ones of all, in their order
     * @param cause why the next change failed; or, if all were carried out, why they may be gone at the next start
     */
    public PartlyWrittenException(List<String> addresses, Exception cause) {
        super(addresses.size() + " of the changes were carried out before this: " + cause.getMessage(), cause);
        this.addresses = List.copyOf(addresses);
    }

    /** Returns the addresses of the changes that were carried out, the first ones of all, in their order. */
    public List<String> addresses() {
        return addresses;
    }
}
