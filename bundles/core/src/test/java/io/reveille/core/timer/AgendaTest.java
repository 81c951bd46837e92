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

    private Duration stepped = Duration.ZERO;
    private final Agenda<String> agenda = new Agenda<>(String.class, () -> true, () -> stepped);
    private final List<String> done = new ArrayList<>();

    @Test
    void doesWhatIsDueInTheOrderOfTimeThenOfEntry() {
        agenda.at(NOON.plusSeconds(2), "later");
        agenda.at(NOON, "first of two");
        agenda.at(NOON, "second of two");
        agenda.at(NOON.minusSeconds(1), "overdue");

        agenda.runDue(NOON, done::add);

        assertThat(done).containsExactly("overdue", "first of two", "second of two");
        assertThat(agenda.next()).contains(NOON.plusSeconds(2));
    }

    @Test
    void onlyTheEnginesThreadPutsAnythingDown() {
        Agenda<String> ofAnother = new Agenda<>(String.class, () -> false, () -> stepped);

        assertThatThrownBy(() -> ofAnother.at(NOON, "never")).isInstanceOf(AssertionError.class);
    }

    @Test
    void saysWhetherAnythingMayBeDoneThatIsNoChore() {
        agenda.after(NOON, Duration.ZERO, "a chore", () -> done.add("a chore"));
        agenda.within(NOON.plusSeconds(1), NOON.plusSeconds(60), false, "may wait");

        assertThat(agenda.isAnythingOpen(NOON)).isFalse();
        assertThat(agenda.isAnythingOpen(NOON.plusSeconds(1))).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void doesNothingTwice() {
        agenda.at(NOON, "once");
        agenda.runDue(NOON, done::add);
        agenda.runDue(NOON.plusSeconds(1), done::add);

        assertThat(done).containsExactly("once");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void whatIsPutDownMeanwhileWaitsForTheNextLook() {
        agenda.at(NOON, "old");

        agenda.runDue(NOON, old -> agenda.at(NOON.minusSeconds(9), "new"));
        assertThat(done).isEmpty();
        agenda.runDue(NOON, done::add);
        assertThat(done).containsExactly("new");
    }

    @Test
    void anActionMayTakeOffWhatStandsBehindIt() {
        Agenda.Entry behind = agenda.at(NOON.plusSeconds(1), "behind");
        agenda.at(NOON, "before");

        agenda.runDue(NOON.plusSeconds(5), what -> {
            done.add(what);
            assertThat(agenda.cancel(behind)).isTrue();
            assertThat(agenda.cancel(behind)).isFalse();
        });

        assertThat(done).containsExactly("before");
    }

    @Test
    void cancellingTwiceOrTooLateDoesNothing() {
        Agenda.Entry entry = agenda.at(NOON, "done");
        agenda.runDue(NOON, done::add);
        agenda.cancel(entry);
        agenda.cancel(entry);

        assertThat(done).containsExactly("done");
    }

    @Test
    void anActionThatThrowsIsGoneAndTheOthersAreStillThere() {
        agenda.at(NOON, "broken");
        agenda.at(NOON, "behind");

        assertThatThrownBy(() -> agenda.runDue(NOON, what -> {
                    if (what.equals("broken")) {
                        throw new IllegalStateException(what);
                    }
                    done.add(what);
                }))
                .hasMessage("broken");
        agenda.runDue(NOON, done::add);

        assertThat(done).containsExactly("behind");
    }

    @Test
    void aStepMovesOnlyWhatFollowsElapsedTime() {
        agenda.after(NOON, Duration.ofSeconds(10), "elapsed", () -> done.add("elapsed"));
        agenda.at(NOON.plusSeconds(60), "wall");
        assertThat(agenda.next()).contains(NOON.plusSeconds(10));

        stepped = Duration.ofHours(1);
        assertThat(agenda.next()).contains(NOON.plusSeconds(60));
        agenda.runDue(NOON.plusSeconds(3609), done::add);
        assertThat(done).containsExactly("wall");
        assertThat(agenda.next()).contains(NOON.plusSeconds(3610));
        agenda.runDue(NOON.plusSeconds(3610), done::add);
        assertThat(done).containsExactly("wall", "elapsed");
    }

    @Test
    void aStepBackBringsItForward() {
        Agenda.Entry entry = agenda.after(NOON, Duration.ofSeconds(10), "elapsed", () -> done.add("elapsed"));

        stepped = Duration.ofHours(-1);
        assertThat(agenda.next()).contains(NOON.minusSeconds(3590));
        agenda.runDue(NOON.minusSeconds(3591), done::add);
        assertThat(done).isEmpty();

        agenda.cancel(entry);
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void noStepChangesAnEntryOrLosesOne() {
        List<Agenda.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stepped = Duration.ofMinutes(i % 2 == 0 ? i : -i);
            Instant now = NOON.plus(stepped);
            entries.add(agenda.after(now, Duration.ofSeconds(20 - i), "chore " + i, () -> done.add("chore")));
            entries.add(agenda.within(now, now.plusSeconds(i), i % 3 == 0, "window"));
        }
        List<Instant> begins = entries.stream().map(Agenda.Entry::from).toList();

        stepped = Duration.ofDays(-365);

        assertThat(entries).extracting(Agenda.Entry::from).containsExactlyElementsOf(begins);
        assertThat(agenda.next()).contains(NOON.plus(stepped).plusSeconds(1));
        assertThat(entries).allMatch(agenda::cancel);
        assertThat(agenda.next()).isEmpty();
        assertThat(agenda).hasToString("");
    }

    @Test
    void aDelayThatBeginsAfterAStepIsAsLong() {
        stepped = Duration.ofDays(-9);
        agenda.after(NOON, Duration.ofSeconds(10), "late", () -> done.add("late"));
        stepped = Duration.ofDays(-8);
        agenda.after(NOON.plus(Duration.ofDays(1)), Duration.ofSeconds(5), "soon", () -> done.add("soon"));

        assertThat(agenda.next()).contains(NOON.plus(Duration.ofDays(1)).plusSeconds(5));
        agenda.runDue(NOON.plus(Duration.ofDays(1)).plusSeconds(10), done::add);
        assertThat(done).containsExactly("soon", "late");
    }

    @Test
    void printsWhatIsToBeDoneInOrder() {
        agenda.within(NOON, NOON.plusSeconds(30), true, "due poll");
        Agenda.Entry save = agenda.after(NOON, Duration.ofSeconds(10), "save", () -> {});
        agenda.at(NOON.plusSeconds(20), "again poll 7");
        assertThat(save).hasToString("save, 2026-03-04T12:00:10Z");

        stepped = Duration.ofSeconds(15);

        assertThat(agenda).hasToString("""
                due poll, 2026-03-04T12:00:00Z to 2026-03-04T12:00:30Z
                again poll 7, 2026-03-04T12:00:20Z
                save, 2026-03-04T12:00:25Z""");
    }

    @Test
    void noDelayIsTooLong() {
        agenda.after(NOON, Duration.ofSeconds(Long.MAX_VALUE), "never", () -> done.add("never"));
        stepped = Duration.ofDays(365_000);

        assertThat(agenda.next()).isPresent();
        agenda.runDue(NOON.plus(Duration.ofDays(100_000)), done::add);
        assertThat(done).isEmpty();
        stepped = Duration.ofDays(-365_000);
        assertThat(agenda.next()).isPresent();
        agenda.runDue(NOON.plus(Duration.ofDays(100_000)), done::add);
        assertThat(done).isEmpty();
    }

    @Test
    void theEarliestEndIsWaitedForAndAllThatIsOpenThenIsDone() {
        agenda.within(NOON, NOON.plusSeconds(60), true, "first");
        agenda.within(NOON.plusSeconds(30), NOON.plusSeconds(40), true, "second");
        agenda.within(NOON.plusSeconds(41), NOON.plusSeconds(90), true, "third");
        assertThat(agenda.next()).contains(NOON.plusSeconds(40));

        agenda.runDue(NOON.plusSeconds(40), done::add);

        assertThat(done).containsExactly("first", "second");
        assertThat(agenda.next()).contains(NOON.plusSeconds(90));
    }

    @Test
    void whatDoesNotWakeTheMachineIsDoneByItsEndAllTheSame() {
        agenda.within(NOON.plusSeconds(5), NOON.plusSeconds(10), false, "rides along");
        agenda.after(NOON, Duration.ofSeconds(20), "housekeeping", () -> done.add("housekeeping"));
        assertThat(agenda.nextWaking()).isEmpty();
        assertThat(agenda.next()).contains(NOON.plusSeconds(10));

        agenda.at(NOON.plusSeconds(30), "wakes");
        assertThat(agenda.nextWaking()).contains(NOON.plusSeconds(30));
        agenda.runDue(NOON.plusSeconds(30), done::add);
        assertThat(done).containsExactly("rides along", "housekeeping", "wakes");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void aChoreOpensNoWindowAndRidesAlong() {
        agenda.within(NOON, NOON.plusSeconds(60), true, "window");
        agenda.after(NOON, Duration.ofSeconds(30), "save", () -> done.add("save"));
        agenda.after(NOON, Duration.ofSeconds(60), "another", () -> done.add("another"));

        agenda.runDue(NOON.plusSeconds(30), done::add);
        assertThat(done).containsExactly("save");
        agenda.runDue(NOON.plusSeconds(60), done::add);

        assertThat(done).containsExactly("save", "window", "another");
    }

    @Test
    void aLookThatNothingIsOverAtOpensNoWindowEither() {
        agenda.within(NOON, NOON.plusSeconds(60), true, "window");

        agenda.runDue(NOON.plusSeconds(30), done::add);
        assertThat(done).isEmpty();
        agenda.open();
        agenda.runDue(NOON.plusSeconds(31), done::add);

        assertThat(done).containsExactly("window");
    }
}
