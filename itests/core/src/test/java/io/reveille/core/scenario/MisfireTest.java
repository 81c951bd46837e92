package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of occurrences that could not run in time. */
class MisfireTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // Once

    @Test
    void onceMakesUpForAllAfterADowntime() {
        hourly(Misfire.ONCE);

        gateway.restartAfter(Duration.ofMinutes(210)); // 13:30

        assertThat(recorder.nominalTimes()).containsExactly(at(13));
        assertThat(recorder.last().missed()).isEqualTo(3);
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
        gateway.advance(Duration.ofMinutes(30));
        assertThat(recorder.last().missed()).isZero();
    }

    // Skip

    @Test
    void skipRunsNothingAfterADowntimeAndKeepsTheRhythm() {
        hourly(Misfire.SKIP);

        gateway.restartAfter(Duration.ofMinutes(210));
        gateway.advance(Duration.ofMinutes(1));
        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
        gateway.advance(Duration.ofMinutes(29));

        assertThat(recorder.nominalTimes()).containsExactly(at(14));
        assertThat(recorder.last().missed()).isZero();
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
    }

    @Test
    void skipRunsNothingAfterASuspend() {
        hourly(Misfire.SKIP);

        gateway.suspend(Duration.ofMinutes(210));

        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
    }

    @Test
    void skipRunsNothingThatIsSteppedOver() {
        hourly(Misfire.SKIP);

        gateway.stepClock(Duration.ofMinutes(210));

        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
    }

    @Test
    void skipRunsNothingThatTheHandlerWasNotThereFor() {
        Registration handler = hourly(Misfire.SKIP);
        handler.close();

        gateway.advance(Duration.ofMinutes(210));
        handler.register();
        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
        gateway.advance(Duration.ofMinutes(30));

        assertThat(recorder.nominalTimes()).containsExactly(at(14));
    }

    @Test
    void skipSaysSoWhileTheHandlerIsNotThere() {
        hourly(Misfire.SKIP).close();
        gateway.advance(Duration.ofMinutes(90));

        assertThat(gateway.job("count").explain()).doesNotContain("runs once as soon as that comes");
    }

    @Test
    void skipRunsWhatIsDueAtTheVeryMoment() {
        hourly(Misfire.SKIP);

        gateway.suspend(Duration.ofMinutes(60).plusSeconds(4));

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void skipAfterACrashRunsWhatTheCrashMissedNever() {
        hourly(Misfire.SKIP);

        gateway.crashFor(Duration.ofMinutes(61));
        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.calls()).isEmpty();
    }

    // All

    @Test
    void allRunsOneAfterTheOtherTheOldestFirst() {
        hourly(Misfire.ALL);

        gateway.restartAfter(Duration.ofMinutes(210));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
        assertThat(recorder.calls()).extracting(JobContext::missed).containsOnly(1);
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
        gateway.advance(Duration.ofMinutes(30));
        assertThat(recorder.last().nominalTime()).isEqualTo(at(14));
        assertThat(recorder.last().missed()).isZero();
        assertThat(gateway.job("count").status().missed()).isEqualTo(3);
    }

    @Test
    void allRunsEachAfterASuspend() {
        hourly(Misfire.ALL);

        gateway.suspend(Duration.ofMinutes(210));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
    }

    @Test
    void allRunsEachThatIsSteppedOver() {
        hourly(Misfire.ALL);

        gateway.stepClock(Duration.ofMinutes(210));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
    }

    @Test
    void allRunsEachThatTheHandlerWasNotThereFor() {
        Registration handler = hourly(Misfire.ALL);
        handler.close();

        gateway.advance(Duration.ofMinutes(210));
        handler.register();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
    }

    @Test
    void beyondTheLimitTheNewestAreKept() {
        gateway.handler("count", recorder.succeeding());
        builder("every minute at :00").misfireAll(5).run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofMinutes(100).plusSeconds(30)); // 11:40:30
        gateway.advance(Duration.ofSeconds(2));

        assertThat(recorder.nominalTimes()).containsExactlyElementsOf(minutes(96, 100));
        assertThat(gateway.job("count").status().missed()).isEqualTo(100);
    }

    @Test
    void theLimitIsExactForIntervalsToo() {
        gateway.handler("count", recorder.succeeding());
        builder("every 7 seconds").misfireAll(10).run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofSeconds(7 * 1000 + 6));
        gateway.advance(Duration.ofMillis(999)); // before the next is due

        assertThat(recorder.nominalTimes())
                .containsExactlyElementsOf(IntStream.rangeClosed(991, 1000)
                        .mapToObj(i -> START.plusSeconds(7L * i))
                        .toList());
        assertThat(gateway.job("count").status().missed()).isEqualTo(1000);
    }

    @Test
    void whatComesDueDuringTheCatchUpBelongsToIt() {
        gateway.asyncHandler("count", recorder.lasting());
        builder("every hour at :00").misfireAll(100).run("count");
        gateway.settle();
        gateway.restartAfter(Duration.ofMinutes(130)); // 12:10: 11:00 and 12:00 are missed

        for (int run = 0; run < 3; run++) {
            gateway.advance(Duration.ofMinutes(30)); // 12:40, 13:10, 13:40
            recorder.finish(JobResult.success());
            gateway.advance(Duration.ofSeconds(1));
        }

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
        assertThat(recorder.calls()).extracting(JobContext::missed).containsOnly(1);
        assertThat(gateway.job("count").status().skipped()).isZero();
        gateway.advance(Duration.ofMinutes(30));
        assertThat(recorder.last().nominalTime()).isEqualTo(at(14));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aCatchUpGoesOnAfterARestart() {
        gateway.asyncHandler("count", recorder.lasting());
        builder("every hour at :00").misfireAll(100).run("count");
        gateway.settle();
        gateway.restartAfter(Duration.ofMinutes(210));
        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofMinutes(1));

        gateway.crashFor(Duration.ofSeconds(1));
        while (recorder.pending() > 0) {
            recorder.finish(JobResult.success());
            gateway.advance(Duration.ofSeconds(1));
        }

        assertThat(recorder.nominalTimes()).startsWith(at(11), at(12)).endsWith(at(12), at(13));
        assertThat(recorder.nominalTimes().stream().distinct()).hasSize(3);
    }

    @Test
    void jobsThatMayRunBesideThemselvesCatchUpOneAfterTheOtherToo() {
        gateway.handler("count", recorder.succeeding());
        builder("every minute at :00").misfireAll(100).overlap(Overlap.PARALLEL).run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofMinutes(40).plusSeconds(30));
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.nominalTimes()).containsExactlyElementsOf(minutes(1, 40));
        assertThat(gateway.job("count").status().skipped()).isZero();
        gateway.advance(Duration.ofSeconds(20));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aJobThatRunsOnceAndMissedItRunsLateUnlessItIsToSkip() {
        gateway.handler("count", recorder.succeeding());
        gateway.scheduler().schedule("once in 10 minutes").named("once").run("count");
        gateway.scheduler()
                .schedule("once in 10 minutes")
                .named("skip")
                .misfire(Misfire.SKIP)
                .run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofHours(1));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.calls()).extracting(JobContext::jobName).containsExactly("once");
        assertThat(gateway.job("skip").status().reason()).contains("no further occurrence");
    }

    // In time all the same

    @Test
    void aStartWithinTheGraceIsInTime() {
        for (Misfire misfire : Misfire.values()) {
            ManualScheduler other = new ManualScheduler();
            Recorder calls = new Recorder();
            other.handler("count", calls.succeeding());
            other.scheduler()
                    .schedule("every hour at :00")
                    .named("count")
                    .misfire(misfire)
                    .run("count");
            other.settle();

            other.suspend(Duration.ofHours(1).plusSeconds(5));

            assertThat(calls.calls()).as(misfire.name()).hasSize(1);
            assertThat(calls.last().missed()).isZero();
            assertThat(other.job("count").status().missed()).isZero();
        }
    }

    @Test
    void aStartAfterTheGraceIsAMisfire() {
        hourly(Misfire.ONCE);

        gateway.suspend(Duration.ofHours(1).plusMillis(5001));

        assertThat(recorder.last().missed()).isEqualTo(1);
    }

    @Test
    void aStartWithinTheToleranceIsInTime() {
        gateway.handler("count", recorder.succeeding());
        builder("every hour at :00 within 5 minutes").misfire(Misfire.SKIP).run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofMinutes(64)); // 11:04

        assertThat(recorder.nominalTimes()).containsExactly(at(11));
        assertThat(recorder.last().missed()).isZero();
        assertThat(gateway.job("count").status().missed()).isZero();
    }

    @Test
    void aStartAfterTheToleranceIsAMisfire() {
        gateway.handler("count", recorder.succeeding());
        builder("every hour at :00 within 5 minutes").misfire(Misfire.SKIP).run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofMinutes(66));

        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.job("count").status().missed()).isEqualTo(1);
    }

    @Test
    void aToleranceEndsWithTheNextOccurrence() {
        gateway.handler("count", recorder.succeeding());
        builder("every minute at :00 within 30 minutes").run("count");
        gateway.settle();

        gateway.restartAfter(Duration.ofMinutes(10).plusSeconds(30));

        assertThat(recorder.nominalTimes()).containsExactlyElementsOf(minutes(10, 10));
        assertThat(recorder.last().missed()).isEqualTo(10);
    }

    private Registration hourly(Misfire misfire) {
        Registration handler = gateway.handler("count", recorder.succeeding());
        Job job = builder("every hour at :00").misfire(misfire).run("count");
        gateway.settle();
        assertThat(job.status().nextRun()).contains(at(11));
        return handler;
    }

    private JobBuilder builder(String schedule) {
        return gateway.scheduler().schedule(schedule).named("count");
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour - 10));
    }

    private static Iterable<Instant> minutes(int from, int to) {
        return Stream.iterate(from, i -> i <= to, i -> i + 1)
                .map(i -> START.plus(Duration.ofMinutes(i)))
                .toList();
    }
}
