package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobResult;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of runs, over stops and crashes. */
class HistoryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void twentyRunsAreRememberedOverACrash() {
        poll("every minute");
        for (int run = 1; run <= 50; run++) {
            gateway.advance(MINUTE);
            List<Instant> before = times();
            assertThat(before).hasSize(Math.min(run, 20));

            gateway.crashFor(MOMENT);

            assertThat(times()).as("after run " + run).isEqualTo(before);
        }
        assertThat(times()).startsWith(START.plus(MINUTE.multipliedBy(50)), START.plus(MINUTE.multipliedBy(49)));
    }

    @Test
    void aBusyJobLosesWhatItsStateLoses() {
        poll("every second");
        gateway.advance(Duration.ofMinutes(10));
        Instant saved = START.plus(Duration.ofMinutes(9)); // at the latest, but for the coalescing

        gateway.crashFor(MOMENT);

        assertThat(times()).hasSize(20);
        assertThat(times().get(0)).isAfter(saved.plusSeconds(20));
    }

    @Test
    void runsAreRememberedThoughOnlyClaimsWereSavedSince() {
        gateway.handler("poll", recorder.succeeding());
        gateway.scheduler()
                .schedule("every 1 second")
                .named("poll")
                .delivery(Delivery.AT_MOST_ONCE)
                .run("poll");
        gateway.advance(Duration.ofMinutes(1).plusMillis(500));
        gateway.advance(Duration.ofSeconds(14)); // the store has 30 s between two saves, and a claim for each run
        List<Instant> before = times();

        gateway.crashFor(Duration.ofMillis(100));

        assertThat(times()).isEqualTo(before);
    }

    @Test
    void theHistoryIsWrittenRarely() {
        poll("every minute");
        int written = 0;
        String before = "";
        for (int run = 1; run <= 60; run++) {
            gateway.advance(MINUTE);
            String now = gateway.states().text("/history/poll");
            written += now.equals(before) ? 0 : 1;
            before = now;
        }

        assertThat(written).isBetween(9, 10);
    }

    @Test
    void theTailIsCutOnlyWhenTheHistoryIsSaved() {
        poll("every minute");
        gateway.advance(MINUTE.multipliedBy(4));
        gateway.states().failFor("/history/poll");

        gateway.advance(Duration.ofSeconds(6 * 60 + 40));
        gateway.crashFor(MOMENT);
        assertThat(times()).as("the store has refused the others").hasSize(5);

        gateway.states().failFor();
        gateway.advance(MINUTE.multipliedBy(10));
        gateway.crashFor(MOMENT);
        assertThat(times()).hasSize(15);
    }

    @Test
    void whatAHandlerReturnedIsNotKeptAndItsMessageIsCut() {
        gateway.handler("modbus", recorder.doing(context -> JobResult.success("m".repeat(500), Map.of("rows", 7))));
        gateway.define("poll", "every minute", "modbus");
        gateway.advance(MINUTE);

        gateway.restartAfter(MOMENT);

        RunReport report = gateway.job("poll").history().get(0);
        assertThat(report.data()).isEmpty();
        assertThat(report.message()).hasSize(200).endsWith("…");
        assertThat(gateway.job("poll").status().lastRun()).contains(report);
    }

    @Test
    void aJobThatGoesTakesItsHistoryAlongAndAnotherOfItsNameHasNone() {
        poll("every minute");
        gateway.advance(MINUTE.multipliedBy(10));
        assertThat(gateway.states().text("/history/poll")).isNotEmpty();

        gateway.job("poll").cancel();
        gateway.define("poll", "every minute", "modbus");
        gateway.advance(MINUTE);

        assertThat(gateway.states().text("/history/poll")).isEmpty();
        assertThat(times()).hasSize(1);
        gateway.crashFor(MOMENT);
        assertThat(times()).hasSize(1);
    }

    @Test
    void theHistoryOfABusyJobIsNotDroppedWithThatOfOneThatHadItsName() {
        poll("every second");
        gateway.advance(Duration.ofSeconds(40)); // saved 10 s ago: the next save is to come

        gateway.job("poll").cancel();
        gateway.define("poll", "every second", "modbus");
        gateway.advance(Duration.ofSeconds(25));

        assertThat(gateway.states().text("poll")).contains("\"runs\":19");
        gateway.crashFor(Duration.ZERO);
        assertThat(times()).hasSize(20); // with that which makes up for what was not saved
    }

    @Test
    void aJobWithoutDefinitionKeepsIts() {
        ManualScheduler.Registration service =
                gateway.whiteboard("poll", "every minute", recorder.succeeding(), Map.of());
        gateway.advance(MINUTE.multipliedBy(10));
        service.close();
        gateway.restartAfter(Duration.ofDays(1));

        service.register();

        assertThat(times()).hasSize(11); // with that which makes up for the day
    }

    @Test
    void whereThereAreManyJobsEachKeepsFewer() {
        gateway.handler("modbus", recorder.succeeding());
        for (int i = 0; i < 1000; i++) {
            gateway.define("poll " + i, "every minute", "modbus");
        }
        gateway.define("poll", "every minute", "modbus");
        gateway.advance(MINUTE.multipliedBy(12));
        assertThat(times()).hasSize(9); // 10000 / 1001

        gateway.restartAfter(MOMENT);
        assertThat(times()).hasSize(9);
    }

    @Test
    void aHistoryThatIsDamagedBeginsWithTheTail() {
        poll("every minute");
        gateway.advance(MINUTE.multipliedBy(8));
        gateway.kill();
        gateway.states().put("/history/poll", "{\"v\":1,\"runs\":[{\"run\":");

        gateway.start();

        assertThat(times()).hasSize(2);
        assertThat(gateway.job("poll").status().runs()).isEqualTo(8);
    }

    private void poll(String schedule) {
        gateway.handler("modbus", recorder.succeeding());
        gateway.define("poll", schedule, "modbus");
    }

    private List<Instant> times() {
        return gateway.job("poll").history().stream()
                .map(RunReport::nominalTime)
                .toList();
    }
}
