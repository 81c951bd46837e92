package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.reveille.GateAnswer;
import io.reveille.Job;
import io.reveille.spi.RunGate;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the gates of a job stand, for somebody who only wants to know. */
class AskGatesTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private final List<RunGate.Occurrence> asked = new ArrayList<>();
    private int held; // permits

    private Job job(String... conditions) {
        Job job = gateway.scheduler()
                .schedule("every hour at :00")
                .named("upload")
                .onlyIf(conditions)
                .run("upload");
        gateway.settle();
        return job;
    }

    private RunGate.Answer open(RunGate.Occurrence occurrence) {
        asked.add(occurrence);
        held++;
        return (Permit) () -> held--;
    }

    @Test
    void allAnswerThoseWithoutANameFirstWhateverTheOthersSay() {
        gateway.gate("link", (occurrence, condition) -> new Refusal("no link on " + condition));
        gateway.gate("modem", (occurrence, condition) -> open(occurrence));
        gateway.gate("", (occurrence, condition) -> new Refusal("the update is not over"));
        gateway.gate("other", (occurrence, condition) -> open(occurrence));
        Job job = job("modem", "link  eth0 ", "gone above 3");

        assertThat(job.askGates())
                .containsExactly(
                        new GateAnswer("", "", false, "the update is not over"),
                        new GateAnswer("modem", "", true, ""),
                        new GateAnswer("link", "eth0", false, "no link on eth0"),
                        new GateAnswer("gone", "above 3", false, "there is no gate \"gone\""));
        assertThat(asked).containsExactly(new RunGate.Occurrence("upload", START));
    }

    @Test
    void aPermitIsGivenBackBeforeTheNextIsAsked() {
        List<Integer> seen = new ArrayList<>();
        gateway.gate("modem", (occurrence, condition) -> open(occurrence));
        gateway.gate("link", (occurrence, condition) -> {
            seen.add(held);
            return Permit.OPEN;
        });
        Job job = job("modem", "link");

        job.askGates();

        assertThat(asked).hasSize(1);
        assertThat(seen).containsExactly(0);
    }

    @Test
    void aPermitThatCannotBeGivenBackIsAYesAllTheSame() {
        gateway.gate("modem", (occurrence, condition) -> (Permit) () -> {
            throw new IllegalStateException("stuck");
        });

        assertThat(job("modem").askGates()).containsExactly(new GateAnswer("modem", "", true, ""));
    }

    @Test
    void aGateThatFailsIsANoWithItsReason() {
        gateway.gate("disk", (occurrence, condition) -> {
            throw new StackOverflowError("deep");
        });
        gateway.gate("odd", (occurrence, condition) -> nothing());

        assertThat(job("disk", "odd").askGates())
                .extracting(GateAnswer::open, GateAnswer::reason)
                .containsExactly(
                        tuple(false, "the gate \"disk\" failed: java.lang.StackOverflowError: deep"),
                        tuple(false, "the gate \"odd\" gives no answer"));
    }

    @SuppressWarnings("NullAway") // a gate may be written without it
    private static RunGate.Answer nothing() {
        return null;
    }

    @Test
    void withoutGatesThereIsNothingToSay() {
        gateway.gate("link", (occurrence, condition) -> open(occurrence));

        assertThat(job().askGates()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void nothingOfTheJobChanges() {
        gateway.handler("upload", recorder.succeeding());
        gateway.gate("link", (occurrence, condition) -> open(occurrence));
        Job job = job("link");
        int events = gateway.events().size();
        Instant next = gateway.nextWakeUp().orElseThrow();

        job.askGates();
        gateway.settle();

        assertThat(gateway.nextWakeUp()).contains(next);
        assertThat(gateway.events()).hasSize(events);
        assertThat(job.status().lastRun()).isEmpty();
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aHeldJobIsAskedAboutToo() {
        gateway.gate("link", (occurrence, condition) -> open(occurrence));
        Job job = job("link");
        job.pause();

        assertThat(job.askGates()).containsExactly(new GateAnswer("link", "", true, ""));
    }

    @Test
    void whoeverWouldWaitForItselfGetsANo() {
        gateway.gate("link", (occurrence, condition) -> open(occurrence));
        Job job = job("link");
        Inside.of(gateway).questions().hold();

        assertThat(job.askGates())
                .containsExactly(new GateAnswer(
                        "link", "", false, "the gate \"link\" was not asked: another one does not answer"));

        Inside.of(gateway).questions().release();
        gateway.settle();
        assertThat(asked).as("once nobody waits for an answer any more").isEmpty();
    }

    @Test
    void ofAJobThatIsGoneNothingIsAsked() {
        gateway.gate("link", (occurrence, condition) -> open(occurrence));
        Job job = job("link");
        job.cancel();
        gateway.settle();

        assertThatIllegalStateException().isThrownBy(job::askGates).withMessageContaining("\"upload\"");
        assertThat(asked).isEmpty();
    }
}
