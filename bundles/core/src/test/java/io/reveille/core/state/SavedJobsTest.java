package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a job's record and its claim the newer counts. */
class SavedJobsTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final String NEWER = "{\"v\":99}";
    private static final String DAMAGED = "{\"v\":3,\"cla";

    /** Numbers are those of claims, 0 none; a claim's runs are 2, a record's 1. */
    @ParameterizedTest
    @CsvSource({
        // record, claim, what counts, in doubt, problems
        "none,     none,    none,   false, 0",
        "0,        none,    record, false, 0",
        "7,        none,    record, false, 0",
        "none,     7,       claim,  false, 0",
        "0,        1,       claim,  false, 0",
        "6,        7,       claim,  false, 0",
        "7,        7,       record, false, 0",
        "8,        7,       record, false, 0",
        "damaged,  none,    none,   false, 1",
        "damaged,  7,       claim,  false, 1",
        "7,        damaged, record, true,  1",
        "none,     damaged, none,   false, 1",
        "damaged,  damaged, none,   false, 2",
        "newer,    none,    newer,  false, 0",
        "newer,    7,       newer,  false, 0",
        "newer,    damaged, newer,  true,  1",
        "7,        newer,   newer,  false, 0",
        "none,     newer,   newer,  false, 0",
        "damaged,  newer,   newer,  false, 1",
    })
    void whatCounts(String record, String claim, String counts, boolean doubt, int problems) {
        List<StateRecord> records = new ArrayList<>();
        if (!record.equals("none")) {
            records.add(new StateRecord("poll", text(record, 1)));
        }
        if (!claim.equals("none")) {
            records.add(new StateRecord("/claims/poll", text(claim, 2)));
        }

        SavedJobs saved = SavedJobs.of(records);

        assertThat(saved.problems()).hasSize(problems);
        RunState state = saved.states().get("poll");
        if (counts.equals("none") || state == null) {
            assertThat(counts).isEqualTo("none");
            assertThat(saved.states()).isEmpty();
            return;
        }
        assertThat(state.job()).isEqualTo("poll");
        assertThat(state.isReadOnly()).isEqualTo(counts.equals("newer"));
        assertThat(state.runs()).isEqualTo(counts.equals("record") ? 1 : counts.equals("claim") ? 2 : 0);
        assertThat(!state.doubt().isEmpty()).isEqualTo(doubt);
    }

    @Test
    void whatIsOfNoJobIsLeftOut() {
        SavedJobs saved = SavedJobs.of(List.of(
                new StateRecord("/engine", "{}"), new StateRecord("/definition/poll", "{}"), record("poll", 3, 1)));

        assertThat(saved.states()).containsOnlyKeys("poll");
        assertThat(saved.problems()).isEmpty();
    }

    @Test
    void whatIsDamagedIsSaid() {
        SavedJobs saved = SavedJobs.of(List.of(new StateRecord("/claims/poll", DAMAGED)));

        assertThat(saved.problems().get(0).what()).contains("start of job poll", "damaged");
        assertThat(saved.problems().get(0).record().json()).isEqualTo(DAMAGED);
    }

    // Numbers

    @Test
    void numbersGoOnFromTheHighest() {
        Claims claims = new Claims();
        claims.load(SavedJobs.of(List.of(record("poll", 3, 1), record("/claims/poll", 9, 1), record("scan", 5, 1))));

        RunState young = claims.create("young");
        StateRecord claim = claims.claim(young);

        assertThat(claim.job()).isEqualTo("/claims/young");
        assertThat(claim.json()).contains("\"claimed\":10,");
        assertThat(claims.create("other").claimed)
                .as("no older claim of that name is its own")
                .isEqualTo(10);
    }

    @Test
    void aClaimIsOverWhenItsJobIsSavedAndNotBefore() {
        Claims claims = new Claims();
        RunState state = claims.create("poll");
        claims.claim(state);
        claims.saved(state);
        assertThat(claims.over()).as("the record that is saved is older").isEmpty();

        state.savedClaim = state.claimed;
        claims.saved(state);
        assertThat(claims.over()).containsExactly("/claims/poll");

        claims.claim(state);
        assertThat(claims.over()).as("there is a newer one").isEmpty();
        claims.dropped(List.of("/claims/poll"));
        state.savedClaim = state.claimed;
        claims.saved(state);
        assertThat(claims.over()).as("which goes too").containsExactly("/claims/poll");

        claims.dropped(List.of("/claims/poll"));
        claims.saved(state);
        assertThat(claims.over()).as("it is gone").isEmpty();
    }

    @Test
    void whatAStartFindsIsOverIfItsJobIsNewer() {
        Claims claims = new Claims();
        claims.load(SavedJobs.of(List.of(
                record("old", 3, 1),
                record("/claims/old", 3, 1),
                record("new", 3, 1),
                record("/claims/new", 4, 1),
                new StateRecord("/claims/newer", NEWER))));

        assertThat(claims.over()).containsExactly("/claims/old");
    }

    private static String text(String what, int runs) {
        return switch (what) {
            case "damaged" -> DAMAGED;
            case "newer" -> NEWER;
            default -> record("poll", Long.parseLong(what), runs).json();
        };
    }

    private static StateRecord record(String name, long claimed, int runs) {
        RunState state = Transitions.create(name);
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);
        state.claimed = claimed;
        state.runs = runs;
        return StateCodec.write(state);
    }
}
