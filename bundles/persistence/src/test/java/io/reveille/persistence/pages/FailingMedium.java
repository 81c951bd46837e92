package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** A medium that takes so many writes, and then none. */
final class FailingMedium implements PageMedium {

    /** The process is gone. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What happens at the first write too many, and at all after it. */
    enum Failure {
        /** Nothing is written, and it says so. */
        REFUSED,
        /** The process is gone before anything is written. */
        GONE_BEFORE,
        /** The process is gone when half of it is written. */
        GONE_HALFWAY,
        /** The process is gone when all is written and nobody was told. */
        GONE_AFTER
    }

    private final PageMedium medium;
    private final Failure failure;
    private final boolean tearsSlots;
    private int left;

    /** @param tearsSlots whether half a write leaves half a text in the slot: one that moves whole files does not */
    FailingMedium(PageMedium medium, Failure failure, int writes, boolean tearsSlots) {
        this.medium = medium;
        this.failure = failure;
        this.left = writes;
        this.tearsSlots = tearsSlots;
    }

    /** Takes so many writes more. */
    void recover(int writes) {
        left = writes;
    }

    @Override
    public void write(Address address, String text) throws IOException {
        if (--left >= 0) {
            medium.write(address, text);
            return;
        }
        switch (failure) {
            case REFUSED -> throw new IOException("No space left on device");
            case GONE_BEFORE -> {}
            case GONE_HALFWAY -> {
                if (tearsSlots) {
                    medium.write(address, text.substring(0, text.length() / 2));
                }
            }
            case GONE_AFTER -> medium.write(address, text);
        }
        throw new Gone();
    }

    @Override
    public void keep(String name, Quarantined text) throws IOException {
        if (--left < 0) {
            throw new IOException("No space left on device");
        }
        medium.keep(name, text);
    }

    @Override
    public Map<String, Quarantined> kept() throws IOException {
        return medium.kept();
    }

    @Override
    public Collection<Address> slots() throws IOException {
        return medium.slots();
    }

    @Override
    public String read(Address address) throws IOException {
        return medium.read(address);
    }

    @Override
    public StateStore.Durability survives() {
        return medium.survives();
    }

    @Override
    public void close() throws IOException {
        medium.close();
    }
}
