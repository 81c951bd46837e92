package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every decision can be explained. */
class ExplainTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aJobThatHasNotRun() {
        gateway.handler("scan", recorder.succeeding());

        assertThat(gateway.define("scan", "every 10 minutes", "scan").explain())
                .isEqualTo("It runs next at 2026-03-04T10:10:00Z, in 10 min, because its schedule says: "
                        + "Every 10 minutes. It has not run yet.");
    }

    @Test
    void aJobThatRan() {
        gateway.handler("scan", recorder.doing(context -> JobResult.success("found 3")));
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(11).plusSeconds(5));

        assertThat(job.explain())
                .isEqualTo("It runs next at 2026-03-04T10:20:00Z, in 8 min 55 s, because its schedule says: "
                        + "Every 10 minutes. Its last run started at 2026-03-04T10:10:00Z, 1 min 5 s ago, "
                        + "for 2026-03-04T10:10:00Z, took 0 ms and succeeded: found 3.");
    }

    @Test
    void aJobThatRuns() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(13));

        assertThat(job.explain()).startsWith("It is running now. It runs next at 2026-03-04T10:20:00Z, in 7 min");
    }

    @Test
    void aJobThatWaitsForItsHandler() {
        Job job = gateway.define("scan", "every 10 minutes", "scan");

        assertThat(job.explain())
                .startsWith("It waits: no service offers the handler \"scan\". If that comes in time, it runs next at "
                        + "2026-03-04T10:10:00Z");
        gateway.advance(Duration.ofMinutes(25));
        assertThat(job.explain())
                .isEqualTo("It waits: no service offers the handler \"scan\". It has been due since "
                        + "2026-03-04T10:10:00Z (Every 10 minutes) and runs once as soon as that comes. "
                        + "It goes on once a bundle is started whose service offers that, or its definition names another "
                        + "handler. It has not run yet.");
        gateway.handler("scan", recorder.succeeding());
        assertThat(job.explain()).contains("for 2026-03-04T10:20:00Z and the 1 missed before");
    }

    @Test
    void aJobThatIsPaused() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        job.pause();

        assertThat(job.explain())
                .isEqualTo(
                        "It is held: paused. Nothing is run until somebody resumes it: Job.resume() and reveille:resume NAME do. "
                                + "Its schedule: Every 10 minutes. It has not run yet.");
    }

    @Test
    void aJobThatIsQuarantined() {
        gateway.handler("scan", recorder.doing(context -> JobResult.failure("no answer.")));
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofHours(1));

        assertThat(job.explain())
                .startsWith(
                        "It is held: quarantined after 5 failures in a row, the last: no answer. Nothing is run until "
                                + "somebody has looked at it: once its cause is mended, Job.resume() and reveille:resume NAME let it go on")
                .endsWith("and failed: no answer. It has failed 5 times in a row.");
    }

    @Test
    void everyJobThatIsHeldNamesTheWayOut() {
        gateway.asyncHandler("hangs", recorder.lasting());
        Map<Job, String> ways = new LinkedHashMap<>();
        Job held = gateway.define("held", "every 10 minutes", "hangs");
        held.pause();
        ways.put(held, "Job.resume()");
        gateway.store("one", "after \"other\"", "hangs");
        gateway.store("other", "after \"one\"", "hangs");
        ways.put(gateway.job("one"), "the schedule of one of these jobs");
        ways.put(gateway.define("waits", "every 10 minutes", "nobody"), "whose service offers that");

        ways.forEach((job, way) -> assertThat(job.explain()).contains(way));
    }

    @Test
    void aJobThatFollowsAWrongClockGoesOnByItself() {
        ManualScheduler early = new ManualScheduler(Instant.parse("1970-01-01T00:00:00Z"), ZoneOffset.UTC);
        early.handler("scan", recorder.succeeding());

        assertThat(early.define("scan", "every day at 08:00", "scan").explain())
                .startsWith("It is held: the clock shows 1970-01-01T00:00:00Z, before this Reveille was made")
                .contains("It goes on by itself once the clock is right; if that is right as it is, "
                        + "ScheduleService.trustClock() and reveille:trustClock say so.");
    }

    @Test
    void aJobThatIsDone() {
        gateway.handler("scan", recorder.doing(context -> JobResult.cancelJob()));
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofHours(1));

        assertThat(job.explain()).startsWith("It runs no more: its handler ended it (Every 10 minutes).");
    }

    @Test
    void aRetryThatWaits() {
        gateway.handler("scan", recorder.doing(context -> JobResult.retryAfter(Duration.ofSeconds(90))));
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(job.explain())
                .startsWith(
                        "Its occurrence waits: attempt 1 failed, and it is tried again at 2026-03-04T10:11:30Z, unless the next is due "
                                + "first. It runs next at 2026-03-04T10:20:00Z");
    }

    @Test
    void aRunOnRequestAndOneThatWasCutOff() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = gateway.define("scan", "every 10 minutes", "scan");
        job.trigger();
        gateway.settle();
        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(job.explain()).contains("because somebody asked for it");
        gateway.advance(Duration.ofMinutes(11));

        gateway.restartAfter(Duration.ofSeconds(1));

        assertThat(gateway.job("scan").explain())
                .startsWith("It is running now.")
                .contains("was cut off: cut off: CancellationException: it was told to end at once");
    }

    @Test
    void everyStateHasAReasonButReady() {
        Registration handler = gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "once in 10 minutes", "scan");
        assertThat(job.status().reason()).isEmpty();
        handler.close();
        assertThat(job.status().reason()).isNotEmpty();
        job.pause();
        assertThat(job.status().reason()).isNotEmpty();
        job.resume();
        handler.register();
        gateway.advance(Duration.ofMinutes(11));
        assertThat(job.status().reason()).isNotEmpty();
    }
}
