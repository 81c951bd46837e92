package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of definitions that an earlier version has announced, in its own records, and that a kill has cut off. */
class FormerIntentsTest {

    private static final String SCAN = "io.reveille.job~scan";
    private static final Duration SAVED = Duration.ofMinutes(2);

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void aJobThatRuns() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store(SCAN, properties("scan", "every 10 seconds", "scan"));
        gateway.advance(SAVED);
        gateway.stop();
    }

    private static String meaning(String schedule) {
        return new DefinitionCodec(ZoneOffset.UTC).meaning(properties("scan", schedule, "scan"));
    }

    private void announced(int number, String before, String change) {
        gateway.states()
                .put(
                        "/intent/" + number,
                        "{\"v\":2,\"changes\":[{\"job\":\"scan\",\"address\":\"" + SCAN + "\",\"before\":\"" + before
                                + "\"" + change + "}]}");
    }

    private static String to(String schedule) {
        return ",\"owner\":\"app\",\"code\":\"0123\",\"properties\":{\"handler\":\"scan\",\"name\":\"scan\",\"schedule\":\""
                + schedule + "\"}";
    }

    @Test
    void aChangeIsCarriedOut() {
        announced(7, meaning("every 10 seconds"), to("every 20 seconds"));
        announced(8, meaning("every 20 seconds"), to("every 30 seconds"));

        gateway.start();

        assertThat(schedule()).isEqualTo("every 30 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
        gateway.advance(SAVED);
        gateway.advance(SAVED);
        assertThat(left()).isEmpty();
        assertThat(gateway.job("scan").status().runs()).isGreaterThan(12);
    }

    @Test
    void whatWasChangedSinceStands() {
        announced(7, meaning("every 20 seconds"), to("every 30 seconds"));

        gateway.start();

        assertThat(schedule()).isEqualTo("every 10 seconds");
        assertThat(gateway.job("scan").status().owner()).isEmpty();
    }

    @Test
    void whatSomebodyTookBackSinceStands() {
        announced(7, meaning("every 10 seconds"), to("every 20 seconds"));
        gateway.states().put("/intent/7/settled/scan", "{\"v\":2}");

        gateway.start();

        assertThat(schedule()).isEqualTo("every 10 seconds");
        assertThat(gateway.job("scan").status().owner()).contains("app");
    }

    @Test
    void ofAJobThatIsNotThereTheNewestKnownTextIsOffered() {
        announced(7, meaning("every 10 seconds"), to("every 20 seconds"));
        gateway.states().put("/intent/7/settled/scan", "{\"v\":2}");
        gateway.definitions().lose(SCAN);

        gateway.start();

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(offered().properties()).containsEntry("schedule", "every 20 seconds");
        assertThat(offered().how()).isEqualTo(How.MISSING);
    }

    @Test
    void aDeletionIsCarriedOutAndTheJobIsOfferedAsItWasLast() {
        announced(7, meaning("every 10 seconds"), to("every 20 seconds"));
        announced(8, meaning("every 20 seconds"), "");

        gateway.start();

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(offered().properties()).containsEntry("schedule", "every 20 seconds");
        assertThat(offered().how()).isEqualTo(How.CANCELLED);
        gateway.advance(SAVED);
        gateway.advance(SAVED);
        assertThat(gateway.states().jobs()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void aJobMadeAfterADeletionIsAnotherOne() {
        announced(7, meaning("every 10 seconds"), "");
        announced(8, "", to("every 10 seconds"));

        gateway.start();

        assertThat(gateway.job("scan").status().runs()).isZero();
    }

    @Test
    void ofManyWithTheirStatesAllAreCarriedOut() {
        gateway.states().put("/intent/7/state/new", gateway.states().text("scan"));
        gateway.states()
                .put(
                        "/intent/7/1",
                        "{\"v\":2,\"changes\":[{\"job\":\"new\",\"properties\":{\"handler\":\"scan\",\"name\":\"new\",\"schedule\":\"every 20 minutes\"}}]}");
        gateway.states()
                .put(
                        "/intent/7",
                        "{\"v\":2,\"parts\":1,\"states\":1,\"changes\":[{\"job\":\"scan\",\"address\":\"" + SCAN
                                + "\",\"before\":\"" + meaning("every 10 seconds") + "\"" + to("every 20 minutes")
                                + "}]}");

        gateway.start();

        assertThat(schedule()).isEqualTo("every 20 minutes");
        assertThat(gateway.job("new").status().runs()).isEqualTo(12);
    }

    @Test
    void whatWasNeverAnnouncedAsAWholeIsDropped() {
        gateway.states().put("/intent/9/1", "{\"v\":1,\"changes\":[{\"job\":\"new\",\"properties\":{}}]}");

        gateway.start();
        gateway.advance(SAVED);
        gateway.advance(SAVED);

        assertThat(gateway.scheduler().jobs()).hasSize(1);
        assertThat(gateway.scheduler().broken()).isEmpty();
        assertThat(left()).isEmpty();
    }

    /** Whatever is announced from now on is newer than that. */
    @Test
    void aStoreThatRefusesAtTheStartIsAskedAgainAtTheNext() {
        announced(7, meaning("every 10 seconds"), to("every 20 seconds"));
        gateway.definitions().failAt(1);

        gateway.start();
        assertThat(schedule()).isEqualTo("every 10 seconds");
        gateway.restartAfter(Duration.ofSeconds(1));
        assertThat(schedule()).isEqualTo("every 20 seconds");

        gateway.scheduler().schedule("every 40 seconds").named("scan").run("scan");
        gateway.crashFor(Duration.ofSeconds(1));
        assertThat(schedule()).isEqualTo("every 40 seconds");
    }

    private DeletedJob offered() {
        List<DeletedJob> deleted = gateway.scheduler().deleted();
        assertThat(deleted).hasSize(1);
        return deleted.get(0);
    }

    private String schedule() {
        return gateway.job("scan").definition().schedule().toString();
    }

    private List<String> left() {
        return gateway.states().names().stream()
                .filter(name -> name.startsWith("/intent") || name.startsWith("/pending"))
                .toList();
    }
}
