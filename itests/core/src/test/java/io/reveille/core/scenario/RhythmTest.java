package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A job that runs as planned. */
class RhythmTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aJobFromCodeRunsOnTheDotForEver() {
        gateway.handler("modbus-poll", recorder.succeeding());

        Job job = gateway.scheduler()
                .every(10)
                .seconds()
                .named("poll")
                .tagged("field")
                .with(Map.of("unit", 3))
                .run("modbus-poll");
        gateway.advance(Duration.ofMinutes(10));

        List<Instant> onTheDot = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> START.plusSeconds(10L * i))
                .toList();
        assertThat(recorder.nominalTimes()).isEqualTo(onTheDot);
        assertThat(recorder.actualTimes()).isEqualTo(onTheDot);
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(recorder.last().jobName()).isEqualTo("poll");
        assertThat(recorder.last().attempt()).isEqualTo(1);
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().isRecovery()).isFalse();
        assertThat(recorder.last().isTriggered()).isFalse();
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        assertThat(job.status().runs()).isEqualTo(60);
        assertThat(job.status().nextRun()).contains(START.plusSeconds(610));
        assertThat(job.status().owner()).contains("app");
        assertThat(job.status().stored()).isTrue();
    }

    @Test
    void everyRunIsReportedAndTheLastOnesAreRemembered() {
        gateway.handler("count", recorder.doing(context -> JobResult.success("read 7 values", Map.of("values", 7L))));
        Job job = gateway.define("meter", "every 10 seconds", "count");

        gateway.advance(Duration.ofSeconds(250));

        List<RunReport> history = job.history();
        assertThat(history).hasSize(20);
        assertThat(history.get(0).nominalTime()).isEqualTo(START.plusSeconds(250));
        assertThat(history.get(19).nominalTime()).isEqualTo(START.plusSeconds(60));
        assertThat(history.get(0).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(history.get(0).message()).isEqualTo("read 7 values");
        assertThat(history.get(0).data()).isEqualTo(Map.of("values", 7L));
        assertThat(history.get(0).runId()).isEqualTo(recorder.last().runId());
        assertThat(history.stream().map(RunReport::runId).distinct()).hasSize(20);
        assertThat(job.status().lastRun()).contains(history.get(0));
    }

    @Test
    void aCalendarJobRunsAtItsTimeOfDay() {
        gateway.handler("report", recorder.succeeding());
        gateway.define("daily", "every day at 10:30 in Europe/Rome", "report"); // it is 11:00 there

        gateway.advance(Duration.ofDays(2));

        assertThat(recorder.actualTimes())
                .containsExactly(Instant.parse("2026-03-05T09:30:00Z"), Instant.parse("2026-03-06T09:30:00Z"));
    }

    @Test
    void aJobThatRunsOnceIsDoneThen() {
        gateway.handler("update", recorder.succeeding());
        Job job = gateway.define("tonight", "once in 45 minutes", "update");

        gateway.advance(Duration.ofMinutes(44));
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofDays(1));

        assertThat(recorder.actualTimes()).containsExactly(START.plus(Duration.ofMinutes(45)));
        assertThat(job.status().state()).isEqualTo(JobState.DONE);
        assertThat(job.status().reason()).contains("no further occurrence");
        assertThat(job.status().nextRun()).isEmpty();
        assertThat(gateway.nextWakeUp()).isEmpty();
    }

    @Test
    void aRestartDoesNotBindARelativeTimeAgain() {
        gateway.handler("update", recorder.succeeding());
        gateway.define("tonight", "once in 45 minutes", "update");
        gateway.advance(Duration.ofMinutes(20));

        gateway.restartAfter(Duration.ofMinutes(5));
        gateway.advance(Duration.ofHours(2));

        assertThat(recorder.actualTimes()).containsExactly(START.plus(Duration.ofMinutes(45)));
    }

    @Test
    void memoryIsKeptFromRunToRunAndOverARestart() {
        gateway.handler("upload", recorder.doing(context -> {
            long cursor = context.memory().get("cursor") instanceof Long last ? last : 0;
            context.memory().put("cursor", cursor + 1);
            return JobResult.success("cursor " + cursor);
        }));
        Job job = gateway.define("upload", "every 10 seconds", "upload");

        gateway.advance(Duration.ofSeconds(30));
        assertThat(job.history().get(0).message()).isEqualTo("cursor 2");

        gateway.restartAfter(Duration.ofSeconds(1));
        gateway.advance(Duration.ofSeconds(10));
        assertThat(gateway.job("upload").history().get(0).message()).isEqualTo("cursor 3");
    }

    @Test
    void whatAThrowingRunLeftInMemoryIsForgotten() {
        gateway.handler("upload", recorder.doing(context -> {
            context.memory().put("run" + context.memory().size(), true);
            if (recorder.calls().size() == 2) {
                throw new IllegalStateException("lost the line");
            }
            return JobResult.success();
        }));
        gateway.define("upload", "every 10 seconds", "upload");

        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.last().memory().keySet()).containsExactly("run0", "run1");
    }

    @Test
    void aRandomIntervalIsNotDrawnAgainByARestart() {
        gateway.handler("poll", recorder.succeeding());
        Job job = gateway.define("poll", "every 5 to 600 minutes", "poll");
        Instant next = job.status().nextRun().orElseThrow();

        gateway.restartAfter(Duration.ofSeconds(10));

        assertThat(gateway.job("poll").status().nextRun()).contains(next);
        gateway.define("other", "every 5 to 600 minutes", "poll");
        assertThat(gateway.job("other").status().nextRun())
                .isNotEqualTo(gateway.job("poll").status().nextRun());
    }

    @Test
    void anHourlyJobCostsOneWakeUpAnHour() {
        gateway.handler("hourly", recorder.succeeding());
        gateway.define("hourly", "every hour at :00", "hourly");
        gateway.advance(Duration.ofHours(2));
        int steps = Inside.of(gateway).steps();
        int saves = gateway.states().saves();

        for (int hour = 0; hour < 5; hour++) {
            gateway.advance(Duration.ofMinutes(1)); // past the run and its save
            assertThat(gateway.nextWakeUp()).contains(START.plus(Duration.ofHours(hour + 3)));
            gateway.advance(Duration.ofMinutes(59));
        }

        assertThat(recorder.calls()).hasSize(7);
        assertThat(gateway.states().saves() - saves).isEqualTo(5);
        assertThat(Inside.of(gateway).steps() - steps).isLessThan(5 * 10);
    }

    @Test
    void aWhiteboardJobLivesAndDiesWithItsServiceAndKeepsItsState() throws Exception {
        var service = gateway.whiteboard(
                "poll", "every 10 seconds", recorder.succeeding(), Map.of("job.args", "{\"unit\":3}"));
        gateway.advance(Duration.ofSeconds(30));
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(gateway.job("poll").status().stored()).isFalse();
        assertThat(gateway.job("poll").status().owner()).contains("field");
        assertThat(gateway.job("poll").cancel()).isFalse();

        service.close();
        assertThat(gateway.scheduler().job("poll")).isEmpty();
        gateway.advance(Duration.ofSeconds(60));
        service.register();
        gateway.settle();

        assertThat(recorder.calls()).hasSize(4);
        assertThat(recorder.last().missed()).isEqualTo(6);
        assertThat(gateway.job("poll").status().runs()).isEqualTo(4);
    }
}
