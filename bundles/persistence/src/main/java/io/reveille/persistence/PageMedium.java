package io.reveille.persistence;

import java.io.IOException;
import java.util.List;

/** Where the slots of pages lie. */
interface PageMedium {

    /** What is in a slot. */
    record Written(int page, Page.Slot slot, String text) {}

    /** All slots that hold a text, damaged ones too. */
    List<Written> read() throws IOException;

    /** Replaces what is in a slot; when it returns, that outlives what the medium outlives. */
    void write(int page, Page.Slot slot, String text) throws IOException;
}
