package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.spi.JobEvent;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach the handler, and nobody else. */
class SecretsScenarioTest {

    private static final String VALUE = "correct-horse-battery";

    @TempDir
    private Path folder;

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private Path file;

    @BeforeEach
    void aFileWithOneSecret() throws IOException {
        file = folder.resolve("secrets");
        Files.writeString(file, "token=" + VALUE + "\n");
        gateway.secrets(file);
    }

    @Test
    void theHandlerGetsItAndTheDefinitionDoesNot() {
        gateway.handler("upload", recorder.succeeding());
        Job job = define();

        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.last().arguments()).isEqualTo(Map.of("auth", "Bearer " + VALUE));
        assertThat(job.definition().arguments()).isEqualTo(Map.of("auth", "Bearer ${secret:token}"));
    }

    @Test
    void whatTheHandlerSaysOfItIsHiddenWhereverItGoes() {
        gateway.handler("upload", recorder.doing(context -> {
            String auth = String.valueOf(context.arguments().get("auth"));
            return JobResult.success("sent with " + auth, Map.of("used", auth, "list", List.of(auth)));
        }));
        Job job = define();
        gateway.define("next", "after \"upload\"", "upload");

        gateway.advance(Duration.ofHours(1).plusMinutes(1));

        assertThat(job.history().get(0).message())
                .startsWith("sent with Bearer ")
                .doesNotContain(VALUE);
        assertThat(job.history().get(0).data().toString()).doesNotContain(VALUE);
        hiddenEverywhere();
    }

    @Test
    void anExceptionIsHiddenToo() {
        gateway.handler("upload", recorder.doing(context -> {
            throw new IllegalStateException("refused: " + context.arguments().get("auth"));
        }));
        Job job = define();

        gateway.advance(Duration.ofHours(1).plusMinutes(1));

        assertThat(job.history().get(0).message()).contains("refused").doesNotContain(VALUE);
        hiddenEverywhere();
    }

    @Test
    void progressIsHiddenToo() {
        gateway.asyncHandler("upload", recorder.lasting());
        Job job = define();
        gateway.advance(Duration.ofHours(1));

        recorder.last().progress(0.5, "with " + VALUE);

        assertThat(job.status().progress().orElseThrow().message())
                .startsWith("with ")
                .doesNotContain(VALUE);
        assertThat(job.explain()).doesNotContain(VALUE);
    }

    @Test
    void aSecretThatIsNotThereFailsTheRunAndSaysWhich() throws IOException {
        Files.writeString(file, "other=1\n");
        gateway.handler("upload", recorder.succeeding());
        Job job = define();

        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.calls()).isEmpty();
        assertThat(job.history().get(0).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(job.history().get(0).message()).contains("no secret token");
    }

    @Test
    void aChangedSecretCountsWithTheNextRun() throws IOException {
        gateway.handler("upload", recorder.succeeding());
        define();
        gateway.advance(Duration.ofHours(1));

        Files.writeString(file, "token=another-one\n");
        gateway.advance(Duration.ofHours(1));

        assertThat(recorder.last().arguments()).isEqualTo(Map.of("auth", "Bearer another-one"));
    }

    private void hiddenEverywhere() {
        for (String job : gateway.states().jobs()) {
            assertThat(gateway.states().text(job)).doesNotContain(VALUE);
        }
        assertThat(gateway.events()).extracting(JobEvent::toString).noneMatch(text -> text.contains(VALUE));
        assertThat(gateway.scheduler().jobs()).noneMatch(job -> job.explain().contains(VALUE));
    }

    private Job define() {
        Job job = gateway.scheduler()
                .schedule("every hour at :00")
                .named("upload")
                .with(Map.of("auth", "Bearer ${secret:token}"))
                .run("upload");
        gateway.settle();
        return job;
    }
}
