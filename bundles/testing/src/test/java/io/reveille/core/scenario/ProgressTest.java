package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.Progress;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
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
