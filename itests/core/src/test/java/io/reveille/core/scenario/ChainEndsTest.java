package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every end of a run that is one for good is told to the jobs that follow. */
class ChainEndsTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder doses = new Recorder();
    private final Recorder alarms = new Recorder();
    private final Registration handler = gateway.handler("alarm", alarms.succeeding());

    @ParameterizedTest
    @EnumSource
    void anAbandonedRunIsToldToAllWhereverTheirDefinitionsStand(Misfire misfire) {
        dose();
        follow("a", misfire);
        follow("z", misfire);
        gateway.advance(Duration.ofMinutes(61));

        gateway.crashFor(Duration.ofSeconds(10));
        gateway.advance(Duration.ofSeconds(10));

        assertThat(alarmed()).containsExactlyInAnyOrder("a", "z");
        gateway.restartAfter(Duration.ofSeconds(10));
        assertThat(alarmed()).as("told once").hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whoComesLaterThanTheJobIsToldOverFurtherCrashes(Misfire misfire) {
        dose();
        follow("a", misfire);
        follow("z", misfire);
        gateway.advance(Duration.ofMinutes(61));
        gateway.kill();
        handler.close();
        gateway.start();
        gateway.advance(Duration.ofMinutes(1)); // the end and the triggers are saved, their handler is not there

        gateway.crashFor(Duration.ofSeconds(1));
        assertThat(alarmed()).isEmpty();
        handler.register();
        gateway.advance(Duration.ofSeconds(10));
        assertThat(alarmed()).containsExactlyInAnyOrder("a", "z");
        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(alarmed().stream().distinct()).hasSize(2);
    }

    @Test
    void aCrashBeforeAnythingIsSavedTellsOnce() {
        dose();
        follow("a", Misfire.ONCE);
        follow("z", Misfire.ONCE);
        gateway.advance(Duration.ofMinutes(61));
        gateway.kill();
        gateway.start();
        gateway.advance(Duration.ofMinutes(5));
        gateway.crashFor(Duration.ofMinutes(1));
        gateway.advance(Duration.ofMinutes(5));

        assertThat(alarmed()).containsExactlyInAnyOrder("a", "z");
    }

    @Test
    void aRunThatAStopCutsOffForGoodIsTold() {
        dose();
        follow("a", Misfire.ONCE);
        gateway.advance(Duration.ofMinutes(61));

        gateway.restartAfter(Duration.ofSeconds(10));
        gateway.advance(Duration.ofSeconds(10));

        assertThat(alarmed()).containsExactly("a");
    }

    @Test
    void aRunThatRunsAgainAfterAStopHasNotEnded() {
        gateway.asyncHandler("pump", doses.lasting());
        gateway.define("m dose", "every hour at :00", "pump");
        follow("a", Misfire.ONCE);
        gateway.advance(Duration.ofMinutes(61));

        gateway.restartAfter(Duration.ofSeconds(10));
        gateway.advance(Duration.ofSeconds(10));

        assertThat(doses.calls()).hasSize(2);
        assertThat(alarms.calls()).isEmpty();
    }

    @Test
    void attemptsThatAPauseEndsAreTold() {
        gateway.handler("pump", context -> JobResult.failure("dry"));
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("m dose")
                .retry(3, Duration.ofMinutes(10), Duration.ofMinutes(10))
                .run("pump");
        follow("a", Misfire.ONCE);
        gateway.advance(Duration.ofMinutes(61));
        assertThat(alarms.calls()).isEmpty();

        gateway.job("m dose").pause();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(alarmed()).containsExactly("a");
    }

    @Test
    void aQuarantineByCrashesIsTold() {
        gateway.asyncHandler("pump", doses.lasting());
        gateway.define("m dose", "every hour at :00", "pump");
        follow("a", Misfire.SKIP);
        follow("z", Misfire.SKIP);
        gateway.advance(Duration.ofMinutes(60).plusSeconds(1));
        for (int i = 0; i < 4; i++) {
            gateway.crashFor(Duration.ofSeconds(10));
            gateway.advance(Duration.ofSeconds(1));
        }
        gateway.advance(Duration.ofSeconds(10));

        assertThat(gateway.job("m dose").status().reason()).contains("quarantined after the gateway crashed");
        assertThat(alarmed()).containsExactlyInAnyOrder("a", "z");
        gateway.job("m dose").resume();
        gateway.advance(Duration.ofSeconds(10));
        assertThat(alarmed()).hasSize(2);
    }

    private void dose() {
        gateway.asyncHandler("pump", doses.lasting());
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("m dose")
                .delivery(Delivery.AT_MOST_ONCE)
                .run("pump");
    }

    private void follow(String name, Misfire misfire) {
        gateway.scheduler()
                .schedule("after \"m dose\" fails")
                .named(name)
                .misfire(misfire)
                .run("alarm");
        gateway.settle();
    }

    private List<String> alarmed() {
        List<String> names = new ArrayList<>();
        alarms.calls().forEach(call -> names.add(call.jobName()));
        return names;
    }
}
