package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.core.settings.SettingsReader;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings change while the engine runs, and count without a restart. */
class LiveSettingsTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void moreWorkersTakeWhatWaits() {
        use(Map.of("workers", 1));
        gateway.handler("slow", recorder.succeeding());
        Inside.of(gateway).workers().hold();
        for (int i = 0; i < 5; i++) {
            gateway.define("slow-" + i, "every minute at :05", "slow");
        }
        gateway.advance(Duration.ofMinutes(1));
        assertThat(gateway.scheduler().status().running()).isEqualTo(1);

        use(Map.of("workers", 3));
        assertThat(gateway.scheduler().status().running()).isEqualTo(3);

        use(Map.of("workers", 2));
        assertThat(gateway.scheduler().status().running()).isEqualTo(3);
        assertThat(gateway.scheduler().status().waiting()).isEqualTo(2);
    }

    @Test
    void theGraceOfAMisfireIsTheOneThatCountsNow() {
        gateway.handler("scan", recorder.succeeding());
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("scan")
                .misfire(Misfire.SKIP)
                .run("scan");
        use(Map.of("misfire.grace", 600));
        gateway.advance(Duration.ofMinutes(59));
        gateway.suspend(Duration.ofMinutes(5)); // four minutes late
        assertThat(recorder.calls()).hasSize(1);

        use(Map.of("misfire.grace", 60));
        gateway.advance(Duration.ofMinutes(54));
        gateway.suspend(Duration.ofMinutes(5));
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void overdueRunsStartAtTheRateThatCountsNow() {
        gateway.handler("scan", recorder.succeeding());
        for (int i = 0; i < 100; i++) {
            gateway.define("scan-" + i, "every hour at :00", "scan");
        }
        gateway.suspend(Duration.ofHours(1).plusMinutes(30));
        gateway.advance(Duration.ofSeconds(1));
        assertThat(recorder.calls()).hasSize(11);

        use(Map.of("catchup.rate", 50));
        gateway.advance(Duration.ofSeconds(1));
        assertThat(recorder.calls().size()).isBetween(55, 62);
    }

    @Test
    void aSaveThatIsPlannedKeepsTheNewDistance() {
        use(Map.of("state.coalesce", 3600));
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofMinutes(2));
        int before = gateway.states().saves();

        use(Map.of("state.coalesce", 5));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(gateway.states().saves() - before).isBetween(5, 12);
    }

    @Test
    void theFlashBudgetAndTheHistoryAreThoseOfNow() {
        use(Map.of("flash.budget", 7, "history", 3));
        assertThat(gateway.scheduler().status().storage().budget()).isEqualTo(7_000_000);
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofMinutes(2));
        assertThat(gateway.job("scan").history()).hasSize(3);
    }

    @Test
    void whoWaitsForTheClockWaitsAsLongAsIsSaidNow() {
        gateway.stop();
        Inside.of(gateway).time().reboot();
        Inside.of(gateway).time().rtc(false);
        gateway.start();
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every hour at :30", "scan");
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.HELD);

        use(Map.of("clock.wait", 0));

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.READY);
    }

    private void use(Map<String, Object> settings) {
        Inside.of(gateway)
                .engine()
                .use(SettingsReader.read(settings, ZoneOffset.UTC, Optional.empty())
                        .settings());
        gateway.settle();
    }
}
