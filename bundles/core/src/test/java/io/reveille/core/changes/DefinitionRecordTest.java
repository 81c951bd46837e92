package io.reveille.core.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.DeletedJob.How;
import io.reveille.core.changes.DefinitionRecord.Deleted;
import io.reveille.core.state.RecordKind;
import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionRecordTest {

    private static final Instant THEN = Instant.parse("2026-03-04T10:00:00Z");

    private final DefinitionRecord scan = new DefinitionRecord(
                    "scan",
                    "io.reveille.job~scan",
                    Map.of("name", "scan", "schedule", "every 10 seconds", "handler", "scan", "priority", 5),
                    THEN)
            .withChange(7)
            .withIncarnation(3);

    @Test
    void readBackIsEqual() {
        assertThat(DefinitionRecord.read(scan.write().orElseThrow())).contains(scan);

        DefinitionRecord deleted =
                scan.withDeleted(Optional.of(new Deleted(THEN, false, How.CANCELLED, "app", "0123")));
        assertThat(DefinitionRecord.read(deleted.write().orElseThrow())).contains(deleted);
    }

    @Test
    void ofAnEarlierVersionACancelledJobHasLeftNoState() {
        String text = "{\"v\":2,\"address\":\"at\",\"properties\":{\"name\":\"scan\"},"
                + "\"accepted\":\"2026-03-04T10:00:00Z\",\"intent\":7%s}";
        String deleted = ",\"deleted\":\"2026-03-04T10:00:00Z\",\"how\":";

        assertThat(read(text.formatted("")).incarnation()).isZero();
        assertThat(read(text.formatted(deleted + "\"MISSING\"")).incarnation()).isZero();
        assertThat(read(text.formatted(deleted + "\"CANCELLED\"")).incarnation())
                .isEqualTo(7);
        assertThat(read(text.formatted("")).change()).isEqualTo(7);
    }

    private static DefinitionRecord read(String text) {
        return DefinitionRecord.read(new StateRecord("/definition/scan", text)).orElseThrow();
    }

    @Test
    void hasANameThatNoJobHasAndAKindOfItsOwn() {
        StateRecord record = scan.write().orElseThrow();

        assertThat(record.job()).isEqualTo("/definition/scan");
        assertThat(record.kind()).isEqualTo("/definition");
        assertThat(RecordKind.DEFINITION.includes(record)).isTrue();
    }

    @Test
    void ifItIsTooLongItKeepsTheDefinitionAlone() {
        DefinitionRecord notes =
                new DefinitionRecord("scan", "at", Map.of("name", "scan", "notes", "ü".repeat(200_000)), THEN);
        assertThat(DefinitionRecord.read(notes.write().orElseThrow())
                        .orElseThrow()
                        .properties())
                .isEqualTo(Map.of("name", "scan"));

        DefinitionRecord endless =
                new DefinitionRecord("scan", "at", Map.of("name", "scan", "schedule", "x".repeat(300_000)), THEN);
        assertThat(endless.write()).isEmpty();
    }

    @Test
    void aNewerOneIsNotReadAndDamageIsSaid() {
        assertThat(DefinitionRecord.read(new StateRecord("/definition/scan", "{\"v\":99,\"properties\":[]}")))
                .isEmpty();
        assertThatThrownBy(() -> DefinitionRecord.read(new StateRecord("/definition/scan", "{\"v\":1}")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
