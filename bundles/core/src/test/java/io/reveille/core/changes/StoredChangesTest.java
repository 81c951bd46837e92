package io.reveille.core.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredChangesTest {

    private static final Map<String, Object> SCAN = Map.of("name", "scan", "tags", "a", "priority", 5);
    private static final StateRecord MARK = new StateRecord("/together/7", "{\"v\":1}");
    private static final StateRecord MARK_BACK = new StateRecord("/together/7", "{\"v\":1,\"back\":true}");

    private final PendingChange one = change(false);
    private final PendingChange ofMany = change(true);
    private final PendingChange deletion = new PendingChange(
            DefinitionChange.delete("poll", "there").by("app", "0123"),
            8,
            false,
            8,
            List.of("abc"),
            Map.of("name", "poll"),
            0,
            Optional.empty());

    private static PendingChange change(boolean together) {
        return new PendingChange(
                DefinitionChange.save(Optional.of("io.reveille.job~scan"), SCAN).by("app", "0123"),
                7,
                together,
                4,
                List.of("abc", PendingChange.NOTHING),
                SCAN,
                6,
                Optional.of(new StateRecord("scan", "{\"v\":3,\"runs\":2}")));
    }

    @Test
    void readBackTheyAreEqual() {
        List<StateRecord> records = new ArrayList<>(one.records());
        records.addAll(deletion.records());

        StoredChanges read = StoredChanges.read(records);

        assertThat(read.forward()).containsExactly(one, deletion);
        assertThat(read.highest()).isEqualTo(8);
        assertThat(read.dropped()).isEmpty();
    }

    @Test
    void theirNamesAreOfNoJobAndTheirKindsTheirOwn() {
        assertThat(one.records())
                .extracting(StateRecord::job)
                .containsExactly("/pending-state/scan", "/pending/scan")
                .isSubsetOf(PendingChange.names("scan"));
        assertThat(one.records()).extracting(StateRecord::kind).containsExactly("/pending-state", "/pending");
        assertThat(one.recordOfBack().job()).isEqualTo("/pending-back/scan").isIn(PendingChange.names("scan"));
    }

    @Test
    void madeTogetherTheyMeanNothingWithoutTheirMark() {
        StoredChanges without = StoredChanges.read(ofMany.records());
        assertThat(without.forward()).isEmpty();
        assertThat(without.dropped()).containsExactly("/pending/scan", "/pending-state/scan");

        List<StateRecord> records = new ArrayList<>(ofMany.records());
        records.add(MARK);
        assertThat(StoredChanges.read(records).forward()).containsExactly(ofMany);
        assertThat(StoredChanges.read(records).marks()).containsExactly(7L);
        assertThat(StoredChanges.read(List.of(MARK)).highest()).isEqualTo(7);
    }

    @Test
    void takenBackOnlyWhatTakesThemBackCounts() {
        PendingChange back = PendingChange.back(DefinitionChange.delete("scan", "io.reveille.job~scan"), 7, "def");
        List<StateRecord> records = new ArrayList<>(ofMany.records());
        records.add(back.recordOfBack());

        StoredChanges forward = StoredChanges.read(with(records, MARK));
        assertThat(forward.forward()).containsExactly(ofMany);
        assertThat(forward.back()).isEmpty();
        assertThat(forward.dropped()).containsExactly("/pending-back/scan");

        StoredChanges taken = StoredChanges.read(with(records, MARK_BACK));
        assertThat(taken.forward()).isEmpty();
        assertThat(taken.back()).containsExactly(back);
        assertThat(taken.dropped()).contains("/pending/scan");
    }

    private static List<StateRecord> with(List<StateRecord> records, StateRecord mark) {
        List<StateRecord> all = new ArrayList<>(records);
        all.add(mark);
        return all;
    }

    @Test
    void aDeletionOfWhatIsTooLongForARecordIsKeptWithoutIt() {
        Map<String, Object> notes = Map.of("name", "poll", "notes", "ü".repeat(200_000));
        Map<String, Object> endless = Map.of("name", "poll", "schedule", "x".repeat(300_000));

        assertThat(StoredChanges.read(deletionOf(notes).records()).forward())
                .extracting(PendingChange::last)
                .containsExactly(Map.of("name", "poll"));
        assertThat(StoredChanges.read(deletionOf(endless).records()).forward())
                .extracting(PendingChange::last)
                .containsExactly(Map.of());
    }

    private PendingChange deletionOf(Map<String, Object> last) {
        return new PendingChange(deletion.change(), 8, false, 8, List.of(), last, 0, Optional.empty());
    }

    @Test
    void damagedAndNewerOnesAreLeftAlone() {
        List<StateRecord> records = new ArrayList<>(one.records());
        records.add(new StateRecord("/pending/a", "{\"v\":99,\"number\":[]}"));
        records.add(new StateRecord("/pending/b", "{\"v\":1,\"number\":{}}"));
        records.add(new StateRecord("/pending-state/b", "{}"));
        records.add(new StateRecord("/together/x", "{\"v\":1}"));

        StoredChanges read = StoredChanges.read(records);

        assertThat(read.forward()).containsExactly(one);
        assertThat(read.dropped()).isEmpty();
    }
}
