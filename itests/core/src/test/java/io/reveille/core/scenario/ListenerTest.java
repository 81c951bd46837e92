package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.spi.RunGate;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What listeners are told. */
class ListenerTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @Test
    void eventsComeInTheOrderOfWhatHappened() {
        Registration handler = gateway.handler("scan", recorder.doing(context -> JobResult.success("found 3")));
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));
        handler.close();
        handler.register();
        gateway.job("scan").pause();
        gateway.store("scan", "every 20 seconds", "scan");
        gateway.delete("io.reveille.job~scan");

        assertThat(gateway.events())
                .extracting(JobEvent::type)
                .containsExactly(
                        JobEvent.Type.DEFINED,
                        JobEvent.Type.RUN_STARTED,
                        JobEvent.Type.RUN_ENDED,
                        JobEvent.Type.STATE,
                        JobEvent.Type.STATE,
                        JobEvent.Type.STATE,
                        JobEvent.Type.CHANGED,
                        JobEvent.Type.REMOVED);
        assertThat(gateway.events()).extracting(JobEvent::job).containsOnly("scan");
        assertThat(gateway.events().stream()
                        .filter(event -> event.type() == JobEvent.Type.STATE)
                        .map(event -> event.status().state()))
                .containsExactly(JobState.WAITING_FOR_HANDLER, JobState.READY, JobState.HELD);
        JobEvent ended = gateway.events().get(2);
        assertThat(ended.run().orElseThrow().message()).isEqualTo("found 3");
        assertThat(ended.status().runs()).isEqualTo(1);
        assertThat(ended.status().running()).isFalse();
        assertThat(gateway.events().get(1).status().running()).isTrue();
    }

    // What an occurrence waits for

    private List<String> waits(String job) {
        return gateway.events().stream()
                .filter(event ->
                        event.type() == JobEvent.Type.WAITING && event.job().equals(job))
                .map(event -> event.status().waiting())
                .toList();
    }

    @Test
    void aGateThatKeepsAJobOfAChainIsToldOnceForEachReason() {
        String[] reason = {"no link"};
        gateway.handler("scan", recorder.succeeding());
        gateway.gate(
                "link",
                (occurrence, condition) -> reason[0].isEmpty() ? RunGate.Permit.OPEN : new RunGate.Refusal(reason[0]));
        gateway.define("first", "every hour at :30", "scan");
        gateway.scheduler()
                .schedule("after \"first\"")
                .named("second")
                .onlyIf("link")
                .run("scan");

        gateway.advance(Duration.ofMinutes(40));
        assertThat(waits("second")).containsExactly("no link");
        reason[0] = "no signal";
        gateway.advance(Duration.ofMinutes(10));
        assertThat(waits("second")).containsExactly("no link", "no signal");
        reason[0] = "";
        gateway.advance(Duration.ofMinutes(5));

        assertThat(waits("second")).hasSize(2);
        assertThat(gateway.events().stream()
                        .filter(event -> event.job().equals("second") && event.type() == JobEvent.Type.RUN_STARTED)
                        .map(event -> event.status().waiting()))
                .containsExactly("");
        assertThat(waits("first")).isEmpty();
    }

    @Test
    void whatAGateLetsGoAtOnceWaitsForNothing() {
        gateway.handler("scan", recorder.succeeding());
        gateway.gate("link", (occurrence, condition) -> RunGate.Permit.OPEN);
        gateway.scheduler()
                .schedule("every minute")
                .named("scan")
                .onlyIf("link")
                .run("scan");

        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.calls()).hasSize(10);
        assertThat(waits("scan")).isEmpty();
    }

    @Test
    void theEndOfAWaitThatLedToNoRunIsTold() {
        gateway.handler("scan", recorder.succeeding());
        gateway.gate("link", (occurrence, condition) -> new RunGate.Refusal("no link"));
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("scan")
                .onlyIf("link")
                .deferAtMost(Duration.ofMinutes(10))
                .misfire(Misfire.SKIP)
                .run("scan");

        gateway.advance(Duration.ofMinutes(80));

        assertThat(waits("scan")).containsExactly("no link", "");
    }

    @Test
    void runsSideBySideThatOneGateKeepsAreToldTogether() {
        gateway.handler("scan", recorder.succeeding());
        gateway.gate("link", (occurrence, condition) -> new RunGate.Refusal("no link"));
        gateway.scheduler()
                .schedule("every hour at :00")
                .named("scan")
                .onlyIf("link")
                .deferAtMost(Duration.ofHours(5))
                .overlap(Overlap.PARALLEL)
                .run("scan");

        gateway.advance(Duration.ofMinutes(200));

        assertThat(waits("scan")).containsExactly("no link");
    }

    @Test
    void aWaitForAWorkerIsToldOnceItLasts() {
        gateway.asyncHandler("one", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        gateway.define("first", "every hour at :00", "one");
        gateway.define("second", "every hour at :00", "one");
        gateway.advance(Duration.ofHours(1).plusMillis(999));
        assertThat(waits("second")).isEmpty();

        gateway.advance(Duration.ofMillis(1));
        assertThat(waits("second")).containsExactly("for a free worker");
        gateway.advance(Duration.ofMinutes(20));
        assertThat(waits("second")).hasSize(1);
        assertThat(waits("first")).isEmpty();
    }

    @Test
    void aShortWaitForAWorkerIsNotToldAndWakesNobody() {
        gateway.asyncHandler("one", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        gateway.define("first", "every hour at :00", "one");
        gateway.define("second", "every hour at :00", "one");
        gateway.advance(Duration.ofHours(1).plusMillis(500));
        recorder.finish(JobResult.success());
        gateway.settle();
        assertThat(recorder.pending()).isEqualTo(1);
        int steps = Inside.of(gateway).steps();

        gateway.advance(Duration.ofMillis(900));

        assertThat(waits("second")).isEmpty();
        assertThat(Inside.of(gateway).steps() - steps).isEqualTo(2); // of the test itself
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyFromBeingTold() {
        gateway.asyncHandler("one", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        gateway.define("first", "every hour at :00", "one");
        gateway.define("second", "every hour at :00", "one");
        gateway.advance(Duration.ofHours(1).plusMillis(500));
        assertThat(waits("second")).isEmpty();

        gateway.stepClock(Duration.ofMinutes(-30));
        gateway.advance(Duration.ofSeconds(2));

        assertThat(waits("second")).hasSize(1);
    }

    @Test
    void veryManyThatWaitTogetherAreToldFewAtATime() {
        gateway.asyncHandler("one", recorder.lasting(), Map.of("job.handler.concurrency", 1));
        for (int i = 0; i < 251; i++) {
            gateway.define("job " + i, "every hour at :00", "one");
        }
        gateway.advance(Duration.ofHours(1).plusMillis(1500));
        assertThat(allWaits()).isEqualTo(100);
        gateway.advance(Duration.ofSeconds(1));
        assertThat(allWaits()).isEqualTo(200);
        gateway.advance(Duration.ofMinutes(1));
        assertThat(allWaits()).isEqualTo(250);
    }

    private long allWaits() {
        return gateway.events().stream()
                .filter(event -> event.type() == JobEvent.Type.WAITING)
                .count();
    }

    @Test
    void aListenerThatThrowsHarmsNeitherJobsNorOtherListeners() {
        List<JobEvent> heard = new ArrayList<>();
        Inside.of(gateway).engine().listenerAdded(event -> {
            throw new IllegalStateException("no database");
        });
        Inside.of(gateway).engine().listenerAdded(event -> {
            throw new StackOverflowError();
        });
        Inside.of(gateway).engine().listenerAdded(heard::add);
        gateway.handler("scan", recorder.succeeding());

        gateway.define("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(30));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(heard).isEqualTo(gateway.events());
        assertThat(heard).isNotEmpty();
    }

    @Test
    void aListenerThatHasGoneIsToldNothing() {
        List<JobEvent> heard = new ArrayList<>();
        JobListener listener = heard::add;
        Inside.of(gateway).engine().listenerAdded(listener);
        gateway.define("a", "every 10 seconds", "scan");
        assertThat(heard).isNotEmpty();
        heard.clear();

        Inside.of(gateway).engine().listenerRemoved(listener);
        gateway.define("b", "every 10 seconds", "scan");

        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerMayAskTheScheduler() {
        List<Boolean> answers = new ArrayList<>();
        Inside.of(gateway)
                .engine()
                .listenerAdded(event ->
                        answers.add(gateway.scheduler().job(event.job()).isPresent()));

        gateway.define("scan", "every 10 seconds", "scan");

        assertThat(answers).containsOnly(true);
    }
}
