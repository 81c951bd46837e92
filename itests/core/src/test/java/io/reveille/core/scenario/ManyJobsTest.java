package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of thousands of jobs is right, and comes to an end. */
@Timeout(300)
class ManyJobsTest {

    private static final int MANY = 10_000;

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void tenThousandThatFollowOneStart() {
        gateway.handler("scan", recorder.succeeding());
        gateway.stop();
        put("first", "every hour");
        for (int i = 0; i < MANY; i++) {
            put("job " + i, "after \"first\"");
        }
        gateway.start();

        assertThat(gateway.scheduler().jobs()).hasSize(MANY + 1);
        assertThat(gateway.scheduler().nextRun()).contains(START.plus(Duration.ofHours(1)));
        gateway.store("first", "after \"job 5000\"", "scan");
        assertThat(gateway.job("job 5000").status().reason())
                .isEqualTo("it follows itself: job 5000 → first → job 5000");
        assertThat(gateway.job("first").status().state()).isEqualTo(JobState.HELD);
        assertThat(gateway.job("job 4999").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void theNextRunTheIdleTimeAndTagsFollowWhateverHappens() {
        gateway.handler("scan", recorder.succeeding());
        Job often = tagged("often", "every 10 minutes", "a");
        tagged("rare", "every 25 minutes", "b");
        assertThat(gateway.scheduler().nextRun()).contains(START.plus(Duration.ofMinutes(10)));
        assertThat(gateway.scheduler().nextRun("b")).contains(START.plus(Duration.ofMinutes(25)));
        assertThat(gateway.scheduler().nextRun("c")).isEmpty();
        assertThat(gateway.scheduler().idle()).contains(Duration.ofMinutes(10));

        often.pause();
        assertThat(gateway.scheduler().nextRun()).contains(START.plus(Duration.ofMinutes(25)));
        assertThat(gateway.scheduler().nextRun("a")).isEmpty();
        assertThat(gateway.scheduler().idle()).contains(Duration.ofMinutes(25));
        often.resume();
        gateway.advance(Duration.ofMinutes(12));
        assertThat(gateway.scheduler().nextRun()).contains(START.plus(Duration.ofMinutes(20)));
        assertThat(gateway.scheduler().idle()).contains(Duration.ofMinutes(8));

        gateway.store(MemoryDefinitionStore.canonical("often"), with("often", "every 3 minutes", "b"));
        assertThat(gateway.scheduler().nextRun("a")).isEmpty();
        assertThat(gateway.scheduler().nextRun("b")).contains(START.plus(Duration.ofMinutes(15)));
        assertThat(gateway.scheduler().jobs("b")).extracting(Job::name).containsExactly("often", "rare");
        assertThat(gateway.scheduler().jobs("a")).isEmpty();
        gateway.delete(MemoryDefinitionStore.canonical("often"));
        assertThat(gateway.scheduler().nextRun("b")).contains(START.plus(Duration.ofMinutes(25)));
        gateway.stepClock(Duration.ofMinutes(30));
        assertThat(gateway.scheduler().nextRun()).contains(START.plus(Duration.ofMinutes(55)));
        assertThat(gateway.scheduler().clear("b")).isEqualTo(1);
        assertThat(gateway.scheduler().nextRun()).isEmpty();
        assertThat(gateway.scheduler().idle()).isEmpty();
    }

    private Job tagged(String name, String schedule, String tag) {
        Job job = gateway.scheduler().schedule(schedule).named(name).tagged(tag).run("scan");
        gateway.settle();
        return job;
    }

    private void put(String name, String schedule) {
        gateway.definitions().put(MemoryDefinitionStore.canonical(name), properties(name, schedule, "scan"));
    }

    private static Map<String, Object> with(String name, String schedule, String tag) {
        Map<String, Object> properties = properties(name, schedule, "scan");
        properties.put("tags", tag);
        return properties;
    }
}
