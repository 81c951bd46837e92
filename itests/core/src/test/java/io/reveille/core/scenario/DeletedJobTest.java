package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.JobDefinitionException;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions that are gone: the list of them, and how they come back. */
class DeletedJobTest {

    private static final String SCAN = "io.reveille.job~scan";
    private static final Duration SAVED = Duration.ofMinutes(2);

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // How they go

    @Test
    void aCancelledJobIsOnTheListAndStartsAnewWhenItIsBroughtBack() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(25));
        gateway.job("scan").cancel();
        recorder.clear();
        gateway.advance(Duration.ofMinutes(60)); // 11:25

        assertThat(gateway.scheduler().deleted()).singleElement().satisfies(deleted -> {
            assertThat(deleted.name()).isEqualTo("scan");
            assertThat(deleted.how()).isEqualTo(How.CANCELLED);
            assertThat(deleted.deleted()).isEqualTo(START.plus(Duration.ofMinutes(25)));
            assertThat(deleted.properties())
                    .containsEntry("schedule", "every 10 minutes")
                    .containsEntry("handler", "scan");
            assertThat(deleted.keptUntil())
                    .isEqualTo(START.plus(Duration.ofMinutes(25)).plus(Duration.ofDays(7)));
        });
        gateway.scheduler("console").bringBack("scan");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(95)));
        assertThat(recorder.last().missed()).isZero();
        assertThat(gateway.job("scan").status().runs()).isEqualTo(1);
        assertThat(gateway.job("scan").status().owner()).contains("app");
        assertThat(gateway.scheduler().deleted()).isEmpty();
        assertThat(gateway.scheduler("app").clear()).isEqualTo(1);
    }

    @Test
    void aJobThatAnOperatorDeletedIsOnTheListAndStartsAnew() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(25));
        gateway.delete(SCAN);
        recorder.clear();
        gateway.advance(Duration.ofMinutes(60));
        gateway.crashFor(Duration.ofMinutes(10)); // 11:35

        assertThat(gateway.scheduler().deleted()).extracting(DeletedJob::how).containsExactly(How.DELETED);
        gateway.scheduler().bringBack("scan");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(105)));
        assertThat(recorder.last().missed()).isZero();
        assertThat(gateway.job("scan").status().owner()).isEmpty();
    }

    @Test
    void aJobThatIsMissingAtAStartGoesOnWithItsStateWhenItIsBroughtBack() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(25));
        gateway.stop();
        gateway.definitions().lose(SCAN);
        gateway.time().advance(Duration.ofMinutes(30));
        gateway.start(); // 10:55
        recorder.clear();

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().deleted()).singleElement().satisfies(deleted -> {
            assertThat(deleted.how()).isEqualTo(How.MISSING);
            assertThat(deleted.deleted()).isEqualTo(START.plus(Duration.ofMinutes(55)));
        });
        gateway.scheduler().bringBack("scan");
        gateway.settle();

        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);
        assertThat(recorder.last().missed()).isEqualTo(3);
        assertThat(gateway.job("scan").status().owner()).contains("app");
        assertThat(gateway.scheduler().deleted()).isEmpty();
    }

    @Test
    void aMissingOneThatComesByItselfGoesOnAndCostsNoWrite() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(25));
        String before = gateway.states().text("/definition/scan");
        for (int start = 0; start < 3; start++) {
            gateway.stop();
            gateway.definitions().lose(SCAN);
            gateway.start();
            assertThat(gateway.scheduler().deleted()).hasSize(1);
            gateway.advance(Duration.ofMinutes(1));
            assertThat(gateway.states().text("/definition/scan"))
                    .as("not yet said to be deleted")
                    .isEqualTo(before);

            gateway.store("scan", "every 10 minutes", "scan");

            assertThat(gateway.scheduler().deleted()).isEmpty();
        }
        gateway.advance(Duration.ofMinutes(10));
        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);
        assertThat(gateway.states().text("/definition/scan")).isEqualTo(before);
    }

    @Test
    void aMissingOneThatDoesNotComeIsSavedAsDeletedAfterAnHour() {
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.stop();
        gateway.definitions().lose(SCAN);
        gateway.start();
        Instant found = gateway.now();

        gateway.advance(Duration.ofMinutes(62));
        gateway.crashFor(Duration.ofHours(1));

        assertThat(gateway.scheduler().deleted()).singleElement().satisfies(deleted -> {
            assertThat(deleted.how()).isEqualTo(How.MISSING);
            assertThat(deleted.deleted()).isEqualTo(found);
        });
        gateway.scheduler().bringBack("scan");
        gateway.advance(SAVED);
        gateway.crashFor(SAVED);
        assertThat(gateway.scheduler().deleted()).isEmpty();
        assertThat(gateway.scheduler().job("scan")).isPresent();
    }

    @Test
    void aJobThatIsMadeAgainLeavesTheListAndStartsAnew() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(25));
        gateway.job("scan").cancel();

        gateway.define("scan", "every 10 minutes", "scan");

        assertThat(gateway.scheduler().deleted()).isEmpty();
        assertThat(gateway.job("scan").status().runs()).isZero();
    }

    @Test
    void aBrokenDefinitionIsNotDeletedUntilItIs() {
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.store(SCAN, Map.of("schedule", "every now and then"));
        assertThat(gateway.scheduler().deleted()).isEmpty();
        gateway.restartAfter(SAVED);
        assertThat(gateway.scheduler().deleted()).isEmpty();

        gateway.delete(SCAN);

        assertThat(gateway.scheduler().deleted()).singleElement().satisfies(deleted -> {
            assertThat(deleted.how()).isEqualTo(How.DELETED);
            assertThat(deleted.properties()).containsEntry("schedule", "every 10 minutes");
        });
    }

    @Test
    void underAnotherNameTheOldJobIsDeleted() {
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);

        gateway.store(SCAN, properties("look", "every 10 minutes", "scan"));
        assertThat(gateway.scheduler().deleted()).extracting(DeletedJob::name).containsExactly("scan");
        gateway.scheduler().bringBack("scan");

        assertThat(gateway.scheduler().jobs()).hasSize(2);
    }

    @Test
    void aJobThatAServiceCarriesIsNotKept() {
        ManualScheduler.Registration service =
                gateway.whiteboard("scan", "every 10 minutes", recorder.succeeding(), Map.of());
        gateway.advance(SAVED);
        service.close();
        gateway.advance(SAVED);

        assertThat(gateway.scheduler().deleted()).isEmpty();
        assertThat(gateway.states().names()).noneMatch(name -> name.startsWith("/definition/"));
    }

    // What is refused

    @Test
    void whatIsNotOnTheListCannotBeBroughtBack() {
        gateway.define("scan", "every 10 minutes", "scan");

        assertThatThrownBy(() -> gateway.scheduler().bringBack("scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("no deleted job named \"scan\"", "7 days");
    }

    @Test
    void whatIsThereAgainIsNotReplaced() {
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.delete(SCAN);
        gateway.whiteboard("scan", "every hour", recorder.succeeding(), Map.of());

        assertThatThrownBy(() -> gateway.scheduler().bringBack("scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("\"scan\" again", "not brought back");
        assertThat(gateway.definitions().at(SCAN)).isEmpty();
    }

    @Test
    void whatCannotBeReadAnyMoreStaysOnTheList() {
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.stop();
        gateway.definitions().lose(SCAN);
        gateway.states()
                .put(
                        "/definition/scan",
                        gateway.states().text("/definition/scan").replace("every 10 minutes", "every blue moon"));
        gateway.start();

        assertThatThrownBy(() -> gateway.scheduler().bringBack("scan"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("blue");
        assertThat(gateway.scheduler().deleted()).hasSize(1);
        assertThat(gateway.definitions().at(SCAN)).isEmpty();
    }

    @Test
    void whatAnInstallerNotedIsNotBroughtBack() {
        Map<String, Object> installed = properties("scan", "every 10 minutes", "scan");
        installed.put("felix.fileinstall.filename", "file:/etc/scan.config");
        installed.put("misfire.limit", 7);
        installed.put("colour", "blue");
        gateway.store(SCAN, installed);
        gateway.advance(SAVED);
        gateway.delete(SCAN);

        gateway.scheduler().bringBack("scan");

        assertThat(gateway.definitions().at(SCAN))
                .containsEntry("misfire.limit", 7)
                .containsEntry("colour", "blue")
                .doesNotContainKey("felix.fileinstall.filename");
    }

    // How long they are kept

    @Test
    void theyAreKeptForSevenDays() {
        deletedScan();

        gateway.advance(Duration.ofDays(6));
        assertThat(gateway.scheduler().deleted()).hasSize(1);
        gateway.advance(Duration.ofDays(1).plus(SAVED));

        assertThat(gateway.scheduler().deleted()).isEmpty();
        assertThat(gateway.states().names()).doesNotContain("/definition/scan");
    }

    @Test
    void aRestartDoesNotMakeThemYounger() {
        deletedScan();
        gateway.advance(Duration.ofDays(3));
        gateway.crashFor(Duration.ofDays(3));

        gateway.advance(Duration.ofHours(23));
        assertThat(gateway.scheduler().deleted()).hasSize(1);
        gateway.advance(Duration.ofHours(1).plus(SAVED));

        assertThat(gateway.scheduler().deleted()).isEmpty();
    }

    @Test
    void afterALongTimeOffThereIsAnHourToLook() {
        deletedScan();
        gateway.crashFor(Duration.ofDays(100));

        gateway.advance(Duration.ofMinutes(59));
        assertThat(gateway.scheduler().deleted()).hasSize(1);
        gateway.advance(Duration.ofMinutes(2));

        assertThat(gateway.scheduler().deleted()).isEmpty();
    }

    @Test
    void aClockThatJumpsThrowsNothingAway() {
        gateway.define("old", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.job("old").cancel();
        gateway.advance(Duration.ofHours(156));
        deletedScan();
        gateway.stepClock(Duration.ofDays(400));
        gateway.advance(Duration.ofDays(1)); // in which the old one goes
        assertThat(gateway.scheduler().deleted()).extracting(DeletedJob::name).containsExactly("scan");
        gateway.stepClock(Duration.ofDays(-400));
        gateway.advance(Duration.ofDays(5));
        assertThat(gateway.scheduler().deleted()).hasSize(1);

        gateway.advance(Duration.ofDays(1).plus(SAVED));

        assertThat(gateway.scheduler().deleted()).isEmpty();
    }

    @Test
    void aClockThatIsWrongAtTheStartAndCorrectedThrowsNothingAway() {
        deletedScan();
        gateway.stop();
        gateway.stepClock(Duration.ofDays(400));
        gateway.start();
        gateway.advance(Duration.ofMinutes(30));
        gateway.stepClock(Duration.ofDays(-400));

        gateway.advance(Duration.ofDays(6));
        assertThat(gateway.scheduler().deleted()).hasSize(1);
    }

    @Test
    void ofThoseThatAreDeletedWhileItRunsAThousandAreKeptTheCodesOwnGoFirst() {
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.delete(SCAN);
        for (int batch = 0; batch < 12; batch++) {
            for (int job = 0; job < 100; job++) {
                gateway.scheduler()
                        .every(1)
                        .days()
                        .named("job " + batch + "." + job)
                        .run("scan");
            }
            gateway.advance(SAVED);
            gateway.scheduler().clear();
            gateway.advance(SAVED);
        }

        List<String> kept =
                gateway.scheduler().deleted().stream().map(DeletedJob::name).toList();
        assertThat(kept).hasSizeBetween(900, 1000).contains("scan", "job 11.99").doesNotContain("job 0.0");
        assertThat(gateway.states().names().stream().filter(name -> name.startsWith("/definition/")))
                .hasSameSizeAs(kept);
    }

    @Test
    void aJobThatWasMadeAndCancelledWithinOneSaveIsNotWritten() {
        gateway.define("other", "every 10 minutes", "scan");
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.job("scan").cancel();
        assertThat(gateway.scheduler().deleted()).hasSize(1);
        gateway.advance(SAVED);

        assertThat(gateway.states().names()).contains("/definition/other").doesNotContain("/definition/scan");
        assertThat(gateway.scheduler().deleted()).as("until Reveille stops").hasSize(1);
        gateway.scheduler().bringBack("scan");
        gateway.advance(SAVED);
        assertThat(gateway.states().names()).contains("/definition/scan");
    }

    @Test
    void anotherRunOfTheJobWritesNothingOfIt() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        String before = gateway.states().text("/definition/scan");
        gateway.advance(Duration.ofHours(1));
        gateway.restartAfter(SAVED);
        gateway.advance(Duration.ofHours(1));

        assertThat(gateway.states().text("/definition/scan")).isEqualTo(before);
    }

    @Test
    void aRecordOfANewerVersionIsKeptAsItIs() {
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.stop();
        gateway.states().put("/definition/scan", "{\"v\":99}");
        gateway.start();

        gateway.define("scan", "every 20 minutes", "scan");
        gateway.advance(SAVED);
        gateway.job("scan").cancel();
        gateway.advance(SAVED);

        assertThat(gateway.states().text("/definition/scan")).isEqualTo("{\"v\":99}");
    }

    @Test
    void aDamagedRecordIsWrittenAnew() {
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.stop();
        gateway.states().put("/definition/scan", "{\"v\":1}");

        gateway.start();
        gateway.advance(SAVED);

        assertThat(gateway.states().text("/definition/scan")).contains("every 10 minutes");
    }

    private void deletedScan() {
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(SAVED);
        gateway.job("scan").cancel();
        gateway.advance(SAVED);
    }
}
