package io.reveille.spi;

import java.io.IOException;
import java.util.List;

/** Of many changes of definitions the first ones were carried out and the next one was not: the caller takes those back. */
public class PartlyWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final List<String> addresses;

    /**
     * Made by a store.
     *
     * @param addresses of the changes that were carried out, the first ones of all, in their order
     * @param cause why the next one was not; or, if all were, why they may be gone at the next start
     */
    public PartlyWrittenException(List<String> addresses, Exception cause) {
        super(addresses.size() + " of the changes were carried out before this: " + cause.getMessage(), cause);
        this.addresses = List.copyOf(addresses);
    }

    /** The addresses of the changes that were carried out, the first ones of all, in their order. */
    public List<String> addresses() {
        return addresses;
    }
}
