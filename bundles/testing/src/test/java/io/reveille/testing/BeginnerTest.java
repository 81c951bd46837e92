package io.reveille.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a test says that fails by a mistake of a beginner; descriptions of components lie in src/test/resources. */
class BeginnerTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    /** A complete job by its description. */
    static class Looked implements JobHandler {
        @Override
        public JobResult run(JobContext job) {
            return JobResult.success("least " + job.arguments().get("least"));
        }
    }

    /** With a mistake in its schedule. */
    static class Slipped extends Looked {}

    /** Without {@code @JobHandlerName}. */
    static class Nameless extends Looked {}

    /** Without {@code @Component}. */
    static class Bare extends Looked {}

    /** No job of its own. */
    static class Later implements AsyncJobHandler {
        @Override
        public CompletionStage<JobResult> start(JobContext job) {
            return CompletableFuture.completedStage(JobResult.success());
        }
    }

    /** No handler. */
    static class Stranger {}

    @Test
    void aJobThatIsNotThereIsAnsweredWithThoseThatAre() {
        gateway.define("doors", "every minute", "door-check");
        assertThatThrownBy(() -> gateway.job("door"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no job \"door\"; there is \"doors\".");
    }

    @Test
    void aMistakeInAScheduleIsShownWhereItsJobIsMissed() {
        gateway.whiteboard("doors", "every minut", recorder.succeeding(), Map.of());
        assertThatThrownBy(() -> gateway.job("doors"))
                .hasMessageContainingAll(
                        "There is no job \"doors\"; there is none.", "every minut", "did you mean \"minute");
    }

    @Test
    void aJobThatHasNotRunSaysWhenItWill() {
        gateway.handler("door-check", recorder.succeeding());
        gateway.define("doors", "every hour at :30", "door-check");
        gateway.advance(Duration.ofMinutes(20));
        assertThatThrownBy(() -> gateway.lastRun("doors"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("\"doors\" has not run up to 2026-03-04T10:20:00Z", "10:30");

        gateway.advance(Duration.ofMinutes(10));
        assertThat(gateway.lastRun("doors").message()).isEmpty();
    }

    @Test
    void aJobWithoutItsHandlerSaysSo() {
        gateway.handler("door-chek", recorder.succeeding());
        gateway.define("doors", "every minute", "door-check");
        gateway.advance(Duration.ofMinutes(20));
        assertThatThrownBy(() -> gateway.lastRun("doors"))
                .hasMessageContainingAll("It waits: no service offers the handler", "door-check");
    }

    @Test
    void annotationsAreThoseOfTheDescription() {
        gateway.annotated(new Looked());
        gateway.advance(Duration.ofSeconds(10));
        assertThat(gateway.lastRun("looked").message()).isEqualTo("least 7");
        assertThat(gateway.job("looked").definition().toString()).contains("a", "b");
        assertThat(gateway.scheduler().jobs("b")).hasSize(1);

        gateway.annotated(new Later()).close();
        assertThat(gateway.scheduler().jobs()).hasSize(1);
    }

    @Test
    void whatLacksInTheAnnotationsIsNamed() {
        gateway.annotated(new Slipped());
        assertThatThrownBy(() -> gateway.job("slipped")).hasMessageContainingAll("every 10 secnds", "\"seconds\"?");
        assertThatThrownBy(() -> gateway.annotated(new Nameless())).hasMessageContaining("@JobHandlerName");
        assertThatThrownBy(() -> gateway.annotated(new Bare()))
                .hasMessageContainingAll(
                        "@Component", "OSGI-INF/io.reveille.testing.BeginnerTest$Bare.xml", "mvn package");
        assertThatThrownBy(() -> gateway.annotated(new Stranger())).hasMessageContaining("neither a JobHandler");
        assertThat(List.copyOf(gateway.scheduler().jobs())).isEmpty();
    }
}
