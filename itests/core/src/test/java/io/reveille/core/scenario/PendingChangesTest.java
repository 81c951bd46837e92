package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.Job;
import io.reveille.RunOutcome;
import io.reveille.core.service.DefinitionChanges;
import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.StateRecord;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore.Killed;
import io.reveille.testing.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes of definitions through the API, and kills and failures in the middle of them. */
class PendingChangesTest {

    private static final String SCAN = "io.reveille.job~scan";
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration SAVED = Duration.ofMinutes(2);

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // Kills

    @Test
    void aNewJobWhoseSaveWasCutOffIsThereAndBelongsToWhoMadeIt() {
        gateway.definitions().killAt(1);

        assertThatThrownBy(() -> define("every 10 seconds")).isInstanceOf(Killed.class);
        assertThat(gateway.definitions().at(SCAN)).isEmpty();
        gateway.crashFor(MOMENT);

        assertThat(schedule()).isEqualTo("every 10 seconds");
        assertThat(gateway.definitions().at(SCAN)).containsEntry("schedule", "every 10 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
        define("every 20 seconds");
        assertThat(schedule()).as("what code gave last is known").isEqualTo("every 20 seconds");
    }

    @Test
    void aChangeThatWasCutOffIsCarriedOutBeforeJobsArePlanned() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED);
        int runs = recorder.calls().size();
        gateway.definitions().killAt(1);

        assertThatThrownBy(() -> define("every hour")).isInstanceOf(Killed.class);
        gateway.crashFor(Duration.ofMinutes(5));

        assertThat(schedule()).isEqualTo("every hour");
        assertThat(gateway.definitions().at(SCAN)).containsEntry("schedule", "every hour");
        assertThat(recorder.calls()).hasSize(runs);
        assertThat(gateway.scheduler().deleted()).isEmpty();
    }

    @Test
    void whatElseLayAtTheAddressIsRestoredWithIt() {
        Map<String, Object> more = properties("scan", "every 10 seconds", "scan");
        more.put("colour", "blue");
        gateway.store(SCAN, more);
        gateway.advance(SAVED);
        gateway.definitions().killAt(1);

        DefinitionChange change =
                DefinitionChange.save(Optional.of(SCAN), properties("scan", "every 20 seconds", "scan"));
        assertThatThrownBy(() -> changes().apply(List.of(change))).isInstanceOf(Killed.class);
        gateway.crashFor(MOMENT);

        assertThat(gateway.definitions().at(SCAN))
                .containsEntry("schedule", "every 20 seconds")
                .containsEntry("colour", "blue");
    }

    @Test
    void aDeletionThatWasCutOffIsCarriedOut() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED);
        gateway.definitions().killAt(1);

        assertThatThrownBy(() -> gateway.job("scan").cancel()).isInstanceOf(Killed.class);
        assertThat(gateway.definitions().at(SCAN)).isNotEmpty();
        gateway.crashFor(MOMENT);

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.definitions().at(SCAN)).isEmpty();
        assertThat(gateway.scheduler().deleted()).extracting(DeletedJob::how).containsExactly(How.CANCELLED);
        gateway.advance(SAVED);
        assertThat(gateway.states().jobs()).as("its state has gone with it").isEmpty();
    }

    @Test
    void aDeletionThatHasReturnedHolds() {
        define("every 10 seconds");
        gateway.advance(SAVED);

        gateway.job("scan").cancel();
        gateway.crashFor(MOMENT);

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().deleted()).extracting(DeletedJob::how).containsExactly(How.CANCELLED);
        gateway.advance(SAVED);
        assertThat(gateway.states().jobs()).isEmpty();
    }

    @Test
    void whatTheDiskLosesAfterTheCallHasReturnedIsRestored() {
        define("every 10 seconds");
        gateway.definitions().lose(SCAN);

        gateway.crashFor(MOMENT);

        assertThat(schedule()).isEqualTo("every 10 seconds");
    }

    /** The edit was saved here at once, since it came right after a change of ours. */
    @Test
    void whatSomebodyElseHasEditedAndTheDiskLostIsOfferedAsItWasLast() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        gateway.store(SCAN, properties("scan", "every 30 seconds", "scan"));
        gateway.definitions().lose(SCAN);

        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(offered()).isEqualTo("every 30 seconds");
        gateway.advance(Duration.ofHours(2));
        gateway.crashFor(MOMENT);
        assertThat(offered()).as("at each later start too").isEqualTo("every 30 seconds");

        gateway.scheduler().bringBack("scan");
        assertThat(schedule()).isEqualTo("every 30 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    @Test
    void aNewJobThatSomebodyElseHasEditedAndTheDiskLostIsOffered() {
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        gateway.store(SCAN, properties("scan", "every 30 seconds", "scan"));
        gateway.definitions().lose(SCAN);

        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(offered()).isEqualTo("every 30 seconds");
        gateway.scheduler().bringBack("scan");
        assertThat(schedule()).isEqualTo("every 30 seconds");
    }

    @Test
    void aJobThatWasChangedAndDeletedIsOfferedAsItWasDeleted() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        gateway.job("scan").cancel();

        gateway.crashFor(MOMENT);
        assertThat(offered()).isEqualTo("every 20 seconds");
        gateway.crashFor(MOMENT);
        assertThat(offered()).as("at each later start too").isEqualTo("every 20 seconds");
    }

    @Test
    void aDeletionThatTheDiskLostLeavesTheJobAsItWasDeleted() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        Map<String, Object> there = gateway.definitions().at(SCAN);
        gateway.job("scan").cancel();

        gateway.kill();
        gateway.definitions().put(SCAN, there);
        gateway.start();
        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(offered()).isEqualTo("every 20 seconds");
    }

    /** A rollback brings an older version back, and is lost itself. */
    @Test
    void aRevivalThatTheDiskLostIsOfferedAsItWasLast() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        gateway.job("scan").cancel();
        gateway.store(SCAN, properties("scan", "every 10 seconds", "scan"));
        gateway.definitions().lose(SCAN);

        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(offered()).isEqualTo("every 10 seconds");
        assertThat(gateway.scheduler().deleted().get(0).how()).isEqualTo(How.MISSING);
    }

    @Test
    void aJobThatSomebodyElseHadChangedBackIsOfferedAsItWasDeleted() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        gateway.store(SCAN, properties("scan", "every 10 seconds", "scan"));
        gateway.job("scan").cancel();

        gateway.crashFor(MOMENT);
        assertThat(offered()).isEqualTo("every 10 seconds");
    }

    @Test
    void aJobOfADeletedOnesNameIsOfferedAsItWasLast() {
        define("every 10 seconds");
        gateway.job("scan").cancel();
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        gateway.store(SCAN, properties("scan", "every 30 seconds", "scan"));
        gateway.definitions().lose(SCAN);

        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(offered()).isEqualTo("every 30 seconds");
        assertThat(gateway.scheduler().deleted().get(0).how()).isEqualTo(How.MISSING);

        gateway.scheduler().bringBack("scan");
        gateway.job("scan").cancel();
        define("every 40 seconds");
        gateway.job("scan").cancel();
        gateway.crashFor(MOMENT);
        assertThat(offered()).isEqualTo("every 40 seconds");
        assertThat(gateway.scheduler().deleted().get(0).how()).isEqualTo(How.CANCELLED);
    }

    @Test
    void ofSeveralChangesOfOneJobTheLastHolds() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        define("every 20 seconds");
        define("every 10 seconds");

        gateway.crashFor(MOMENT);
        assertThat(schedule()).isEqualTo("every 10 seconds");

        gateway.advance(SAVED);
        define("every 20 seconds");
        define("every 30 seconds");
        gateway.definitions().killAt(1);
        assertThatThrownBy(() -> define("every 40 seconds")).isInstanceOf(Killed.class);
        gateway.crashFor(MOMENT);
        assertThat(schedule()).isEqualTo("every 40 seconds");
    }

    @Test
    void aJobThatWasCancelledAndMadeAgainStartsAnew() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED);
        recorder.clear();

        gateway.job("scan").cancel();
        define("every 10 seconds");
        gateway.crashFor(Duration.ofMinutes(5));

        assertThat(gateway.job("scan").status().runs()).isZero();
        assertThat(recorder.calls()).isEmpty();
    }

    @Test
    void aChangeIsForgottenWithTheNextSave() {
        define("every 10 seconds");
        assertThat(pending()).hasSize(1);

        gateway.advance(SAVED);

        assertThat(pending()).isEmpty();
        assertThat(gateway.states().names()).contains("/definition/scan");
    }

    @Test
    void aChangeIsKeptUntilItsEffectOnTheJobIsSavedAndTakesThePlaceOfAnEarlierOne() {
        gateway.settle();
        define("every 10 seconds");
        define("every 20 seconds");
        define("every 30 seconds");
        assertThat(pending()).containsExactly("/pending/scan");

        gateway.advance(SAVED);

        assertThat(pending()).isEmpty();
    }

    @Test
    void aStopInOrderLeavesNone() {
        gateway.settle();
        define("every 10 seconds");
        define("every 20 seconds");
        gateway.stop();
        assertThat(pending()).isEmpty();

        gateway.definitions().lose(SCAN); // while Reveille does not run
        gateway.start();

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().deleted()).hasSize(1);
    }

    @Test
    void manyChangesDoNotPileUp() {
        gateway.settle();
        for (int change = 1; change <= 350; change++) {
            define("every " + change + " minutes");
            gateway.settle();
        }

        assertThat(pending()).hasSize(1);
        assertThat(gateway.states().text("/pending/scan")).hasSizeBetween(100, 3_000);
    }

    @Test
    void whoMadeAJobIsKnownAfterAKillWhateverWasDoneSince() {
        gateway.advance(SAVED);
        define("every 10 seconds");
        gateway.define("other", "every hour", "scan");
        gateway.define("another", "every hour", "scan");
        gateway.crashFor(MOMENT);

        define("every 20 seconds");

        assertThat(schedule()).isEqualTo("every 20 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    @Test
    void aJobMadeAfterADeletionIsAnotherOneAfterAKillToo() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED);
        gateway.job("scan").cancel();
        gateway.define("other", "every hour", "scan");
        define("every 10 seconds");
        gateway.define("another", "every hour", "scan");
        Instant made = gateway.now();
        int before = recorder.calls().size();
        gateway.crashFor(Duration.ofSeconds(25));

        assertThat(recorder.nominalTimes().stream().skip(before)).allMatch(made::isBefore);
        assertThat(gateway.job("scan").status().runs())
                .isEqualTo(recorder.calls().size() - before);
    }

    /** The later change, which names no owner, takes the place of the one that does. */
    @Test
    void whoMadeAJobIsKnownAfterAChangeInNobodysName() {
        anotherSave();
        define("every 10 seconds");
        gateway.scheduler().define(properties("scan", "every 20 seconds", "scan"));

        gateway.crashFor(MOMENT);

        assertThat(schedule()).isEqualTo("every 20 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    @Test
    void aJobMadeAfterADeletionIsNotItsFormerOwners() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        gateway.job("scan").cancel();
        gateway.scheduler().define(properties("scan", "every 10 seconds", "scan"));
        assertThat(gateway.job("scan").status().owner()).isEmpty();

        gateway.crashFor(MOMENT);

        assertThat(gateway.job("scan").status().owner()).isEmpty();
        gateway.advance(SAVED);
        gateway.crashFor(MOMENT);
        assertThat(gateway.job("scan").status().owner()).isEmpty();
    }

    /** A save writes one page after the other. */
    @Test
    void aSaveThatIsCutOffBetweenTheDefinitionAndTheStateBringsNoJobBackToLife() throws IOException {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED);
        String state = gateway.states().text("scan");
        gateway.job("scan").cancel();
        define("every 10 seconds");
        Instant made = gateway.now();
        int before = recorder.calls().size();
        List<StateRecord> pending = records("/pending/");
        gateway.advance(Duration.ofSeconds(35));
        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);
        gateway.states().save(pending, List.of());
        gateway.states().put("scan", state);
        gateway.crashFor(Duration.ofSeconds(5));

        assertThat(recorder.nominalTimes().stream().skip(before)).allMatch(made::isBefore);
        assertThat(gateway.job("scan").status().runs()).isLessThan(3);
    }

    @Test
    void aSaveThatIsCutOffBetweenTheStateAndTheDefinitionCostsNoState() throws IOException {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED);
        String definition = gateway.states().text("/definition/scan");
        gateway.job("scan").cancel();
        define("every 10 seconds");
        List<StateRecord> pending = records("/pending/");
        gateway.advance(Duration.ofSeconds(35));
        gateway.states().save(pending, List.of());
        gateway.states().put("/definition/scan", definition);
        gateway.crashFor(Duration.ZERO);

        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);
    }

    @Test
    void whoMadeAJobIsKnownIfOnlyItsDefinitionWasSaved() throws IOException {
        define("every 10 seconds");
        List<StateRecord> pending = records("/pending/");
        gateway.advance(SAVED);
        gateway.states().save(pending, List.of("scan"));
        gateway.crashFor(Duration.ZERO);

        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    @Test
    void anOldChangeThatComesBackWithADamagedPageIsNotCarriedOut() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        define("every 20 seconds");
        String name = pending().get(0);
        String old = gateway.states().text(name);
        gateway.advance(SAVED);
        define("every 10 seconds");
        gateway.advance(SAVED);
        gateway.stop();
        gateway.states().put(name, old);

        gateway.start();

        assertThat(schedule()).isEqualTo("every 10 seconds");
    }

    // Others who change definitions

    @Test
    void whatAnOperatorPutThereWhileReveilleWasDownStands() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        gateway.definitions().killAt(1);
        assertThatThrownBy(() -> define("every 20 seconds")).isInstanceOf(Killed.class);
        gateway.kill();
        gateway.definitions().put(SCAN, properties("scan", "every 30 seconds", "scan"));

        gateway.start();
        assertThat(schedule()).isEqualTo("every 30 seconds");
        gateway.restartAfter(MOMENT);
        assertThat(schedule()).isEqualTo("every 30 seconds");
    }

    @Test
    void whatAnOperatorTookBackSinceStaysAsItIs() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        anotherSave();
        define("every 20 seconds");
        assertThat(pending()).hasSize(1);
        gateway.store("scan", "every 10 seconds", "scan");
        assertThat(pending()).as("saved at once").isEmpty();
        assertThat(gateway.states().text("/definition/scan")).contains("every 10 seconds");

        gateway.crashFor(MOMENT);

        assertThat(schedule()).isEqualTo("every 10 seconds");
        gateway.advance(SAVED);
        assertThat(pending()).isEmpty();
    }

    @Test
    void aJobThatAnOperatorMakesAfterACancelIsAnotherOne() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED.plus(MOMENT)); // and saved just now
        gateway.job("scan").cancel();
        gateway.store("scan", "every 10 seconds", "scan");
        recorder.clear();
        Instant made = gateway.now();

        gateway.crashFor(Duration.ofMinutes(5));

        assertThat(recorder.nominalTimes())
                .as("what it has missed since")
                .hasSize(1)
                .allMatch(made::isBefore);
        assertThat(gateway.job("scan").status().runs()).isEqualTo(1);
    }

    @Test
    void itIsAnotherOneAfterAStopInOrderToo() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED.plus(MOMENT));
        gateway.job("scan").cancel();
        gateway.store("scan", "every 10 seconds times 3", "scan");
        gateway.advance(Duration.ofSeconds(21));
        assertThat(gateway.job("scan").status().runs()).isEqualTo(2);

        gateway.restartAfter(MOMENT);

        assertThat(gateway.job("scan").status().runs()).isEqualTo(2);
    }

    /** Nothing of a living job may wait to be dropped. */
    @Test
    void aStoreThatFailsThenCostsTheJobNothingLater() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED.plus(MOMENT));
        gateway.job("scan").cancel();
        gateway.states().fail(true);
        gateway.store("scan", "every 10 seconds times 3", "scan");
        gateway.advance(MOMENT);
        gateway.states().fail(false);
        gateway.advance(SAVED);
        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);

        gateway.define("other", "every hour", "scan");
        gateway.crashFor(SAVED);

        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);
        gateway.advance(SAVED);
        assertThat(pending()).isEmpty();
    }

    @Test
    void aClaimOfTheJobThatCodeMadeAfterACancelStaysWhenAnOperatorEditsIt() {
        gateway.handler("scan", new Recorder().succeeding());
        gateway.asyncHandler("slow", recorder.lasting());
        define("every 10 seconds");
        gateway.advance(SAVED.plus(MOMENT)); // and saved just now
        gateway.job("scan").cancel();
        Map<String, Object> once = properties("scan", "every 10 seconds", "slow");
        once.put("delivery", "at-most-once");
        changes().apply(List.of(DefinitionChange.save(Optional.empty(), once)));
        gateway.advance(Duration.ofSeconds(11));
        assertThat(recorder.calls()).hasSize(1);
        once.put("tags", "edited");
        gateway.store(SCAN, once);

        gateway.crashFor(MOMENT);

        assertThat(gateway.job("scan").status().lastRun().orElseThrow().outcome())
                .isEqualTo(RunOutcome.ABANDONED);
    }

    @Test
    void whoMadeAJobIsKnownAfterAnOperatorsEdit() {
        anotherSave();
        define("every 10 seconds");
        gateway.store("scan", "every 20 seconds", "scan");

        gateway.crashFor(MOMENT);

        assertThat(schedule()).isEqualTo("every 20 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    /** The change is saved by then, with all of its effects, and its record not dropped yet. */
    @Test
    void whatAnOperatorDeletesAfterTheNextSaveStaysDeletedToo() {
        anotherSave();
        define("every 10 seconds");
        gateway.advance(Duration.ofSeconds(31));
        assertThat(gateway.states().names()).contains("/definition/scan");
        assertThat(pending()).containsExactly("/pending/scan");
        gateway.delete(SCAN);

        gateway.crashFor(MOMENT);

        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(gateway.definitions().at(SCAN)).isEmpty();
    }

    @Test
    void whatAnOperatorDeletedSinceStaysDeleted() {
        anotherSave();
        define("every 10 seconds");
        gateway.delete(SCAN);

        gateway.crashFor(MOMENT);

        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(gateway.definitions().at(SCAN)).isEmpty();
    }

    // Stores that fail

    @Test
    void withoutTheStateStoreNothingIsChangedNowOrLater() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        gateway.states().fail(true);

        assertThatThrownBy(() -> define("every 20 seconds"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("state store failed", "nothing was changed");
        Job job = gateway.job("scan");
        assertThatThrownBy(job::cancel).isInstanceOf(IllegalStateException.class);
        assertThat(schedule()).isEqualTo("every 10 seconds");

        gateway.states().fail(false);
        gateway.advance(SAVED);
        gateway.crashFor(MOMENT);
        assertThat(schedule()).isEqualTo("every 10 seconds");
        define("every 20 seconds");
        assertThat(schedule()).isEqualTo("every 20 seconds");
    }

    /** Records of changes that are made together would take the place of one whose effect could not be saved. */
    @Test
    void manyChangesAreRefusedWhileTheEffectOfAnEarlierOneCannotBeSaved() {
        gateway.handler("scan", recorder.succeeding());
        define("every 10 seconds");
        gateway.advance(SAVED.plus(MOMENT)); // and saved just now
        gateway.job("scan").cancel();
        define("every 10 seconds");
        gateway.states().failFor("scan", "/definition/scan", "/together/4");

        List<Map<String, Object>> two =
                List.of(properties("scan", "every 20 seconds", "scan"), properties("new", "every day", "scan"));
        assertThatThrownBy(() -> gateway.scheduler().defineAll(two)).isInstanceOf(IllegalStateException.class);
        gateway.kill();
        gateway.states().failFor();
        gateway.start();

        assertThat(schedule()).isEqualTo("every 10 seconds");
        assertThat(gateway.job("scan").status().runs()).isZero();
        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    /** A save that fails may have written its records all the same. */
    @Test
    void whatThrewIsNotCarriedOutOnceTheStateStoreHasTakenAnotherChange() {
        ManualScheduler same = new ManualScheduler();
        for (ManualScheduler each : List.of(gateway, same)) {
            each.define("another", "every day", "scan");
            each.scheduler().schedule("every 10 seconds").named("scan").run("scan");
        }
        same.job("scan").cancel();
        gateway.states().fail(true);
        Job job = gateway.job("scan");
        assertThatThrownBy(job::cancel).isInstanceOf(IllegalStateException.class);
        gateway.states().fail(false);
        gateway.states().put("/pending/scan", same.states().text("/pending/scan"));

        gateway.scheduler().schedule("every day").named("other").run("scan");
        gateway.crashFor(MOMENT);

        assertThat(schedule()).isEqualTo("every 10 seconds");
    }

    @Test
    void whatTheDefinitionStoreRefusedIsNotCarriedOutLater() {
        define("every 10 seconds");
        gateway.advance(SAVED);
        gateway.definitions().failAt(1);
        assertThatThrownBy(() -> define("every 20 seconds"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was changed");
        gateway.definitions().failAt(1);
        Job job = gateway.job("scan");
        assertThatThrownBy(job::cancel).hasMessageContaining("it goes on");

        assertThat(pending()).isEmpty();
        gateway.crashFor(MOMENT);
        assertThat(schedule()).isEqualTo("every 10 seconds");
    }

    @Test
    void aStoreThatFailsAtTheStartIsAskedAgainAtTheNext() {
        gateway.definitions().killAt(1);
        assertThatThrownBy(() -> define("every 10 seconds")).isInstanceOf(Killed.class);
        gateway.definitions().failAt(1);
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).isEmpty();

        gateway.restartAfter(MOMENT);

        assertThat(schedule()).isEqualTo("every 10 seconds");
    }

    // Many at once

    @Test
    void manyAreAllThereAfterAKillInTheMiddle() {
        hundredJobs();
        for (int at : new int[] {1, 2, 60, 101, 102}) {
            gateway.definitions().killAt(at);
            assertThatThrownBy(() -> changes().apply(hundredChanges(at))).isInstanceOf(Killed.class);
            gateway.crashFor(MOMENT);

            assertHundredChanged(at);
        }
        gateway.advance(SAVED);
        assertThat(pending()).isEmpty();
    }

    @Test
    void manyAreAllThereOnceTheCallHasReturned() {
        hundredJobs();
        changes().apply(hundredChanges(5));
        assertHundredChanged(5);
        gateway.crashFor(MOMENT);
        assertHundredChanged(5);
    }

    @Test
    void ofManyNoneIsThereIfTheStoreFailsInTheMiddle() {
        hundredJobs();
        for (int at : new int[] {1, 2, 60, 101, 102}) {
            gateway.definitions().failAt(at);

            assertThatThrownBy(() -> changes().apply(hundredChanges(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nothing was changed")
                    .hasRootCauseInstanceOf(IOException.class);
            assertNothingChanged();
            gateway.crashFor(MOMENT);
            assertNothingChanged();
        }
    }

    @Test
    void aKillWhileManyAreTakenBackLeavesNone() {
        hundredJobs();
        gateway.definitions().failAt(60);
        gateway.definitions().killAt(80); // that which failed is not counted
        assertThatThrownBy(() -> changes().apply(hundredChanges(1))).isInstanceOf(Killed.class);

        gateway.crashFor(MOMENT);

        assertNothingChanged();
    }

    @Test
    void whatAnOperatorEditsMeanwhileIsNotTakenBack() {
        for (String name : List.of("a", "b", "c")) {
            gateway.store(name, "every 10 minutes", "scan");
        }
        gateway.advance(SAVED);
        gateway.definitions().failAt(4); // d; b is stored while an operator edits a and deletes the new one
        gateway.definitions()
                .beforeNextSave(() -> gateway.definitions()
                        .beforeNextSave(() -> gateway.definitions().beforeNextSave(() -> {
                            gateway.definitions().put("io.reveille.job~a", properties("a", "every 55 minutes", "scan"));
                            gateway.definitions().remove("io.reveille.job~new");
                        })));
        List<Map<String, Object>> all = List.of(
                properties("new", "every 20 minutes", "scan"),
                properties("a", "every 20 minutes", "scan"),
                properties("b", "every 20 minutes", "scan"),
                properties("c", "every 20 minutes", "scan"));

        assertThatThrownBy(() -> gateway.scheduler().defineAll(all))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "\"c\" could not be stored",
                        "all was taken back, nothing else was changed",
                        "Somebody else has changed a, new meanwhile, which stands");

        for (int start = 0; start < 2; start++) {
            assertThat(scheduleOf("a")).isEqualTo("every 55 minutes");
            assertThat(scheduleOf("b")).isEqualTo("every 10 minutes");
            assertThat(scheduleOf("c")).isEqualTo("every 10 minutes");
            assertThat(gateway.scheduler().job("new")).isEmpty();
            gateway.crashFor(MOMENT);
        }
        assertThat(gateway.definitions().at("io.reveille.job~a")).containsEntry("schedule", "every 55 minutes");
    }

    private String scheduleOf(String job) {
        return gateway.job(job).definition().schedule().toString();
    }

    @Test
    void whatCannotBeTakenBackIsTakenBackAtTheNextStart() {
        hundredJobs();
        gateway.definitions().failAt(60);
        failFromSave(70);

        assertThatThrownBy(() -> changes().apply(hundredChanges(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the rest follows at the next start");
        gateway.definitions().fail(false);
        int writes = gateway.definitions().writes();
        gateway.restartAfter(MOMENT);

        assertNothingChanged();
        assertThat(gateway.definitions().writes() - writes).as("together").isEqualTo(1);
    }

    @Test
    void whatIsToBeTakenBackAndIsThenDefinedStaysAsDefined() {
        threeChangesOfWhichTheFirstIsLeft();

        changes().apply(List.of(change(0, "every 21 minutes")));
        gateway.crashFor(MOMENT);

        assertThat(gateway.job("job 0").definition().schedule()).hasToString("every 21 minutes");
        assertThat(gateway.job("job 1").definition().schedule()).hasToString("every 10 minutes");
    }

    @Test
    void whatIsToBeTakenBackStillIsAfterAnotherChangeThatFails() {
        threeChangesOfWhichTheFirstIsLeft();

        gateway.definitions().failAt(1);
        List<DefinitionChange> another = List.of(change(0, "every 30 minutes"));
        assertThatThrownBy(() -> changes().apply(another)).isInstanceOf(IllegalStateException.class);
        gateway.crashFor(MOMENT);

        assertNothingChanged();
    }

    private void threeChangesOfWhichTheFirstIsLeft() {
        hundredJobs();
        gateway.definitions().failAt(3);
        failFromSave(2);
        List<DefinitionChange> three = IntStream.range(0, 3)
                .mapToObj(job -> change(job, "every 21 minutes"))
                .toList();
        assertThatThrownBy(() -> changes().apply(three)).hasMessageContaining("the rest follows at the next start");
        gateway.definitions().fail(false);
        assertThat(gateway.definitions().at(address(0))).containsEntry("schedule", "every 21 minutes");
    }

    private static DefinitionChange change(int job, String schedule) {
        return DefinitionChange.save(Optional.of(address(job)), properties("job " + job, schedule, "scan"));
    }

    @Test
    void aFailureThatPassesLeavesNothingToTakeBack() {
        hundredJobs();
        gateway.definitions().failAt(60);
        gateway.definitions().failAgainAt(10);

        assertThatThrownBy(() -> changes().apply(hundredChanges(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("all was taken back, nothing was changed");

        assertNothingChanged();
    }

    @Test
    void aChangeThatTheStoreRefusesAtAStartKeepsNoOtherFromBeingCarriedOut() {
        hundredJobs();
        gateway.definitions().killAt(20);
        assertThatThrownBy(() -> changes().apply(hundredChanges(5))).isInstanceOf(Killed.class);
        gateway.definitions().failAt(30);
        gateway.definitions().failAgainAt(40); // that one by itself, too

        gateway.crashFor(MOMENT);
        assertThat(IntStream.range(0, 100)
                        .filter(job -> gateway.definitions().at(address(job)).containsValue("every 25 minutes")))
                .hasSize(99);
        gateway.crashFor(MOMENT);

        assertHundredChanged(5);
    }

    /** The store works for so many saves, and for none after them. */
    private void failFromSave(int save) {
        int before = gateway.definitions().saves();
        gateway.definitions().beforeNextSave(new Runnable() {
            @Override
            public void run() {
                if (gateway.definitions().saves() - before < save) {
                    gateway.definitions().beforeNextSave(this);
                } else {
                    gateway.definitions().fail(true);
                }
            }
        });
    }

    @Test
    void twoChangesOfOneJobAtOnceAreRefused() {
        List<DefinitionChange> twice = List.of(
                DefinitionChange.save(Optional.empty(), properties("a", "every 10 seconds", "scan")),
                DefinitionChange.save(Optional.empty(), properties("a", "every 20 seconds", "scan")));

        assertThatThrownBy(() -> changes().apply(twice)).isInstanceOf(IllegalArgumentException.class);
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    /** A hundred, one of which is to be deleted. */
    private void hundredJobs() {
        for (int job = 0; job < 100; job++) {
            gateway.definitions().put(address(job), properties("job " + job, "every 10 minutes", "scan"));
        }
        gateway.definitions().put("io.reveille.job~gone", properties("gone", "every 10 minutes", "scan"));
        gateway.settle();
        gateway.advance(SAVED);
    }

    /** A hundred others, a new one and a deletion; texts are long, so that it takes many records. */
    private static List<DefinitionChange> hundredChanges(int version) {
        Stream<DefinitionChange> changed = IntStream.range(0, 100).mapToObj(job -> {
            Map<String, Object> properties = properties("job " + job, "every " + (20 + version) + " minutes", "scan");
            properties.put("args", "{\"text\":\"" + "x".repeat(2000) + "\"}");
            return DefinitionChange.save(Optional.of(address(job)), properties);
        });
        Stream<DefinitionChange> others = Stream.of(
                version == 1 || version == 5
                        ? DefinitionChange.delete("gone", "io.reveille.job~gone")
                        : DefinitionChange.save(Optional.empty(), properties("gone " + version, "every day", "scan")),
                DefinitionChange.save(Optional.empty(), properties("new " + version, "every day", "scan")));
        return Stream.concat(changed, others).toList();
    }

    private void assertHundredChanged(int version) {
        for (int job = 0; job < 100; job++) {
            assertThat(gateway.job("job " + job).definition().schedule().toString())
                    .isEqualTo("every " + (20 + version) + " minutes");
            assertThat(gateway.definitions().at(address(job)))
                    .containsEntry("schedule", "every " + (20 + version) + " minutes");
        }
        assertThat(gateway.scheduler().job("new " + version)).isPresent();
        assertThat(gateway.scheduler().job("gone")).isEmpty();
    }

    private void assertNothingChanged() {
        assertThat(gateway.scheduler().jobs())
                .hasSize(101)
                .allSatisfy(job ->
                        assertThat(job.definition().schedule().toString()).isEqualTo("every 10 minutes"));
        assertThat(gateway.scheduler().job("gone")).isPresent();
    }

    private static String address(int job) {
        return "io.reveille.job~job " + job;
    }

    /** The next one that is not urgent comes 30 s later. */
    private void anotherSave() {
        gateway.define("another", "every day", "scan");
        assertThat(gateway.states().names()).contains("another");
    }

    private DefinitionChanges changes() {
        return new DefinitionChanges(Inside.of(gateway).engine());
    }

    private void define(String schedule) {
        gateway.scheduler().schedule(schedule).named("scan").run("scan");
    }

    /** The schedule of the one job that can be brought back. */
    private String offered() {
        List<DeletedJob> deleted = gateway.scheduler().deleted();
        assertThat(deleted).hasSize(1);
        return String.valueOf(deleted.get(0).properties().get("schedule"));
    }

    private String schedule() {
        return gateway.job("scan").definition().schedule().toString();
    }

    private List<StateRecord> records(String prefix) {
        return gateway.states().names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> new StateRecord(name, gateway.states().text(name)))
                .toList();
    }

    private List<String> pending() {
        return gateway.states().names().stream()
                .filter(name -> name.startsWith("/pending") || name.startsWith("/together/"))
                .toList();
    }
}
