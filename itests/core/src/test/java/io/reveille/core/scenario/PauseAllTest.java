package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All jobs at once are held, and go on. */
class PauseAllTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void threeJobs() {
        gateway.handler("scan", recorder.succeeding());
        gateway.handler("bad", context -> JobResult.failure("no"));
        gateway.define("a", "every minute", "scan");
        gateway.define("b", "every minute", "scan");
        gateway.define("bad", "every minute", "bad");
    }

    @Test
    void allAreHeldAndGoOnWithoutWhatPassed() {
        assertThat(gateway.scheduler().pauseAll()).isEqualTo(3);
        gateway.advance(Duration.ofMinutes(5).plusSeconds(30));
        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.scheduler().jobs())
                .allMatch(job -> job.status().reason().equals("paused"));

        assertThat(gateway.scheduler().resumeAll()).isEqualTo(3);
        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.calls()).hasSize(2).extracting(JobContext::missed).containsOnly(0);
    }

    @Test
    void resumeSaysHowManyOccurrencesItDrops() {
        Job job = gateway.job("a");
        job.pause();
        gateway.advance(Duration.ofMinutes(5).plusSeconds(30));
        assertThat(job.resume()).isEqualTo(5);
        assertThat(gateway.scheduler().trail("a").get(0).detail()).isEqualTo("5 occurrences dropped");
        assertThat(job.resume()).isZero();
        job.pause();
        assertThat(job.resume()).isZero();

        Job bad = gateway.job("bad");
        assertThat(bad.status().reason()).contains("quarantined");
        gateway.advance(Duration.ofMinutes(10));
        assertThat(bad.resume()).isPositive();
    }

    @Test
    void thoseThatArePausedAlreadyAreNotCounted() {
        gateway.job("a").pause();

        assertThat(gateway.scheduler().pauseAll()).isEqualTo(2);
        assertThat(gateway.scheduler().pauseAll()).isZero();
        assertThat(gateway.scheduler().resumeAll()).isEqualTo(3);
        assertThat(gateway.scheduler().resumeAll()).isZero();
    }

    @Test
    void aQuarantineStays() {
        gateway.advance(Duration.ofMinutes(5));
        assertThat(gateway.job("bad").status().reason()).contains("quarantined");

        assertThat(gateway.scheduler().pauseAll()).isEqualTo(3);
        assertThat(gateway.job("bad").status().reason()).isEqualTo("paused");
        gateway.scheduler().resumeAll();

        Job bad = gateway.job("bad");
        assertThat(bad.status().state()).isEqualTo(JobState.HELD);
        assertThat(bad.status().reason()).contains("quarantined");
        bad.resume();
        assertThat(bad.status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aPauseOfAllOutlivesARestart() {
        gateway.scheduler().pauseAll();
        gateway.advance(Duration.ofMinutes(1));

        gateway.restartAfter(Duration.ofMinutes(1));
        gateway.advance(Duration.ofMinutes(5));

        assertThat(recorder.calls()).isEmpty();
        assertThat(gateway.scheduler().resumeAll()).isEqualTo(3);
    }
}
