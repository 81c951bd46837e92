package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a schedule may say beside its rhythm: times, spread over, starting, until, between. */
class ModifiersScenarioTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    // Times

    @Test
    void aJobThatHasRunSoManyTimesIsDoneAndSaysWhy() {
        Job job = define("every hour at :00 times 3");

        gateway.advance(Duration.ofHours(10));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
        assertThat(job.status().reason()).isEqualTo("it has run 3 times, as its schedule says");
        assertThat(job.status().nextRun()).isEmpty();
        assertThat(gateway.nextWakeUp()).isEmpty();
    }

    @Test
    void aRestartDoesNotCountAnew() {
        define("every hour at :00 times 3");
        gateway.advance(Duration.ofHours(2));

        gateway.restartAfter(Duration.ofMinutes(1));
        gateway.advance(Duration.ofHours(5));
        assertThat(recorder.calls()).hasSize(3);
        gateway.restartAfter(Duration.ofMinutes(1));
        gateway.advance(Duration.ofHours(5));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void theSameDefinitionDoesNotCountAnewAndAnotherScheduleDoes() {
        define("every hour at :00 times 2");
        gateway.advance(Duration.ofHours(5));

        define("every hour at :00 times 2");
        gateway.advance(Duration.ofHours(5));
        assertThat(recorder.calls()).hasSize(2);
        define("every hour at :00 times 4");
        gateway.advance(Duration.ofHours(10));

        assertThat(recorder.calls()).hasSize(6);
    }

    @Test
    void runsOnRequestAreNotCounted() {
        Job job = define("every hour at :00 times 2");
        job.trigger();
        gateway.advance(Duration.ofHours(1));
        job.trigger();
        gateway.advance(Duration.ofHours(5));

        assertThat(recorder.calls()).hasSize(4);
    }

    @Test
    void oneRunForManyThatWereMissedCountsOnce() {
        define("every hour at :00 times 3");

        gateway.restartAfter(Duration.ofMinutes(330));
        gateway.advance(Duration.ofHours(5));

        assertThat(recorder.calls()).hasSize(3);
    }

    @Test
    void aCatchUpOfAllEndsWithTheCount() {
        gateway.handler("scan", recorder.succeeding());
        gateway.scheduler()
                .schedule("every hour at :00 times 3")
                .named("scan")
                .misfire(Misfire.ALL)
                .run("scan");
        gateway.settle();

        gateway.restartAfter(Duration.ofMinutes(330));
        gateway.advance(Duration.ofHours(5));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aRunThatACrashCutsOffIsCountedOnce() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.define("scan", "every hour at :00 times 1", "scan");
        gateway.advance(Duration.ofMinutes(61));

        gateway.crashFor(Duration.ofSeconds(10));
        assertThat(recorder.calls()).hasSize(2);
        recorder.finish(JobResult.success());
        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofHours(5));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    // Spread

    @Test
    void aSpreadJobKeepsItsOffset() {
        gateway.advance(Duration.ofMinutes(40)); // else the first moves from 10:00
        define("every hour at :00 spread over 30 minutes");
        gateway.advance(Duration.ofMinutes(55));
        Instant first = recorder.nominalTimes().get(0);
        assertThat(first).isBetween(START.plus(Duration.ofMinutes(60)), START.plus(Duration.ofMinutes(90)));
        recorder.clear();

        gateway.restartAfter(Duration.ofSeconds(1));
        gateway.advance(Duration.ofHours(2));
        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.nominalTimes())
                .containsExactly(
                        first.plus(Duration.ofHours(1)),
                        first.plus(Duration.ofHours(2)),
                        first.plus(Duration.ofHours(3)));
    }

    @Test
    void spreadJobsAreApart() {
        gateway.handler("scan", recorder.succeeding());
        gateway.advance(Duration.ofMinutes(40));
        IntStream.range(0, 30)
                .forEach(i -> gateway.define("job " + i, "every hour at :00 spread over 30 minutes", "scan"));

        gateway.advance(Duration.ofMinutes(50));

        List<Instant> times = recorder.nominalTimes();
        assertThat(times)
                .hasSize(30)
                .allMatch(time -> !time.isBefore(START.plus(Duration.ofMinutes(60)))
                        && time.isBefore(START.plus(Duration.ofMinutes(90))));
        assertThat(times.stream().distinct()).hasSizeGreaterThan(20);
        assertThat(recorder.calls()).allMatch(context -> context.missed() == 0);
    }

    @Test
    void gatewaysAreApart() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> new ManualScheduler()
                                .define("scan", "every hour at :00 spread over 30 minutes", "scan")
                                .status()
                                .nextRun()
                                .orElseThrow())
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    // Bounds

    @Test
    void startingAndUntilBoundTheRuns() {
        Job job = define("every hour at :00 starting 2026-03-04 12:00 until 2026-03-04 14:00");

        gateway.advance(Duration.ofHours(10));

        assertThat(recorder.nominalTimes()).startsWith(at(12), at(13)).hasSizeBetween(2, 3);
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
        assertThat(job.status().reason()).contains("no further occurrence");
    }

    @Test
    void untilCountsFromTheDefinitionAndNotFromTheStart() {
        define("every hour at :00 until 210 minutes from definition");
        gateway.advance(Duration.ofMinutes(90));

        gateway.restartAfter(Duration.ofMinutes(1));
        gateway.advance(Duration.ofHours(10));

        assertThat(recorder.nominalTimes()).containsExactly(at(11), at(12), at(13));
    }

    @Test
    void whatWasDueBeforeUntilRunsLateAfterIt() {
        define("every hour at :00 until 2026-03-04 12:30");

        gateway.restartAfter(Duration.ofHours(5));
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(12));
        assertThat(recorder.last().missed()).isEqualTo(2);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void betweenKeepsToItsWindow() {
        define("every hour at :00 between 12:00 and 15:00");

        gateway.advance(Duration.ofDays(1));

        assertThat(recorder.nominalTimes()).containsExactly(at(12), at(13), at(14));
    }

    @Test
    void whatTheWindowLeavesOutIsNotMissed() {
        define("every hour at :00 between 12:00 and 15:00");

        gateway.restartAfter(Duration.ofHours(12));

        assertThat(recorder.last().missed()).isEqualTo(3);
        assertThat(recorder.last().nominalTime()).isEqualTo(at(14));
    }

    private Job define(String schedule) {
        if (gateway.scheduler().jobs().isEmpty()) {
            gateway.handler("scan", recorder.succeeding());
        }
        return gateway.define("scan", schedule, "scan");
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour - 10));
    }
}
