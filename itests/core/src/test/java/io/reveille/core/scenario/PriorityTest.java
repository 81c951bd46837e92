package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of several jobs goes first, and how many of a handler's at once. */
class PriorityTest {

    private final ManualScheduler gateway = Inside.withWorkers(1);
    private final Recorder recorder = new Recorder();

    @Test
    void ofThoseDueTogetherTheHigherPriorityGoesFirst() {
        gateway.handler("scan", recorder.succeeding());
        define("a", "every hour at :00", 0);
        define("b", "every hour at :00", 10);
        define("c", "every hour at :00", -10);
        define("d", "every hour at :00", 10);

        gateway.advance(Duration.ofHours(1));

        assertThat(order()).containsExactly("b", "d", "a", "c");
    }

    @Test
    void ofEqualPriorityWhatWasDueFirstGoesFirst() {
        gateway.handler("scan", recorder.succeeding());
        define("late", "every hour at :20", 0);
        define("early", "every hour at :10", 0);
        define("high", "every hour at :30", 1);
        define("first", "every hour at :05", 0);
        Inside.of(gateway).workers().hold();
        gateway.advance(Duration.ofMinutes(40));

        Inside.of(gateway).workers().release();
        gateway.settle();

        assertThat(order()).containsExactly("first", "high", "early", "late");
    }

    @Test
    void twoWorkersTakeTwo() {
        ManualScheduler two = Inside.withWorkers(2);
        two.handler("scan", recorder.succeeding());
        for (int i = 0; i < 4; i++) {
            two.scheduler()
                    .schedule("every hour at :00")
                    .named("job " + i)
                    .priority(i)
                    .run("scan");
        }
        two.settle();
        Inside.of(two).workers().hold();

        two.advance(Duration.ofHours(1));
        assertThat(Inside.of(two).workers().waiting()).isEqualTo(2);
        assertThat(two.scheduler().status().waiting()).isEqualTo(2);
        assertThat(two.job("job 0").status().waiting()).isEqualTo("for a free worker");
        Inside.of(two).workers().release();
        two.settle();

        assertThat(order()).containsExactly("job 3", "job 2", "job 1", "job 0");
    }

    @Test
    void aJobMayLimitTheRunsOfItsHandler() {
        gateway.asyncHandler("scan", recorder.lasting());
        for (int i = 0; i < 5; i++) {
            gateway.scheduler()
                    .schedule("every hour at :00")
                    .named("job " + i)
                    .concurrency(2)
                    .run("scan");
        }

        gateway.advance(Duration.ofHours(1));
        assertThat(order()).containsExactly("job 0", "job 1");
        finish();
        assertThat(order()).containsExactly("job 0", "job 1", "job 2");
        finish();
        finish();

        assertThat(recorder.calls()).hasSize(5).allMatch(context -> context.missed() == 0);
    }

    @Test
    void aHandlerMayLimitItsRuns() {
        gateway.asyncHandler("scan", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        define("a", "every hour at :00", 0);
        define("b", "every hour at :00", 5);
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("c")
                .concurrency(3)
                .run("scan");

        gateway.advance(Duration.ofHours(1));
        assertThat(order()).containsExactly("b");
        finish();
        finish();

        assertThat(order()).containsExactly("b", "a", "c");
    }

    @Test
    void aHandlerThatIsFullHoldsUpNoOther() {
        gateway.asyncHandler("scan", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        Recorder others = new Recorder();
        gateway.handler("other", others.succeeding());
        define("a", "every hour at :00", 10);
        define("b", "every hour at :00", 10);
        gateway.define("other", "every hour at :00", "other");

        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(others.actualTimes()).containsExactly(START.plus(Duration.ofHours(1)));
    }

    @Test
    void runsOnRequestAreLimitedToo() {
        gateway.asyncHandler("scan", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        define("a", "every hour at :00", 0);
        define("b", "every hour at :00", 0);

        gateway.job("a").trigger();
        gateway.job("b").trigger();
        gateway.settle();
        assertThat(recorder.calls()).hasSize(1);
        finish();

        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void overdueRunsDoNotHoldUpThoseInTime() {
        gateway.handler("scan", recorder.succeeding());
        IntStream.range(0, 100).forEach(i -> define("job " + i, "every hour at :00", 50));
        define("in time", "once at 2026-03-04T13:00:05Z", -50);
        gateway.restartAfter(Duration.ofHours(3).plusSeconds(2));
        recorder.clear();

        gateway.advance(Duration.ofSeconds(3)); // 13:00:05

        assertThat(order()).hasSizeLessThan(100).contains("in time");
        assertThat(recorder.actualTimes().get(order().indexOf("in time")))
                .isEqualTo(START.plus(Duration.ofHours(3)).plusSeconds(5));
    }

    @Test
    void amongOverdueRunsTheHigherPriorityGoesFirst() {
        gateway.handler("scan", recorder.succeeding());
        define("low", "every hour at :00", -1);
        define("high", "every hour at :00", 1);
        define("middle", "every hour at :00", 0);

        gateway.restartAfter(Duration.ofMinutes(90));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(order()).hasSize(3).endsWith("low");
    }

    private void define(String name, String schedule, int priority) {
        gateway.scheduler().schedule(schedule).named(name).priority(priority).run("scan");
        gateway.settle();
    }

    private void finish() {
        recorder.finish(JobResult.success());
        gateway.settle();
    }

    private List<String> order() {
        return recorder.calls().stream().map(JobContext::jobName).toList();
    }
}
