package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.RunOutcome;
import io.reveille.core.state.DefinitionChange;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore.Killed;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of definitions through the API that meet edits by others, or stores that fail. */
class ChangesMetByOthersTest extends ChangingJob {

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

    /** No save had told of the job yet. */
    @Test
    void whatAnOperatorDeletedBeforeItWasEverSavedStaysDeleted() {
        anotherSave();
        define("every 10 seconds");
        gateway.states().fail(true);
        gateway.delete(SCAN);
        gateway.states().fail(false);
        gateway.advance(Duration.ofSeconds(31));
        assertThat(pending()).containsExactly("/pending/scan");

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
}
