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
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.impl.StaticLoggerBinder;

/** When state is saved. The writer's thread and the engine's are this one. */
class StateKeeperTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** Ten bytes an hour. */
    private static final long BUDGET = 240;

    private final ManualTimeSource time = new ManualTimeSource(NOON);
    private final MemoryStateStore store = new MemoryStateStore();
    private final Agenda agenda = new Agenda();
    private final Queue<Runnable> disk = new ArrayDeque<>();
    private final List<Boolean> told = new ArrayList<>();
    private final StateKeeper keeper = new StateKeeper(
            store, disk::add, task -> task, agenda, time, Duration.ofSeconds(30), new FlashBudget(BUDGET));

    @Test
    void atOnceAfterAQuietTime() {
        keeper.changed(state("a"));
        step();

        assertThat(store.jobs()).containsExactly("a");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void aSaveWhoseFailureCannotEvenBeLoggedIsTriedAgain() {
        StaticLoggerBinder.fail(true);
        try {
            store.fail(true);
            keeper.changed(state("a"));
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
        keeper.changed(state("a"));
        step();
        for (int second = 1; second <= 29; second++) {
            time.advance(Duration.ofSeconds(1));
            keeper.changed(state("b" + second));
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
        keeper.noted(state("a"));
        step();
        assertThat(store.saves()).isZero();
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));

        time.advance(Duration.ofSeconds(30));
        step();
        assertThat(store.saves()).isEqualTo(1);
    }

    @Test
    void theEndOfARunTakesItsBeginningAlong() {
        keeper.noted(state("a"));
        step();
        time.advance(Duration.ofSeconds(2));
        keeper.changed(state("a"));
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
        keeper.changed(state("a"));
        settle();
        keeper.changed(state("b"));
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
        keeper.changed(state("a"));
        keeper.forgotten("old");
        step();
        assertThat(store.saves()).isEqualTo(1);
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));
        keeper.changed(state("b"));
        keeper.forgotten("a");
        keeper.changed(state("old"));
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
        keeper.changed(state("a"));
        step();
        keeper.changed(state("b"));
        keeper.now(List.of(new StateRecord("/intent/c", "{}")), List.of(), told::add);
        step();

        assertThat(store.text("/intent/c")).isEqualTo("{}");
        assertThat(store.jobs()).containsExactly("a");
        assertThat(told).containsExactly(true);

        keeper.now(List.of(), List.of("/intent/c"), told::add);
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.text("/intent/c")).isEmpty();
        assertThat(store.jobs()).containsExactly("a", "b");
        assertThat(told).containsExactly(true, true);
    }

    @Test
    void anUrgentRecordThatFailsIsNotTriedAgainAndWhatWaitsIs() {
        keeper.changed(new StateRecord("/definition/a", "{}"));
        keeper.now(List.of(new StateRecord("/intent/c", "{}")), List.of(), told::add);
        store.fail(true);
        step();
        assertThat(told).containsExactly(false);

        store.fail(false);
        time.advance(Duration.ofSeconds(30));
        step();

        assertThat(store.text("/definition/a")).isEqualTo("{}");
        assertThat(store.text("/intent/c")).isEmpty();
    }

    @Test
    void anOlderRecordThatFailedDoesNotComeAfterAnUrgentOne() {
        keeper.changed(new StateRecord("/x", "{\"old\":1}"));
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
        keeper.ran(state("a")); // more than an hour's worth
        step();
        assertThat(keeper.interval()).isEqualTo(Duration.ofHours(1));
        assertThat(keeper.status().bytes()).isEqualTo(store.text("a").length()).isGreaterThan(30);

        keeper.ran(state("b"));
        time.advance(Duration.ofMinutes(30));
        step();
        assertThat(store.jobs()).containsExactly("a");
        assertThat(agenda.next()).contains(NOON.plus(Duration.ofMinutes(60)));

        keeper.changed(state("c"));
        step();
        assertThat(store.jobs()).containsExactly("a", "b", "c");
    }

    @Test
    void aDecisionHurriesASaveThatTheBudgetHolds() {
        keeper.ran(state("a"));
        step();
        keeper.ran(state("b"));
        time.advance(Duration.ofSeconds(10));
        step();
        keeper.changed(state("c"));
        step();
        assertThat(agenda.next()).contains(NOON.plusSeconds(30));

        time.advance(Duration.ofSeconds(20));
        step();
        assertThat(store.jobs()).containsExactly("a", "b", "c");
        assertThat(agenda.next()).isEmpty();
    }

    @Test
    void whatIsLeftIsWrittenAtTheEnd() {
        keeper.changed(state("a"));
        step();
        keeper.changed(state("b"));
        step();
        assertThat(store.jobs()).containsExactly("a");

        keeper.writeLast();

        assertThat(store.jobs()).containsExactly("a", "b");
    }

    @Test
    void aStepOfTheWallClockNeitherHurriesNorHoldsASave() {
        keeper.changed(state("a"));
        step();
        keeper.changed(state("b"));
        step();
        time.step(Duration.ofHours(-5));
        agenda.clockStepped(Duration.ofHours(-5));
        step();
        assertThat(store.saves()).isEqualTo(1);

        time.advance(Duration.ofSeconds(30));
        step();
        assertThat(store.saves()).isEqualTo(2);
    }

    private void step() {
        settle();
        while (!disk.isEmpty()) {
            disk.remove().run();
            settle();
        }
    }

    private void settle() {
        agenda.runDue(time.wall());
        keeper.settle();
    }

    private static RunState state(String job) {
        RunState state = Transitions.create(job);
        Transitions.defined(state, "every 10 seconds", false, "modbus", NOON);
        return state;
    }
}
