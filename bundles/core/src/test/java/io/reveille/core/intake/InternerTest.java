package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTest {

    private final Interner<List<String>> shared = new Interner<>();

    @Test
    void equalValuesBecomeOneObject() {
        List<String> first = List.of("meter", "hall-1");

        assertThat(shared.one(first)).isSameAs(first);
        assertThat(shared.one(new ArrayList<>(first))).isSameAs(first);
        assertThat(shared.one(List.of("meter"))).isNotSameAs(first).containsExactly("meter");
    }

    @Test
    void whatNobodyHoldsAnyMoreIsLetGo() {
        WeakReference<List<String>> held = new WeakReference<>(shared.one(new ArrayList<>(List.of("meter"))));
        for (int i = 0; i < 50 && held.get() != null; i++) {
            System.gc();
        }
        assertThat(held.get()).isNull();
    }
}
