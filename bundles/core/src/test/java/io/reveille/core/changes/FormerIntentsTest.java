package io.reveille.core.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.changes.FormerIntents.Step;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Intents, as earlier versions have stored them. */
class FormerIntentsTest {

    private static final DefinitionCodec CODEC = new DefinitionCodec(ZoneOffset.UTC);

    private static final StateRecord MADE = record(
            "7",
            "{\"v\":2,\"changes\":[{\"job\":\"scan\",\"address\":\"at\",\"before\":\"b7\",\"owner\":\"app\","
                    + "\"code\":\"0123\",\"properties\":{\"name\":\"scan\",\"priority\":{\"Integer\":\"5\"}}}]}");
    private static final StateRecord DELETED =
            record("8", "{\"v\":2,\"changes\":[{\"job\":\"scan\",\"address\":\"at\",\"before\":\"b8\"}]}");
    private static final StateRecord MADE_AGAIN = record(
            "9", "{\"v\":2,\"changes\":[{\"job\":\"scan\",\"before\":\"b9\",\"properties\":{\"name\":\"scan\"}}]}");

    private static StateRecord record(String name, String json) {
        return new StateRecord("/intent/" + name, json);
    }

    @Test
    void oneOfOneRecordIsOneChange() {
        FormerIntents read = FormerIntents.read(List.of(MADE, new StateRecord("scan", "{}")));

        assertThat(read.names()).containsExactly("/intent/7");
        assertThat(read.highest()).isEqualTo(7);
        PendingChange change = asOne(read, Optional.empty());
        assertThat(change.change().properties()).contains(Map.of("name", "scan", "priority", 5));
        assertThat(change.change().address()).contains("at");
        assertThat(change.change().owner()).isEqualTo("app");
        assertThat(change.change().code()).isEqualTo("0123");
        assertThat(change.before()).containsExactly("b7");
        assertThat(change.number()).isEqualTo(7);
    }

    @Test
    void severalOfOneJobAreOneChange() {
        PendingChange change = asOne(FormerIntents.read(List.of(MADE_AGAIN, DELETED, MADE)), Optional.empty());

        assertThat(change.number()).isEqualTo(9);
        assertThat(change.incarnation()).isEqualTo(8);
        assertThat(change.before()).containsExactly("b7", "b8", "b9");
        assertThat(change.last()).isEqualTo(Map.of("name", "scan"));
        assertThat(change.deletes()).isFalse();
    }

    @Test
    void whatIsOnRecordIsNotReplacedAnyMore() {
        DefinitionRecord record =
                new DefinitionRecord("scan", "at", Map.of("name", "scan"), Instant.EPOCH).withChange(8);

        PendingChange change = asOne(FormerIntents.read(List.of(MADE, DELETED, MADE_AGAIN)), Optional.of(record));

        assertThat(change.before()).containsExactly("b9");
    }

    @Test
    void whatSomebodyElseHasChangedSinceIsSettled() {
        FormerIntents read = FormerIntents.read(List.of(record("7/settled/scan", "{\"v\":2}"), MADE));

        List<Step> steps = read.byJob().getOrDefault("scan", List.of());
        assertThat(steps).singleElement().extracting(Step::settled).isEqualTo(true);
        assertThat(asOne(read, Optional.empty()).before()).isEmpty();
        assertThat(read.names()).containsExactlyInAnyOrder("/intent/7", "/intent/7/settled/scan");
    }

    @Test
    void manyAreCutIntoPartsAndCountOnlyWhole() {
        StateRecord part = record("7/1", "{\"v\":2,\"changes\":[{\"job\":\"b\",\"properties\":{\"name\":\"b\"}}]}");
        StateRecord state = record("7/state/a", "{\"v\":3,\"runs\":2}");
        StateRecord last = record(
                "7",
                "{\"v\":2,\"parts\":1,\"states\":1,\"changes\":[{\"job\":\"a\",\"properties\":{\"name\":\"a\"}}]}");

        FormerIntents whole = FormerIntents.read(List.of(part, state, last));
        assertThat(whole.byJob()).containsOnlyKeys("a", "b");
        assertThat(whole.byJob().getOrDefault("a", List.of()).get(0).state())
                .contains(new StateRecord("a", "{\"v\":3,\"runs\":2}"));

        FormerIntents cut = FormerIntents.read(List.of(part, state));
        assertThat(cut.byJob()).isEmpty();
        assertThat(cut.names()).as("dropped").containsExactly("/intent/7/1", "/intent/7/state/a");
        assertThat(cut.highest()).isEqualTo(7);

        for (List<StateRecord> damaged : List.of(List.of(part, last), List.of(state, last))) {
            assertThat(FormerIntents.read(damaged).byJob()).isEmpty();
            assertThat(FormerIntents.read(damaged).names()).as("left alone").isEmpty();
        }
    }

    @Test
    void damagedAndNewerOnesAreLeftAlone() {
        FormerIntents read = FormerIntents.read(List.of(
                MADE,
                record("8", "{\"v\":99,\"changes\":{}}"),
                record("9", "{\"v\":1,\"changes\":[{}]}"),
                record("10", "{"),
                record("eleven", "{\"v\":1}")));

        assertThat(read.byJob()).containsOnlyKeys("scan");
        assertThat(read.names()).containsExactly("/intent/7");
        assertThat(read.highest()).isEqualTo(10);
    }

    private static PendingChange asOne(FormerIntents read, Optional<DefinitionRecord> record) {
        return FormerIntents.asOne(read.byJob().getOrDefault("scan", List.of()), record, CODEC);
    }
}
