package io.reveille.core.saving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.StateRecord;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.impl.StaticLoggerBinder;

/** When state is saved. The writer's thread and the engine's are this one. */
class StateKeeperTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** Ten bytes an hour. */
    private static final long BUDGET = 240;

    /** So many changes go to the store at once. */
    private static final int MOST = 40;

    private final ManualTimeSource time = new ManualTimeSource(NOON);
    private final MemoryStateStore store = new MemoryStateStore();
    private Duration stepped = Duration.ZERO;
    private final Agenda<String> agenda = new Agenda<>(String.class, () -> true, () -> stepped);
    private final Queue<Runnable> disk = new ArrayDeque<>();
    private final List<Boolean> told = new ArrayList<>();
    private final FlashBudget budget = new FlashBudget(BUDGET);
    private final SaveTimes times = new SaveTimes(agenda, time, Duration.ofSeconds(30), budget);
    private final StateWriter writer = new StateWriter(store, disk::add, task -> task, Optional::empty, MOST);
    private final StateKeeper keeper = new StateKeeper(store, writer, times, budget, time);
    private final List<String> saved = new ArrayList<>();
    private int rounds;
    private final SaveStep step = new SaveStep(
            keeper, writer, times, () -> {}, states -> states.forEach(state -> saved.add(state.job())), () -> rounds++);

    @Test
    void atOnceAfterAQuietTime() {
        keeper.changed(state("a"), Urgency.SOON);
        step();

        assertThat(store.jobs()).containsExactly("a");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void aSaveWhoseFailureCannotEvenBeLoggedIsTriedAgain() {
        StaticLoggerBinder.fail(true);
        try {
            store.fail(true);
            keeper.changed(state("a"), Urgency.SOON);
            step();
            store.fail(false);
        } finally {
            StaticLoggerBinder.fail(false);
        }
        assertThat(store.jobs()).isEmpty();

        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.jobs()).containsExactly("a");
    }

    @Test
    void elseAsFarApartAsTheSettingsSay() {
        keeper.changed(state("a"), Urgency.SOON);
        step();
        for (int second = 1; second <= 29; second++) {
            time.advance(Duration.ofSeconds(1));
            keeper.changed(state("b" + second), Urgency.SOON);
            step();
        }
        assertThat(store.saves()).isEqualTo(1);
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));

        time.advance(Duration.ofSeconds(1));
        step();

        assertThat(store.saves()).isEqualTo(2);
        assertThat(store.jobs()).hasSize(30);
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void aRunThatHasBegunIsSavedOnlyIfItLasts() {
        keeper.changed(state("a"), Urgency.ALONG);
        step();
        assertThat(store.saves()).isZero();
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));

        time.advance(Duration.ofSeconds(30));
        step();
        assertThat(store.saves()).isEqualTo(1);
    }

    @Test
    void theEndOfARunTakesItsBeginningAlong() {
        keeper.changed(state("a"), Urgency.ALONG);
        step();
        time.advance(Duration.ofSeconds(2));
        keeper.changed(state("a"), Urgency.SOON);
        step();

        assertThat(store.saves()).isEqualTo(1);
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        step();
        time.advance(Duration.ofHours(1));
        step();

        assertThat(store.saves()).isZero();
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void oneBatchAtATimeAndWhatChangesMeanwhileIsTheNext() {
        keeper.changed(state("a"), Urgency.SOON);
        settle();
        keeper.changed(state("b"), Urgency.SOON);
        time.advance(Duration.ofMinutes(5));
        settle();
        assertThat(disk).hasSize(1);

        step();

        assertThat(store.jobs()).containsExactly("a", "b");
        assertThat(store.saves()).isEqualTo(2);
    }

    @Test
    void aFailingStoreIsTriedAgainAndTheNewestCounts() {
        store.put("a", "{}");
        store.fail(true);
        keeper.changed(state("a"), Urgency.SOON);
        keeper.forgotten("old");
        step();
        assertThat(store.saves()).isEqualTo(1);
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));
        keeper.changed(state("b"), Urgency.SOON);
        keeper.forgotten("a");
        keeper.changed(state("old"), Urgency.SOON);
        time.advance(Duration.ofSeconds(30));
        step();
        assertThat(store.saves()).isEqualTo(2);

        store.fail(false);
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.jobs()).containsExactly("b", "old");
    }

    @Test
    void whatIsUrgentGoesFirstAndAlone() {
        keeper.changed(state("a"), Urgency.SOON);
        step();
        keeper.changed(state("b"), Urgency.SOON);
        keeper.now(List.of(new StateRecord("/pending/c", "{}")), List.of(), told::add);
        step();

        assertThat(store.text("/pending/c")).isEqualTo("{}");
        assertThat(store.jobs()).containsExactly("a");
        assertThat(told).containsExactly(true);

        keeper.now(List.of(), List.of("/pending/c"), told::add);
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.text("/pending/c")).isEmpty();
        assertThat(store.jobs()).containsExactly("a", "b");
        assertThat(told).containsExactly(true, true);
    }

    @Test
    void anUrgentRecordThatFailsIsNotTriedAgainAndWhatWaitsIs() {
        keeper.changed(new StateRecord("/definition/a", "{}"), Urgency.SOON);
        keeper.now(List.of(new StateRecord("/pending/c", "{}")), List.of(), told::add);
        store.fail(true);
        step();
        assertThat(told).containsExactly(false);

        store.fail(false);
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.text("/definition/a")).isEqualTo("{}");
        assertThat(store.text("/pending/c")).isEmpty();
    }

    @Test
    void anOlderRecordThatFailedDoesNotComeAfterAnUrgentOne() {
        keeper.changed(new StateRecord("/x", "{\"old\":1}"), Urgency.SOON);
        settle();
        keeper.now(List.of(new StateRecord("/x", "{\"new\":1}")), List.of(), told::add);
        store.fail(true);
        disk.remove().run();
        store.fail(false);
        step();
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.text("/x")).isEqualTo("{\"new\":1}");
    }

    @Test
    void beyondTheFlashBudgetRunsWaitAndDecisionsDoNot() {
        keeper.changed(state("a"), Urgency.IN_BUDGET); // more than an hour's worth
        step();
        assertThat(keeper.interval()).isEqualTo(Duration.ofHours(1));
        assertThat(keeper.status().bytes()).isEqualTo(store.text("a").length()).isGreaterThan(30);

        keeper.changed(state("b"), Urgency.IN_BUDGET);
        time.advance(Duration.ofMinutes(30));
        step();
        assertThat(store.jobs()).containsExactly("a");
        assertThat(agenda.next()).contains(NOON.plus(Duration.ofMinutes(60)));

        keeper.changed(state("c"), Urgency.SOON);
        step();
        assertThat(store.jobs()).containsExactly("a", "b", "c");
    }

    @Test
    void aDecisionHurriesASaveThatTheBudgetHolds() {
        keeper.changed(state("a"), Urgency.IN_BUDGET);
        step();
        keeper.changed(state("b"), Urgency.IN_BUDGET);
        time.advance(Duration.ofSeconds(10));
        step();
        keeper.changed(state("c"), Urgency.SOON);
        step();
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));

        time.advance(Duration.ofSeconds(20));
        step();
        assertThat(store.jobs()).containsExactly("a", "b", "c");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void whatIsLeftIsWrittenAtTheEnd() {
        keeper.changed(state("a"), Urgency.SOON);
        step();
        keeper.changed(state("b"), Urgency.SOON);
        step();
        assertThat(store.jobs()).containsExactly("a");

        keeper.writeLast();

        assertThat(store.jobs()).containsExactly("a", "b");
    }

    @Test
    void aStepOfTheWallClockNeitherHurriesNorHoldsASave() {
        keeper.changed(state("a"), Urgency.SOON);
        step();
        keeper.changed(state("b"), Urgency.SOON);
        step();
        time.step(Duration.ofHours(-5));
        stepped = Duration.ofHours(-5);
        step();
        assertThat(store.saves()).isEqualTo(1);

        time.advance(Duration.ofSeconds(30));
        step();
        assertThat(store.saves()).isEqualTo(2);
    }

    @Test
    void theTimeThatTheMachineSleepsCountsForASaveThatWaits() {
        keeper.changed(state("a"), Urgency.SOON);
        step();
        keeper.changed(state("b"), Urgency.SOON);
        step();
        time.suspend(Duration.ofSeconds(29));
        step();
        assertThat(store.saves()).isEqualTo(1);

        time.suspend(Duration.ofSeconds(1));
        step();
        assertThat(store.saves()).isEqualTo(2);
    }

    @Test
    void manyChangesGoToTheStoreInBatches() {
        changed(0, 2 * MOST + 1);
        keeper.changed(new StateRecord("/definition/a", "{}"), Urgency.SOON);
        keeper.forgotten("gone");
        store.put("gone", "{}");
        settle();
        disk.remove().run();
        assertThat(store.jobs()).contains("gone").hasSize(MOST);
        assertThat(rounds).isZero();
        settle();
        disk.remove().run();
        assertThat(store.jobs()).hasSize(2 * MOST);
        assertThat(rounds).isZero();

        step();

        assertThat(store.jobs()).hasSize(2 * MOST + 1);
        assertThat(store.saves()).isEqualTo(3);
        assertThat(saved).hasSize(2 * MOST + 1);
        assertThat(rounds).isEqualTo(1);
        assertThat(keeper.isDirty()).isFalse();
    }

    @Test
    void whatChangesBeforeItsTurnIsSavedAsItIsThenAndOnce() {
        changed(0, MOST + 1);
        settle();
        RunState last = state("job" + MOST);
        Transitions.paused(last);
        keeper.changed(last, Urgency.SOON);
        keeper.forgotten("job0"); // on its way
        step();

        assertThat(store.text("job" + MOST)).contains("paused");
        assertThat(store.jobs()).contains("job0");
        assertThat(store.saves()).isEqualTo(2);

        time.advance(Duration.ofSeconds(30));
        step();
        assertThat(store.jobs()).doesNotContain("job0");
        assertThat(store.saves()).isEqualTo(3);
    }

    @Test
    void whatIsForgottenBeforeItsTurnIsNotSaved() {
        changed(0, MOST + 1);
        settle();
        keeper.forgotten("job" + MOST);
        step();

        assertThat(store.jobs()).hasSize(MOST).doesNotContain("job" + MOST);
    }

    @Test
    void urgentRecordsAndBatchesTakeTurns() {
        changed(0, 3 * MOST);
        settle();
        for (int i = 0; i < 3; i++) {
            keeper.now(List.of(new StateRecord("/pending/" + i, "{}")), List.of(), told::add);
            disk.remove().run();
            settle();
            keeper.now(List.of(new StateRecord("/pending/more" + i, "{}")), List.of(), told::add);
            disk.remove().run();
            settle();
            assertThat(told).hasSize(1 + 2 * i);
        }
        step();

        assertThat(store.jobs()).hasSize(3 * MOST);
        assertThat(told).hasSize(6).containsOnly(true);
        assertThat(rounds).isEqualTo(1);
    }

    @Test
    void aBatchThatFailsEndsTheRoundAndAllIsTriedAgain() {
        changed(0, 3 * MOST);
        settle();
        disk.remove().run();
        settle();
        store.fail(true);
        disk.remove().run();
        settle();
        assertThat(disk).isEmpty();
        assertThat(rounds).isZero();

        store.fail(false);
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.jobs()).hasSize(3 * MOST);
        assertThat(saved).hasSize(3 * MOST);
        assertThat(rounds).isEqualTo(1);
    }

    @Test
    void theEndWritesWhatIsLeftOfARound() {
        changed(0, 2 * MOST);
        settle();
        disk.remove().run();

        keeper.changed(state("more"), Urgency.SOON);
        keeper.writeLast();

        assertThat(store.jobs()).hasSize(2 * MOST + 1);
    }

    private void changed(int from, int to) {
        for (int i = from; i < to; i++) {
            keeper.changed(state("job" + i), Urgency.SOON);
        }
    }

    private void step() {
        settle();
        while (!disk.isEmpty()) {
            disk.remove().run();
            settle();
        }
    }

    private void settle() {
        agenda.runDue(time.wall(), nothing -> {});
        step.settle();
    }

    private static RunState state(String job) {
        RunState state = Transitions.create(job);
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);
        return state;
    }
}
