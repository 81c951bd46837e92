package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.StateRecord;
import io.reveille.testing.MemoryDefinitionStore.Killed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of definitions through the API, and kills in the middle of them. */
class PendingChangesTest extends ChangingJob {

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
}
