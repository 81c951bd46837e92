package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
