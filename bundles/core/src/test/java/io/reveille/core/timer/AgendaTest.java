package io.reveille.core.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final Agenda<List<String>> agenda = new Agenda<>(() -> true);
    private final List<String> done = new ArrayList<>();

    @Test
    void doesWhatIsDueInTheOrderOfTimeThenOfEntry() {
        agenda.at(NOON.plusSeconds(2), to -> to.add("later"));
        agenda.at(NOON, to -> to.add("first of two"));
        agenda.at(NOON, to -> to.add("second of two"));
        agenda.at(NOON.minusSeconds(1), to -> to.add("overdue"));

        agenda.runDue(NOON, done);

        assertThat(done).containsExactly("overdue", "first of two", "second of two");
        assertThat(agenda.next()).contains(NOON.plusSeconds(2));
    }

    @Test
    void onlyTheEnginesThreadPutsAnythingDown() {
        Agenda<List<String>> ofAnother = new Agenda<>(() -> false);

        assertThatThrownBy(() -> ofAnother.at(NOON, to -> to.add("never"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void saysWhetherAnythingMayBeDoneThatIsNoChore() {
        agenda.after(NOON, Duration.ZERO, () -> done.add("a chore"));
        agenda.within(NOON.plusSeconds(1), NOON.plusSeconds(60), false, to -> to.add("may wait"));

        assertThat(agenda.isAnythingOpen(NOON)).isFalse();
        assertThat(agenda.isAnythingOpen(NOON.plusSeconds(1))).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void doesNothingTwice() {
        agenda.at(NOON, to -> to.add("once"));
        agenda.runDue(NOON, done);
        agenda.runDue(NOON.plusSeconds(1), done);

        assertThat(done).containsExactly("once");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void whatIsPutDownMeanwhileWaitsForTheNextLook() {
        agenda.at(NOON, any -> agenda.at(NOON.minusSeconds(9), to -> to.add("new")));

        agenda.runDue(NOON, done);
        assertThat(done).isEmpty();
        agenda.runDue(NOON, done);
        assertThat(done).containsExactly("new");
    }

    @Test
    void anActionMayTakeOffWhatStandsBehindIt() {
        Agenda.Entry behind = agenda.at(NOON.plusSeconds(1), to -> to.add("behind"));
        agenda.at(NOON, to -> agenda.cancel(behind));

        agenda.runDue(NOON.plusSeconds(5), done);

        assertThat(done).isEmpty();
    }

    @Test
    void cancellingTwiceOrTooLateDoesNothing() {
        Agenda.Entry entry = agenda.at(NOON, to -> to.add("done"));
        agenda.runDue(NOON, done);
        agenda.cancel(entry);
        agenda.cancel(entry);

        assertThat(done).containsExactly("done");
    }

    @Test
    void anActionThatThrowsIsGoneAndTheOthersAreStillThere() {
        agenda.at(NOON, to -> {
            throw new IllegalStateException("broken");
        });
        agenda.at(NOON, to -> to.add("behind"));

        assertThatThrownBy(() -> agenda.runDue(NOON, done)).hasMessage("broken");
        agenda.runDue(NOON, done);

        assertThat(done).containsExactly("behind");
    }

    @Test
    void aStepMovesOnlyWhatFollowsElapsedTime() {
        agenda.after(NOON, Duration.ofSeconds(10), () -> done.add("elapsed"));
        agenda.at(NOON.plusSeconds(60), to -> to.add("wall"));

        agenda.clockStepped(Duration.ofHours(1));
        agenda.runDue(NOON.plusSeconds(3609), done);
        assertThat(done).containsExactly("wall");
        agenda.runDue(NOON.plusSeconds(3610), done);
        assertThat(done).containsExactly("wall", "elapsed");
    }

    @Test
    void aStepBackMovesItBack() {
        Agenda.Entry entry = agenda.after(NOON, Duration.ofSeconds(10), () -> done.add("elapsed"));

        agenda.clockStepped(Duration.ofHours(-1));

        assertThat(entry.from()).isEqualTo(NOON.minusSeconds(3590));
        agenda.cancel(entry);
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void noDelayIsTooLong() {
        agenda.after(NOON, Duration.ofSeconds(Long.MAX_VALUE), () -> done.add("never"));
        agenda.clockStepped(Duration.ofDays(365_000));

        assertThat(agenda.next()).isPresent();
        agenda.runDue(NOON.plus(Duration.ofDays(100_000)), done);
        assertThat(done).isEmpty();
    }

    @Test
    void theEarliestEndIsWaitedForAndAllThatIsOpenThenIsDone() {
        agenda.within(NOON, NOON.plusSeconds(60), true, to -> to.add("first"));
        agenda.within(NOON.plusSeconds(30), NOON.plusSeconds(40), true, to -> to.add("second"));
        agenda.within(NOON.plusSeconds(41), NOON.plusSeconds(90), true, to -> to.add("third"));
        assertThat(agenda.next()).contains(NOON.plusSeconds(40));

        agenda.runDue(NOON.plusSeconds(40), done);

        assertThat(done).containsExactly("first", "second");
        assertThat(agenda.next()).contains(NOON.plusSeconds(90));
    }

    @Test
    void whatDoesNotWakeTheMachineIsDoneByItsEndAllTheSame() {
        agenda.within(NOON.plusSeconds(5), NOON.plusSeconds(10), false, to -> to.add("rides along"));
        agenda.after(NOON, Duration.ofSeconds(20), () -> done.add("housekeeping"));
        assertThat(agenda.nextWaking()).isEmpty();
        assertThat(agenda.next()).contains(NOON.plusSeconds(10));

        agenda.at(NOON.plusSeconds(30), to -> to.add("wakes"));
        assertThat(agenda.nextWaking()).contains(NOON.plusSeconds(30));
        agenda.runDue(NOON.plusSeconds(30), done);
        assertThat(done).containsExactly("rides along", "housekeeping", "wakes");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void aChoreOpensNoWindowAndRidesAlong() {
        agenda.within(NOON, NOON.plusSeconds(60), true, to -> to.add("window"));
        agenda.after(NOON, Duration.ofSeconds(30), () -> done.add("save"));
        agenda.after(NOON, Duration.ofSeconds(60), () -> done.add("another"));

        agenda.runDue(NOON.plusSeconds(30), done);
        assertThat(done).containsExactly("save");
        agenda.runDue(NOON.plusSeconds(60), done);

        assertThat(done).containsExactly("save", "window", "another");
    }

    @Test
    void aLookThatNothingIsOverAtOpensNoWindowEither() {
        agenda.within(NOON, NOON.plusSeconds(60), true, to -> to.add("window"));

        agenda.runDue(NOON.plusSeconds(30), done);
        assertThat(done).isEmpty();
        agenda.open();
        agenda.runDue(NOON.plusSeconds(31), done);

        assertThat(done).containsExactly("window");
    }
}
