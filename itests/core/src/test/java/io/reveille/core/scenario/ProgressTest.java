package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.Overlap;
import io.reveille.Progress;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a run has come. */
class ProgressTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private Job job;

    @BeforeEach
    void aRunGoesOn() {
        gateway.asyncHandler("scan", recorder.lasting());
        job = gateway.define("scan", "every hour at :00", "scan");
        gateway.advance(Duration.ofHours(1));
    }

    @Test
    void withoutAWordThereIsNone() {
        assertThat(job.status().progress()).isEmpty();
        assertThat(job.status().running()).isTrue();
    }

    @Test
    void theLastWordCounts() {
        JobContext context = recorder.last();

        context.progress(0.25, "page 1");
        context.progress(0.5, "page 2");

        assertThat(job.status().progress()).contains(new Progress(0.5, "page 2"));
        assertThat(job.explain()).contains("It is at 50 %: page 2.");
    }

    @Test
    void whatLiesOutsideIsBrought() {
        JobContext context = recorder.last();

        context.progress(7, "");
        assertThat(job.status().progress().orElseThrow().fraction()).isEqualTo(1);
        context.progress(-1, "");
        assertThat(job.status().progress().orElseThrow().fraction()).isZero();
        context.progress(Double.NaN, "two\nlines");
        assertThat(job.status().progress()).contains(new Progress(0, "two lines"));
    }

    @Test
    void itsStartIsKnownWhileItIsWithItsHandler() {
        gateway.advance(Duration.ofMinutes(5));

        assertThat(job.status().started()).contains(START.plus(Duration.ofHours(1)));
        assertThat(job.status().attempt()).isEqualTo(1);
        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(job.status().started()).isEmpty();
        assertThat(job.status().attempt()).isZero();
        assertThat(job.history().get(0).startTime()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void anotherAttemptHasAStartOfItsOwn() {
        recorder.finish(JobResult.retryAfter(Duration.ofMinutes(3)));
        gateway.settle();
        assertThat(job.status().started()).isEmpty();

        gateway.advance(Duration.ofMinutes(4));

        assertThat(job.status().started()).contains(START.plus(Duration.ofMinutes(63)));
        assertThat(job.status().attempt()).isEqualTo(2);
    }

    @Test
    void ofRunsSideBySideTheNewestCounts() {
        Job both = gateway.scheduler()
                .schedule("every 10 minutes")
                .named("both")
                .overlap(Overlap.PARALLEL)
                .run("scan");
        gateway.advance(Duration.ofMinutes(25));

        assertThat(recorder.pending()).isEqualTo(3);
        assertThat(both.status().started()).contains(START.plus(Duration.ofMinutes(80)));
    }

    @Test
    void whatWaitsForAPlaceAtItsHandlerHasNotStarted() {
        gateway.asyncHandler("one", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        gateway.define("first", "every hour at :01", "one");
        Job second = gateway.define("second", "every hour at :02", "one");
        gateway.advance(Duration.ofMinutes(3));

        assertThat(second.status().waiting()).isEqualTo("for a free worker");
        assertThat(second.status().running()).isTrue();
        assertThat(second.status().started()).isEmpty();
        assertThat(second.status().attempt()).isZero();
    }

    @Test
    void itEndsWithTheRun() {
        JobContext context = recorder.last();
        context.progress(0.5, "");
        recorder.finish(JobResult.success());
        gateway.settle();

        context.progress(0.7, "");

        assertThat(job.status().progress()).isEmpty();
        gateway.advance(Duration.ofHours(1));
        assertThat(job.status().progress()).isEmpty();
    }
}
