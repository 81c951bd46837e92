package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.StateRecord;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final StateRecord FIRST = new StateRecord("ж 🌅", "{\"a\":\"" + "ö".repeat(10_000) + "\"}");
    private static final StateRecord SECOND = new StateRecord("b", "{}");

    private final Page page = new Page(3, "");

    @Test
    void packedItHoldsTheSameInTheSameOrder() {
        page.put(Page.Entry.of(1, FIRST));
        page.put(Page.Entry.of(1L << 50, SECOND));
        page.pack();

        assertThat(page.isOpen()).isFalse();
        assertThat(page.entries()).containsExactly(Page.Entry.of(1, FIRST), Page.Entry.of(1L << 50, SECOND));
    }

    @Test
    void packedItSaysWhatItTakesWithoutBeingOpened() {
        Page.Entry entry = Page.Entry.of(1, SECOND);
        page.put(entry);
        page.pack();

        assertThat(page.takes(Page.Entry.of(1, new StateRecord("c", "{}")))).isTrue();
        assertThat(page.takes(Page.Entry.of(1, new StateRecord("/history/c", "{}"))))
                .isFalse();
        assertThat(page.takes(Page.Entry.of(1, new StateRecord("d", "{\"a\":\"" + "x".repeat(Page.FILL) + "\"}"))))
                .isFalse();
        assertThat(page.isOpen()).isFalse();
    }

    @Test
    void anEmptyPageServesAnyKindPackedToo() {
        page.put(Page.Entry.of(1, SECOND));
        page.remove("b");
        page.pack();

        assertThat(page.takes(Page.Entry.of(1, new StateRecord("/history/c", "{}"))))
                .isTrue();
        assertThat(page.entries()).isEmpty();
    }
}
