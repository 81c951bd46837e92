package io.reveille.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeRulesTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final RunState state = Transitions.create("poll");

    @Test
    void success() {
        Verdict verdict = OutcomeRules.judge(state, returned(JobResult.success("ok", Map.of("n", 1L)), false));

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        RunOutcome.SUCCEEDED,
                        "ok",
                        Map.of("n", 1L),
                        Optional.of(Map.of("cursor", 8L)),
                        Optional.empty(),
                        "",
                        ""));
    }

    @Test
    void aFailureKeepsItsMemoryAndAnExceptionDoesNot() {
        assertThat(OutcomeRules.judge(state, returned(JobResult.failure("no"), false))
                        .memory())
                .contains(Map.of("cursor", 8L));
        Verdict thrown = OutcomeRules.judge(state, thrown("IOException: no", false));
        assertThat(thrown.memory()).isEmpty();
        assertThat(thrown.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(thrown.message()).isEqualTo("IOException: no");
    }

    @Test
    void theFifthFailureInARowQuarantines() {
        for (int failure = 1; failure <= 5; failure++) {
            Verdict verdict = OutcomeRules.judge(state, thrown("no", false));
            assertThat(verdict.quarantine().isEmpty()).as("failure %d", failure).isEqualTo(failure < 5);
            Transitions.ended(state, report(verdict), verdict.memory(), "", verdict.quarantine(), "modbus");
        }
        assertThat(state.isHeld()).isTrue();
    }

    @Test
    void aRetryIsAFailureThatNeverQuarantines() {
        for (int i = 0; i < 9; i++) {
            Verdict verdict = OutcomeRules.judge(state, returned(JobResult.retryAfter(Duration.ofSeconds(3)), false));
            assertThat(verdict.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(verdict.retry()).contains(Duration.ofSeconds(3));
            assertThat(verdict.quarantine()).isEmpty();
            Transitions.retrying(state, report(verdict), Map.of());
        }
    }

    @Test
    void aJobThatItsHandlerEnds() {
        assertThat(OutcomeRules.judge(state, returned(JobResult.cancelJob(), false))
                        .done())
                .isEqualTo("its handler ended it");
    }

    @Test
    void whatIsCutOffIsNoFailureAndLeavesNoMemory() {
        Ending threw = thrown("InterruptedException", true);
        Ending failed = returned(JobResult.failure("told to stop"), true);
        for (Ending end : List.of(threw, failed)) {
            Verdict verdict = OutcomeRules.judge(state, end);
            assertThat(verdict.outcome()).isEqualTo(RunOutcome.INTERRUPTED);
            assertThat(verdict.message()).startsWith("cut off: ");
            assertThat(verdict.memory()).isEmpty();
            assertThat(verdict.quarantine()).isEmpty();
        }
    }

    @Test
    void whoFinishesAllTheSameHasSucceeded() {
        assertThat(OutcomeRules.judge(state, returned(JobResult.success(), true))
                        .outcome())
                .isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void aMessageIsOneShortLine() {
        assertThat(OutcomeRules.oneLine(" a\r\n\tb\0c\u2028d ")).isEqualTo("a b c d");
        assertThat(OutcomeRules.oneLine("x".repeat(200))).hasSize(200).endsWith("x");
        assertThat(OutcomeRules.oneLine("x".repeat(201))).hasSize(200).endsWith("…");
    }

    private static Ending returned(JobResult result, boolean cutOff) {
        return new Ending(NOON, Duration.ZERO, Optional.of(result), result.data(), "", Map.of("cursor", 8L), cutOff);
    }

    private static Ending thrown(String words, boolean cutOff) {
        return new Ending(NOON, Duration.ZERO, Optional.empty(), Map.of(), words, Map.of(), cutOff);
    }

    private static RunReport report(Verdict verdict) {
        return new RunReport(
                "poll",
                "r",
                NOON,
                NOON,
                Duration.ZERO,
                1,
                0,
                false,
                false,
                verdict.outcome(),
                verdict.message(),
                verdict.data());
    }
}
