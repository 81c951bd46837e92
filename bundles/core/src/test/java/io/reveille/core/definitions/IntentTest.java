package io.reveille.core.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntentTest {

    private final Intent one = new Intent(
            7,
            List.of(DefinitionChange.save(
                            Optional.of("io.reveille.job~scan"), Map.of("name", "scan", "tags", "a", "priority", 5))
                    .instead(DefinitionChange.hash(Map.of("name", "scan")))
                    .by("app", "0123")));

    /** Each has arguments of 1 KB. */
    private static Intent many(int number, int jobs) {
        return new Intent(
                number,
                IntStream.range(0, jobs)
                        .mapToObj(job -> DefinitionChange.save(
                                Optional.empty(), Map.of("name", "job " + job, "args", "x".repeat(1000))))
                        .toList());
    }

    @Test
    void aShortOneIsOneRecord() {
        List<StateRecord> records = one.write();

        assertThat(records).extracting(StateRecord::job).containsExactly("/intent/7");
        assertThat(records).allMatch(record -> record.kind().equals("/intent"));
        assertThat(Intent.read(records).intents()).containsExactly(one);
        assertThat(Intent.read(records).highest()).isEqualTo(7);
    }

    @Test
    void aDeletionIsKeptAsOne() {
        Intent deletion = new Intent(
                1,
                List.of(DefinitionChange.delete("scan", "there")
                        .instead(DefinitionChange.hash(Map.of("name", "scan")))));

        assertThat(Intent.read(deletion.write()).intents()).containsExactly(deletion);
    }

    @Test
    void aLongOneIsCutIntoPartsAndTheLastRecordMakesItValid() {
        Intent many = many(8, 500);
        List<StateRecord> records = many.write();

        assertThat(records).hasSizeGreaterThan(20);
        assertThat(records).allMatch(record -> record.json().length() < 24_000);
        assertThat(records.get(records.size() - 1).job()).isEqualTo("/intent/8");
        assertThat(many.names())
                .containsExactlyElementsOf(
                        records.stream().map(StateRecord::job).toList());
        assertThat(Intent.read(records).intents())
                .singleElement()
                .satisfies(read -> assertThat(read.changes()).containsExactlyInAnyOrderElementsOf(many.changes()));

        Intent.Found cut = Intent.read(records.subList(0, records.size() - 1));
        assertThat(cut.intents()).isEmpty();
        assertThat(cut.dropped()).hasSize(records.size() - 1);
        assertThat(cut.highest()).isEqualTo(8);
    }

    @Test
    void whatJobsGoOnWithComesBackWithIt() {
        Intent withStates = new Intent(
                3,
                one.changes(),
                List.of(new StateRecord("scan", "{\"v\":3,\"runs\":2}"), new StateRecord("poll", "{\"v\":3}")));
        List<StateRecord> records = withStates.write();

        assertThat(withStates.names()).containsExactly("/intent/3/state/poll", "/intent/3/state/scan", "/intent/3");
        assertThat(records.get(1).json()).isEqualTo("{\"v\":3,\"runs\":2}");
        assertThat(Intent.read(records).intents()).containsExactly(withStates);
        assertThat(Intent.read(records.subList(1, 3)).intents())
                .as("all or none")
                .isEmpty();
        Intent.Found cut = Intent.read(records.subList(0, 2));
        assertThat(cut.dropped()).containsExactly("/intent/3/state/poll", "/intent/3/state/scan");
        assertThat(cut.highest()).isEqualTo(3);
    }

    @Test
    void thatSomebodyElseHasChangedADefinitionIsSaidBesideIt() {
        Intent two = new Intent(4, many(4, 2).changes());
        String first = two.changes().get(0).job();
        String second = two.changes().get(1).job();
        List<StateRecord> records = new ArrayList<>(two.write());
        records.add(two.settlement(first));

        Intent read = Intent.read(records).intents().get(0);

        assertThat(read).isEqualTo(two.settledFor(first));
        assertThat(read.isOpenFor(first)).isFalse();
        assertThat(read.isOpenFor(second)).isTrue();
        assertThat(read.isOpenFor("another")).isFalse();
        assertThat(read.names()).containsExactly("/intent/4/settled/" + first, "/intent/4");
        Intent.Found left = Intent.read(List.of(two.settlement(first)));
        assertThat(left.dropped()).containsExactly("/intent/4/settled/" + first);
        assertThat(left.highest()).isEqualTo(4);
    }

    @Test
    void oneThatMissesAPartIsNotCarriedOut() {
        List<StateRecord> records = new ArrayList<>(many(8, 100).write());
        records.remove(1);
        records.addAll(one.write());

        Intent.Found found = Intent.read(records);

        assertThat(found.intents()).containsExactly(one);
        assertThat(found.dropped()).isEmpty();
    }

    @Test
    void theyComeInTheOrderOfTheirNumbers() {
        List<StateRecord> records = new ArrayList<>(many(10, 1).write());
        records.addAll(many(9, 1).write());

        assertThat(Intent.read(records).intents()).extracting(Intent::number).containsExactly(9L, 10L);
    }

    @Test
    void damagedAndNewerOnesAreLeftAlone() {
        List<StateRecord> records = new ArrayList<>(one.write());
        records.add(new StateRecord("/intent/8", "{\"v\":99,\"changes\":{}}"));
        records.add(new StateRecord("/intent/9", "{\"v\":1,\"changes\":[{}]}"));
        records.add(new StateRecord("/intent/10", "{"));
        records.add(new StateRecord("/intent/eleven", "{\"v\":1}"));

        Intent.Found found = Intent.read(records);

        assertThat(found.intents()).containsExactly(one);
        assertThat(found.dropped()).isEmpty();
        assertThat(found.highest()).isEqualTo(9);
    }
}
