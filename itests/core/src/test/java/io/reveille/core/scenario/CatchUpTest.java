package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobContext;
import io.reveille.Misfire;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many jobs are overdue at once. */
class CatchUpTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void overdueRunsDoNotStampede() {
        gateway.handler("scan", recorder.succeeding());
        define(1000, "every hour at :00");

        gateway.restartAfter(Duration.ofHours(5).plusMinutes(30));
        assertThat(recorder.calls()).hasSize(1);
        gateway.advance(Duration.ofSeconds(1));
        assertThat(recorder.calls()).hasSize(11);
        gateway.advance(Duration.ofSeconds(99));

        assertThat(recorder.calls()).hasSize(1000);
        assertThat(recorder.calls()).extracting(JobContext::missed).containsOnly(5);
        List<Instant> starts = recorder.actualTimes();
        assertThat(IntStream.range(1, 1000)
                        .mapToObj(i -> Duration.between(starts.get(i - 1), starts.get(i))
                                .toMillis()))
                .containsOnly(100L);
    }

    @Test
    void aRunThatWaitsForItsTurnMakesUpForWhatPassesMeanwhile() {
        gateway.handler("scan", recorder.succeeding());
        define(300, "every hour at :00");
        gateway.restartAfter(Duration.ofMinutes(119).plusSeconds(50)); // 11:59:50: overdue since 11:00
        recorder.clear();

        gateway.advance(Duration.ofSeconds(60)); // past 12:00

        assertThat(recorder.calls().stream().filter(context -> context.missed() == 2))
                .isNotEmpty();
        assertThat(recorder.calls().stream()
                        .filter(context -> context.missed() == 2)
                        .map(JobContext::nominalTime))
                .containsOnly(START.plus(Duration.ofHours(2)));
    }

    @Test
    void aJobWithMuchToMakeUpForDoesNotHoldUpOthers() {
        gateway.handler("scan", recorder.succeeding());
        gateway.scheduler()
                .schedule("every 2 seconds")
                .named("all")
                .misfire(Misfire.ALL)
                .run("scan");
        gateway.scheduler().schedule("every minute").named("once").run("scan");
        gateway.advance(Duration.ofMinutes(1));

        gateway.restartAfter(Duration.ofMinutes(3).plusSeconds(30));
        assertThat(gateway.job("once").status().runs()).isEqualTo(1);
        gateway.advance(Duration.ofMillis(200));

        assertThat(gateway.job("once").status().runs()).isEqualTo(2);
        gateway.advance(Duration.ofSeconds(1));
        assertThat(gateway.job("all").status().runs()).isEqualTo(30 + 12);
        gateway.advance(Duration.ofSeconds(15));
        assertThat(gateway.job("all").status().runs()).isGreaterThan(30 + 105);
    }

    @Test
    void runPendingStartsAllThatIsOverdueAndAwaitsIt() {
        gateway.handler("scan", recorder.succeeding());
        define(50, "every hour at :00");
        gateway.restartAfter(Duration.ofHours(2));
        assertThat(recorder.calls()).hasSize(1);

        CompletableFuture<List<RunReport>> reports =
                gateway.scheduler().runPending().toCompletableFuture();
        gateway.settle();

        assertThat(recorder.calls()).hasSize(50);
        assertThat(reports.join()).hasSize(49);
        assertThat(gateway.scheduler().runPending().toCompletableFuture().join())
                .isEmpty();
        gateway.advance(Duration.ofMinutes(1));
        assertThat(recorder.calls()).hasSize(50);
    }

    @Test
    void aPauseWhileItWaitsForItsTurnDropsTheRun() {
        gateway.handler("scan", recorder.succeeding());
        define(20, "every hour at :00");
        gateway.restartAfter(Duration.ofHours(2));

        gateway.scheduler().jobs().forEach(job -> job.pause());
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(1);
    }

    private void define(int jobs, String schedule) {
        IntStream.range(0, jobs)
                .forEach(i ->
                        gateway.scheduler().schedule(schedule).named("job " + i).run("scan"));
        gateway.settle();
    }
}
