package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobChange;
import io.reveille.JobChange.Kind;
import io.reveille.ScheduleService;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who did what to which job, and when. */
class TrailTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void offer() {
        gateway.handler("scan", recorder.succeeding());
        gateway.asyncHandler("lasts", recorder.lasting());
    }

    private ScheduleService scheduler() {
        return gateway.scheduler("app");
    }

    private List<String> trail() {
        return scheduler().trail().stream()
                .map(change -> change.job() + " " + change.kind() + " by " + change.by()
                        + (change.times() == 1 ? "" : " x" + change.times())
                        + (change.detail().isEmpty() ? "" : ": " + change.detail()))
                .toList();
    }

    @Test
    void whatIsDoneToAJobIsKeptNewestFirst() {
        Job job = scheduler().schedule("every hour").named("poll").run("lasts");
        gateway.advance(Duration.ofMinutes(1));
        ScheduleService operator = gateway.scheduler("io.reveille.shell").onBehalfOf("anna");
        Job seen = operator.job("poll").orElseThrow();
        seen.pause();
        seen.pause();
        seen.resume();
        seen.resume();
        seen.trigger();
        gateway.settle();
        seen.interrupt();
        gateway.settle();
        seen.interrupt();
        Map<String, Object> properties = new HashMap<>(seen.properties());
        properties.put("schedule", "every 2 hours");
        properties.put("args", "{\"unit\":3}");
        operator.define(properties);
        job.cancel();
        operator.bringBack("poll");

        assertThat(trail())
                .containsExactly(
                        "poll DEFINED by anna (io.reveille.shell)",
                        "poll DELETED by app",
                        "poll CHANGED by anna (io.reveille.shell): schedule, args",
                        "poll INTERRUPTED by anna (io.reveille.shell)",
                        "poll TRIGGERED by anna (io.reveille.shell)",
                        "poll RESUMED by anna (io.reveille.shell)",
                        "poll PAUSED by anna (io.reveille.shell)",
                        "poll DEFINED by app");
        List<JobChange> changes = scheduler().trail("poll");
        assertThat(changes.get(changes.size() - 1).at()).isEqualTo(START);
        assertThat(changes.get(0).at()).isEqualTo(START.plusSeconds(60));
        assertThat(scheduler().trail("none")).isEmpty();
    }

    @Test
    void whatChangesInTheStoreIsNobodysByName() {
        gateway.store("poll", "every hour", "scan");
        gateway.store("poll", "every 2 hours", "scan");
        gateway.delete("io.reveille.job~poll");
        gateway.store("poll", "every 2 hours", "scan");

        assertThat(trail())
                .containsExactly("poll DEFINED by ", "poll DELETED by ", "poll CHANGED by ", "poll DEFINED by ");
    }

    @Test
    void theTrailOutlivesRestartsAndCrashesAndAStartAddsNothing() throws Exception {
        scheduler().schedule("every hour").named("poll").run("scan").pause();
        gateway.advance(Duration.ofMinutes(1));
        List<String> before = trail();

        gateway.crashFor(Duration.ofMinutes(1));
        offer();
        assertThat(trail()).isEqualTo(before).hasSize(2);
        gateway.restartAfter(Duration.ofMinutes(1));

        assertThat(trail()).isEqualTo(before);
    }

    @Test
    void whatCodeDoesAgainAndAgainIsOneEntryAndNotWrittenEachTime() throws Exception {
        Job job = scheduler().schedule("every day at 03:00").named("poll").run("scan");
        job.trigger();
        gateway.advance(Duration.ofMinutes(2));
        String written = gateway.states().text("/trail");
        for (int i = 0; i < 30; i++) {
            job.trigger();
            gateway.advance(Duration.ofMinutes(1));
        }

        assertThat(trail()).containsExactly("poll TRIGGERED by app x31", "poll DEFINED by app");
        assertThat(gateway.states().text("/trail")).isEqualTo(written);
        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(trail()).contains("poll TRIGGERED by app x31");
    }

    @Test
    void aRunThatComesToNothingIsToldWithItsReasonAndAskingAgainFillsNothing() {
        gateway.gate("battery", (occurrence, condition) -> new RunGate.Refusal("the battery is low"));
        Job gated = scheduler()
                .schedule("every day at 03:00")
                .named("poll")
                .onlyIf("battery")
                .run("scan");
        Job busy = scheduler().schedule("every day at 03:00").named("busy").run("lasts");
        Job lone = scheduler().schedule("every day at 03:00").named("lone").run("nobody's");
        busy.trigger();
        for (int i = 0; i < 3; i++) {
            gated.trigger();
            busy.trigger();
            lone.trigger();
            gateway.settle();
        }

        assertThat(gated.history()).isEmpty();
        assertThat(trail())
                .containsExactlyInAnyOrder(
                        "poll TRIGGERED by app x3",
                        "poll TRIGGERED by app x3: did not run: the battery is low",
                        "busy TRIGGERED by app",
                        "busy TRIGGERED by app x3: did not run: a run is under way",
                        "lone TRIGGERED by app x3: did not run: no service offers the handler \"nobody's\"",
                        "poll DEFINED by app",
                        "busy DEFINED by app",
                        "lone DEFINED by app");
    }

    @Test
    void ofARunOfAllEachThatComesToNothingIsToldUnlessTheyAreMany() {
        gateway.gate("battery", (occurrence, condition) -> new RunGate.Refusal("the battery is low"));
        for (int i = 0; i < 21; i++) {
            scheduler()
                    .schedule("every hour")
                    .named("job" + i)
                    .onlyIf("battery")
                    .run("scan");
            if (i == 1) {
                scheduler().runAll(Duration.ZERO);
                gateway.settle();
                assertThat(trail().subList(0, 3))
                        .containsExactly(
                                "job1 TRIGGERED by app: did not run: the battery is low",
                                "job0 TRIGGERED by app: did not run: the battery is low",
                                " TRIGGERED by app: 2 jobs");
            }
        }
        scheduler().runAll(Duration.ZERO);
        gateway.settle();
        assertThat(trail()).startsWith(" TRIGGERED by app: 21 jobs did not run");
    }

    @Test
    void manyAtOnceAreOneEntry() {
        for (int i = 0; i < 3; i++) {
            scheduler().schedule("every hour").named("job" + i).run("scan");
        }
        scheduler().pauseAll();
        scheduler().pauseAll();
        scheduler().resumeAll();
        scheduler().runAll(Duration.ZERO);

        assertThat(trail())
                .startsWith(" TRIGGERED by app: 3 jobs", " RESUMED by app: 3 jobs", " PAUSED by app: 3 jobs")
                .hasSize(6);
    }

    @Test
    void theTrailIsBounded() {
        for (int i = 0; i < 60; i++) {
            Job job = scheduler().schedule("every hour").named("job" + i).run("scan");
            for (int j = 0; j < 12; j++) {
                job.pause();
                job.resume();
            }
        }

        assertThat(scheduler().trail()).hasSize(500);
        assertThat(scheduler().trail("job59")).hasSize(20).noneMatch(change -> change.kind() == Kind.DEFINED);
        assertThat(scheduler().trail("job0")).isEmpty();
    }

    @Test
    void oneOfANewerVersionIsLeftAsItIsAndADamagedOneIsKeptAside() throws Exception {
        gateway.stop();
        String newer = "{\"v\":99,\"changes\":\"?\"}";
        gateway.states().put("/trail", newer);
        gateway.start();
        offer();
        scheduler().schedule("every hour").named("poll").run("scan");
        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(gateway.states().text("/trail")).isEqualTo(newer);

        gateway.stop();
        gateway.states().put("/trail", "{\"v\":1,\"changes\":7}");
        gateway.start();

        assertThat(scheduler().trail()).isEmpty();
        assertThat(scheduler().quarantined()).hasSize(1);
    }
}
