package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a job remembers is saved together with the outcome of its run, or not at all. */
class MemoryTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aFailureThatIsReturnedKeepsWhatWasRemembered() {
        count(context -> JobResult.failure("half done"));

        gateway.advance(Duration.ofHours(2));

        assertThat(recorder.last().memory()).containsEntry("runs", 2);
    }

    @Test
    void aFailureThatIsThrownDoesNot() {
        count(context -> {
            throw new IllegalStateException("broken");
        });

        gateway.advance(Duration.ofHours(2));

        assertThat(recorder.last().memory()).containsEntry("runs", 1);
    }

    @Test
    void theNextAttemptRemembers() {
        Job job = count(
                context -> context.attempt() == 1 ? JobResult.retryAfter(Duration.ofMinutes(1)) : JobResult.success());

        gateway.advance(Duration.ofMinutes(62));

        assertThat(job.history()).hasSize(2);
        assertThat(recorder.last().memory()).containsEntry("runs", 2);
    }

    @Test
    void aRunOnRequestRemembersToo() {
        Job job = count(context -> JobResult.success());
        job.trigger();
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.last().memory()).containsEntry("runs", 2);
    }

    @Test
    void aRunThatIsCutOffRemembersNothing() {
        gateway.asyncHandler("count", context -> {
            context.memory().put("begun", true);
            return recorder.lasting().start(context);
        });
        gateway.define("count", "every hour at :00", "count");
        gateway.advance(Duration.ofMinutes(61));

        gateway.restartAfter(Duration.ofSeconds(10));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.states().text("count")).doesNotContain("begun\":true");
    }

    @Test
    void memoryAndOutcomeAreSavedTogether() {
        for (int second = 0; second < 65; second += 5) {
            ManualScheduler other = new ManualScheduler();
            Recorder calls = new Recorder();
            other.handler("count", calls.doing(MemoryTest::countUp));
            other.define("count", "every 10 seconds", "count");
            other.advance(Duration.ofSeconds(60 + second));

            other.crashFor(Duration.ofMillis(1));
            other.advance(Duration.ofSeconds(10));

            assertThat(calls.last().memory()).as("killed at %s", second).isEqualTo(Map.of("runs", (int)
                    other.job("count").status().runs()));
        }
    }

    private Job count(JobHandler then) {
        gateway.handler("count", recorder.doing(context -> {
            countUp(context);
            return then.run(context);
        }));
        Job job = gateway.define("count", "every hour at :00", "count");
        gateway.settle();
        return job;
    }

    private static JobResult countUp(JobContext context) {
        int runs = context.memory().get("runs") instanceof Number number ? number.intValue() : 0;
        context.memory().put("runs", runs + 1);
        return JobResult.success();
    }
}
