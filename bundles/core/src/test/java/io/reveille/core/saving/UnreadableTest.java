package io.reveille.core.saving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.state.RecordKind;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnreadableTest {

    private final StateRecord damaged = new StateRecord("poll", "{\"v\":2,\"open\":\"\u0001\"}");

    @Test
    void theTextComesBackAsItWas() {
        StateRecord kept = Unreadable.write(damaged, "\"open\" is no list");

        assertThat(RecordKind.UNREADABLE.includes(kept)).isTrue();
        assertThat(RecordKind.UNREADABLE.includes(damaged)).isFalse();
        assertThat(kept.kind()).isEqualTo("/unreadable");
        assertThat(Unreadable.read(kept)).isEqualTo(new Quarantined("poll", "\"open\" is no list", damaged.json()));
    }

    @Test
    void theSameTextIsKeptOnceAndAnotherBesideIt() {
        StateRecord other = new StateRecord("poll", "{\"v\":2,\"open\":7}");

        assertThat(Unreadable.write(damaged, "a").job())
                .isEqualTo(Unreadable.write(damaged, "b").job());
        assertThat(Unreadable.write(damaged, "a").job())
                .isNotEqualTo(Unreadable.write(other, "a").job());
    }

    @Test
    void theLongestTextFitsARecord() {
        StateRecord longest = new StateRecord("poll", "\u0001".repeat(StateRecord.MAX_LENGTH));

        assertThat(Unreadable.write(longest, "long").json().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(StateRecord.MAX_LENGTH);
    }

    @Test
    void oneThatIsDamagedItselfIsGivenAsItIs() {
        StateRecord broken = new StateRecord("/unreadable/poll~1", "[]");

        assertThat(Unreadable.read(broken).text()).isEqualTo("[]");
        assertThat(Unreadable.read(broken).place()).isEqualTo("/unreadable/poll~1");
    }
}
