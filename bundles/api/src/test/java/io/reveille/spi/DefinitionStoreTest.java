package io.reveille.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.DefinitionStore.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store does that says nothing of many writes. */
class DefinitionStoreTest {

    private final List<String> done = new ArrayList<>();
    private Exception failure = new IOException("full");
    private int failAt = Integer.MAX_VALUE;

    private final DefinitionStore store = new DefinitionStore() {

        @Override
        public AutoCloseable open(Listener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
            String address = id.orElse("new " + properties.get("name"));
            count("save " + address);
            return address;
        }

        @Override
        public void delete(String id) throws IOException {
            count("delete " + id);
        }
    };

    private void count(String what) throws IOException {
        if (done.size() + 1 >= failAt) {
            if (failure instanceof IOException expected) {
                throw expected;
            }
            throw (RuntimeException) failure;
        }
        done.add(what);
    }

    private static final List<Write> THREE = List.of(
            new Write(Optional.empty(), Optional.of(Map.of("name", "a"))),
            new Write(Optional.of("2"), Optional.empty()),
            new Write(Optional.of("3"), Optional.of(Map.of("name", "c"))));

    @Test
    void manyAreWrittenInTheirOrder() throws IOException {
        assertThat(store.write(THREE)).containsExactly("new a", "2", "3");
        assertThat(done).containsExactly("save new a", "delete 2", "save 3");
    }

    @Test
    void whereItFailsItSaysHowFarItCame() {
        for (Exception each : List.of(new IOException("full"), new IllegalStateException("gone"))) {
            done.clear();
            failAt = 3;
            failure = each;
            assertThatThrownBy(() -> store.write(THREE))
                    .isInstanceOfSatisfying(
                            PartlyWrittenException.class,
                            cutOff -> assertThat(cutOff.addresses()).containsExactly("new a", "2"))
                    .hasMessageContaining(each.getMessage())
                    .hasCause(each);
        }
    }

    @Test
    void aWriteSaysWhatOrWhere() {
        assertThatThrownBy(() -> new Write(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        Map<String, Object> properties = new HashMap<>(Map.of("name", "a"));
        Write write = new Write(Optional.empty(), Optional.of(properties));
        properties.clear();
        assertThat(write.properties().orElseThrow()).containsEntry("name", "a");
    }

    @Test
    void allCanBeKeptUnlessAStoreSaysOtherwise() {
        assertThatCode(() -> store.check(Map.of("name", "\u0000"))).doesNotThrowAnyException();
    }
}
