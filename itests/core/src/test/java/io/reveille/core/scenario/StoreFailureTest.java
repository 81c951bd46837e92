package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static io.reveille.testing.internal.ManualEngine.SETTINGS;
import static io.reveille.testing.internal.ManualEngine.surroundings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.core.engine.Engine;
import io.reveille.schedule.Schedule;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.Recorder;
import io.reveille.testing.internal.ManualExecutor;
import io.reveille.testing.internal.ManualTimeSource;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stores that fail, and what they hold that cannot be used. */
class StoreFailureTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void aDefinitionThatCannotBeStoredIsNoJob() {
        gateway.definitions().fail(true);

        assertThatThrownBy(() -> gateway.define("scan", "every 10 seconds", "scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("scan", "could not be stored", "nothing was changed", "the disk is full")
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void aChangeThatCannotBeStoredChangesNothing() {
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.definitions().fail(true);

        assertThatThrownBy(() -> gateway.define("scan", "every 20 seconds", "scan"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 10 seconds"));

        gateway.definitions().fail(false);
        gateway.define("scan", "every 20 seconds", "scan");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 20 seconds"));
    }

    @Test
    void aJobThatCannotBeDeletedGoesOn() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        gateway.definitions().fail(true);

        assertThatThrownBy(job::cancel)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("scan", "it goes on");
        gateway.advance(Duration.ofSeconds(10));
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void jobsRunWhileTheStateStoreFailsAndNothingIsLost() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.define("gone", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(60));
        gateway.job("gone").cancel();
        gateway.states().fail(true);

        gateway.advance(Duration.ofMinutes(10));
        assertThat(recorder.calls().stream().filter(context -> context.jobName().equals("scan")))
                .hasSize(66);
        gateway.states().fail(false);
        gateway.advance(Duration.ofSeconds(31));
        gateway.crashFor(Duration.ofSeconds(1));

        assertThat(gateway.job("scan").status().runs()).isGreaterThanOrEqualTo(66);
        assertThat(gateway.states().jobs()).containsExactly("scan");
    }

    @Test
    void aFailingStoreIsNotAskedMoreOftenThanAnother() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(60));
        gateway.states().fail(true);
        int saves = gateway.states().saves();

        gateway.advance(Duration.ofMinutes(10));

        assertThat(gateway.states().saves() - saves).isBetween(10, 20);
    }

    @Test
    void aRecordThatIsRefusedCostsNoOtherAndIsNotTriedAgainUntilItChanges() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("good", "every minute", "scan");
        gateway.define("bad", "every hour", "scan");
        gateway.states().refuse("bad", "/claims/bad");
        gateway.advance(Duration.ofMinutes(61));
        gateway.states().refuse();
        int saves = gateway.states().saves();

        gateway.advance(Duration.ofSeconds(59));
        assertThat(gateway.states().saves()).isEqualTo(saves);
        assertThat(gateway.states().text("bad")).doesNotContain("\"runs\"");
        assertThat(gateway.states().text("good")).contains("\"runs\":61");

        gateway.advance(Duration.ofMinutes(60));
        assertThat(gateway.states().text("bad")).contains("\"runs\":2");
    }

    @Test
    void aStartWhoseClaimIsRefusedIsPutOff() {
        gateway.handler("scan", recorder.succeeding());
        gateway.scheduler()
                .schedule("every hour")
                .named("once")
                .delivery(Delivery.AT_MOST_ONCE)
                .run("scan");
        gateway.states().refuse("/claims/once");

        gateway.advance(Duration.ofMinutes(61));
        assertThat(recorder.calls()).isEmpty();

        gateway.states().refuse();
        gateway.advance(Duration.ofMinutes(1));
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void whatCouldNotBeSavedIsSavedAtTheStop() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.states().fail(true);
        gateway.advance(Duration.ofSeconds(100));
        gateway.states().fail(false);

        gateway.restartAfter(Duration.ofSeconds(1));

        assertThat(gateway.job("scan").status().runs()).isEqualTo(10);
    }

    @Test
    void aStoreThatHangsIsGivenOneBatchAtATime() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(60));
        Inside.of(gateway).stateThread().hold();

        gateway.advance(Duration.ofMinutes(10));
        assertThat(Inside.of(gateway).stateThread().waiting()).isEqualTo(1);
        assertThat(recorder.calls()).hasSize(66);

        Inside.of(gateway).stateThread().release();
        gateway.advance(Duration.ofSeconds(31));
        gateway.crashFor(Duration.ofSeconds(1));
        assertThat(gateway.job("scan").status().runs()).isGreaterThanOrEqualTo(66);
    }

    @Test
    void aDamagedRecordCostsOneJobItsState() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("a", "every 10 seconds", "scan");
        gateway.define("b", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(60));
        gateway.stop();
        gateway.states().put("a", gateway.states().text("a").replace("\"chain\"", "\"chain"));

        gateway.start();
        gateway.advance(Duration.ofSeconds(10));

        assertThat(gateway.job("a").status().runs()).isEqualTo(1);
        assertThat(gateway.job("b").status().runs()).isEqualTo(7);
    }

    @Test
    void everyKindOfDamageCostsOnlyTheOneJob() {
        for (String damage : new String[] {
            "",
            "[]",
            "{\"v\":1}",
            "{\"v\":1,\"schedule\":7}",
            "{\"v\":\"1\"}",
            "{\"v\":1,\"schedule\":\"\",\"bound\":\"1970-01-01T00:00:00Z\",\"consumed\":\"1970-01-01T00:00:00Z\","
                    + "\"orphaned\":\"yesterday\"}",
            "{\"v\":1,\"schedule\":\"\",\"bound\":\"1970-01-01T00:00:00Z\",\"consumed\":\"1970-01-01T00:00:00Z\","
                    + "\"last\":{\"outcome\":\"EXPLODED\"}}",
            "\u0000"
        }) {
            ManualScheduler other = new ManualScheduler();
            other.handler("scan", recorder.succeeding());
            other.define("a", "every 10 seconds", "scan");
            other.stop();
            other.states().put("a", damage);

            other.start();
            other.advance(Duration.ofSeconds(10));

            assertThat(other.job("a").status().runs()).as(damage).isEqualTo(1);
        }
    }

    @Test
    void theStateOfANewerVersionHoldsTheJobAndIsKeptAsItIs() {
        String newer = "{\"v\":99,\"chain\":{\"at\":\"then\"}}";
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 seconds", "scan");
        gateway.stop();
        gateway.states().put("scan", newer);

        gateway.start();
        gateway.advance(Duration.ofMinutes(1));

        Job job = gateway.job("scan");
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(job.status().reason()).contains("version 99", "up to 4");
        assertThat(recorder.calls()).isEmpty();
        job.pause();
        job.resume();
        gateway.scheduler().every(20).seconds().named("scan").run("scan");
        gateway.advance(Duration.ofMinutes(1));
        gateway.restartAfter(Duration.ofDays(100));
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.states().text("scan")).isEqualTo(newer);
        assertThat(recorder.calls()).isEmpty();

        assertThat(gateway.job("scan").cancel()).isTrue();
        gateway.advance(Duration.ofMinutes(1));
        assertThat(gateway.states().jobs()).isEmpty();
    }

    @Test
    void withoutItsStoresTheEngineDoesNotStart() {
        MemoryStateStore states = new MemoryStateStore();
        MemoryDefinitionStore definitions = new MemoryDefinitionStore();
        ManualExecutor thread = new ManualExecutor();
        Engine engine =
                new Engine(SETTINGS, states, surroundings(new ManualTimeSource(START), thread, 4, thread, thread));

        states.fail(true);
        assertThatThrownBy(() -> engine.load(definitions)).isInstanceOf(IOException.class);
        states.fail(false);
        definitions.fail(true);
        assertThatThrownBy(() -> engine.load(definitions)).isInstanceOf(IOException.class);
    }
}
