package io.reveille.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobPolicies;
import io.reveille.JobResult;
import io.reveille.Retry;
import io.reveille.RunOutcome;
import io.reveille.core.outcome.Ending.Cut;
import io.reveille.core.outcome.OutcomeRules.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeRulesTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final JobPolicies DEFAULTS = JobPolicies.DEFAULTS;
    private static final JobPolicies TWO_RETRIES =
            DEFAULTS.withRetry(new Retry(2, Duration.ofSeconds(10), Duration.ofMinutes(1)));
    private static final JobPolicies AT_MOST_ONCE = DEFAULTS.withDelivery(Delivery.AT_MOST_ONCE);
    private static final Run FIRST = run(DEFAULTS, 1, 0);

    @Test
    void success() {
        Verdict verdict = OutcomeRules.judge(FIRST, returned(JobResult.success("ok", Map.of("n", 1L)), Cut.NOT));

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
        Verdict told = OutcomeRules.judge(FIRST, returned(JobResult.failure("no"), Cut.NOT));
        assertThat(told)
                .isEqualTo(new Verdict(
                        RunOutcome.FAILED,
                        "no",
                        Map.of(),
                        Optional.of(Map.of("cursor", 8L)),
                        Optional.empty(),
                        "",
                        ""));
        Verdict thrown = OutcomeRules.judge(FIRST, thrown("IOException: no", Cut.NOT));
        assertThat(thrown)
                .isEqualTo(new Verdict(
                        RunOutcome.FAILED, "IOException: no", Map.of(), Optional.empty(), Optional.empty(), "", ""));
    }

    @Test
    void whatNeverBeganHasFailed() {
        Verdict verdict = OutcomeRules.judge(run(TWO_RETRIES, 1, 0), Ending.failed(NOON, "no worker"));

        assertThat(verdict.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(verdict.message()).isEqualTo("no worker");
        assertThat(verdict.retry()).isPresent();
    }

    @Test
    void theFifthFailureInARowQuarantines() {
        for (int before = 0; before < 9; before++) {
            for (Ending end : List.of(
                    thrown("no", Cut.NOT), returned(JobResult.failure("no"), Cut.NOT), thrown("no", Cut.TIMED_OUT))) {
                Verdict verdict = OutcomeRules.judge(run(DEFAULTS, 1, before), end);
                assertThat(verdict.quarantine())
                        .as("%d failures before", before)
                        .isEqualTo(
                                before < 4
                                        ? ""
                                        : "quarantined after " + (before + 1) + " failures in a row, the last: "
                                                + verdict.message());
            }
        }
    }

    // Retries

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "4, false"})
    void aFailureIsTriedAgainAsOftenAsTheDefinitionSays(int attempt, boolean again) {
        for (Ending end : List.of(
                thrown("no", Cut.NOT),
                returned(JobResult.failure("no"), Cut.NOT),
                thrown("no", Cut.TIMED_OUT),
                thrown("no", Cut.LOST))) {
            Verdict verdict = OutcomeRules.judge(run(TWO_RETRIES, attempt, 9), end);

            assertThat(verdict.retry().isPresent()).isEqualTo(again);
            verdict.retry()
                    .ifPresent(delay -> assertThat(delay)
                            .isEqualTo(Backoff.delay(TWO_RETRIES.retry(), attempt, 17))
                            .isBetween(Duration.ofSeconds(10L * attempt), Duration.ofSeconds(12L * attempt)));
            assertThat(verdict.quarantine().isEmpty())
                    .as("only the last attempt quarantines")
                    .isEqualTo(again);
        }
    }

    @Test
    void aHandlerThatAsksForItIsTriedAgainWhateverTheDefinitionSays() {
        for (JobPolicies policies : List.of(DEFAULTS, TWO_RETRIES)) {
            for (int attempt = 1; attempt < 20; attempt++) {
                Verdict verdict = OutcomeRules.judge(
                        run(policies, attempt, 9), returned(JobResult.retryAfter(Duration.ofSeconds(3)), Cut.NOT));
                assertThat(verdict.outcome()).isEqualTo(RunOutcome.FAILED);
                assertThat(verdict.retry()).as("its delay, not ours").contains(Duration.ofSeconds(3));
                assertThat(verdict.memory()).contains(Map.of("cursor", 8L));
                assertThat(verdict.quarantine()).isEmpty();
            }
        }
    }

    @Test
    void whatIsDeliveredAtMostOnceIsNotTriedAgain() {
        Ending asks = returned(JobResult.retryAfter(Duration.ofSeconds(3)), Cut.NOT);
        Verdict verdict = OutcomeRules.judge(run(AT_MOST_ONCE, 1, 0), asks);

        assertThat(verdict.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(verdict.retry()).isEmpty();
        assertThat(verdict.memory()).contains(Map.of("cursor", 8L));
        assertThat(verdict.message())
                .isEqualTo("asks to be tried again after PT3S, which a job that is delivered at most once is not");
        assertThat(OutcomeRules.judge(run(AT_MOST_ONCE, 1, 4), asks).quarantine())
                .as("a failure like any other")
                .isNotEmpty();
        for (Ending end : List.of(thrown("no", Cut.NOT), thrown("no", Cut.TIMED_OUT), thrown("no", Cut.LOST))) {
            assertThat(OutcomeRules.judge(run(AT_MOST_ONCE, 1, 0), end).retry()).isEmpty();
        }
    }

    // Ends that were not its own

    @Test
    void aTimeoutIsSaidWhateverTheHandlerSays() {
        JobPolicies policies = DEFAULTS.withTimeout(Duration.ofSeconds(90));
        for (Ending end : List.of(
                thrown("InterruptedException", Cut.TIMED_OUT),
                returned(JobResult.failure("told to stop"), Cut.TIMED_OUT),
                returned(JobResult.retryAfter(Duration.ofSeconds(3)), Cut.TIMED_OUT),
                returned(JobResult.success(), Cut.TIMED_OUT))) {
            assertThat(OutcomeRules.judge(run(policies, 1, 0), end))
                    .isEqualTo(new Verdict(
                            RunOutcome.TIMED_OUT,
                            "took longer than 90 seconds and was interrupted",
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            "",
                            ""));
        }
    }

    @Test
    void aThreadThatIsLostIsNamed() {
        Verdict verdict = OutcomeRules.judge(
                run(DEFAULTS.withTimeout(Duration.ofMinutes(5)), 1, 0), thrown("does not come back", Cut.LOST));

        assertThat(verdict.outcome()).isEqualTo(RunOutcome.TIMED_OUT);
        assertThat(verdict.message())
                .isEqualTo(
                        "took longer than 5 minutes, was interrupted and does not come back: its thread is given up");
        assertThat(verdict.memory()).isEmpty();
    }

    @Test
    void aTimeoutThatWasTakenAwayMeanwhile() {
        assertThat(OutcomeRules.judge(FIRST, thrown("", Cut.TIMED_OUT)).message())
                .isEqualTo("took longer than it may and was interrupted");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoppedIsNoFailureAndLeavesNoMemory(Delivery delivery) {
        Run fifth = run(DEFAULTS.withDelivery(delivery), 1, 4);
        Ending threw = thrown("InterruptedException", Cut.STOPPED);
        Ending failed = returned(JobResult.failure("told to stop"), Cut.STOPPED);
        Ending asked = returned(JobResult.retryAfter(Duration.ofSeconds(3)), Cut.STOPPED);
        for (Ending end : List.of(threw, failed, asked)) {
            Verdict verdict = OutcomeRules.judge(fifth, end);
            assertThat(verdict)
                    .isEqualTo(new Verdict(
                            RunOutcome.INTERRUPTED,
                            "cut off: " + end.message(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            "",
                            ""));
        }
    }

    @Test
    void whatSomebodyEndsIsNoFailureAndNotTriedAgain() {
        Run fifth = run(TWO_RETRIES, 1, 4);

        assertThat(OutcomeRules.judge(fifth, thrown("InterruptedException", Cut.ENDED)))
                .isEqualTo(Verdict.of(RunOutcome.INTERRUPTED, "somebody ended it"));
        assertThat(OutcomeRules.judge(fifth, returned(JobResult.failure("half done"), Cut.ENDED)))
                .isEqualTo(Verdict.of(RunOutcome.INTERRUPTED, "somebody ended it: half done"));
        assertThat(OutcomeRules.judge(fifth, thrown("does not come back", Cut.ENDED_LOST)))
                .isEqualTo(Verdict.of(
                        RunOutcome.INTERRUPTED,
                        "somebody ended it, and it does not come back: its thread is given up"));
        assertThat(OutcomeRules.judge(fifth, returned(JobResult.success(), Cut.ENDED))
                        .outcome())
                .isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void somebodysWillStandsWhateverComesAfterIt() {
        assertThat(Cut.TIMED_OUT.then(Cut.ENDED)).isEqualTo(Cut.ENDED);
        assertThat(Cut.ENDED.then(Cut.TIMED_OUT)).isEqualTo(Cut.ENDED);
        assertThat(Cut.ENDED.then(Cut.STOPPED)).isEqualTo(Cut.ENDED);
        assertThat(Cut.ENDED.then(Cut.LOST)).isEqualTo(Cut.ENDED_LOST);
        assertThat(Cut.TIMED_OUT.then(Cut.LOST)).isEqualTo(Cut.LOST);
    }

    @Test
    void whoFinishesAllTheSameHasSucceeded() {
        Verdict verdict = OutcomeRules.judge(FIRST, returned(JobResult.success(), Cut.STOPPED));

        assertThat(verdict.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(verdict.memory()).contains(Map.of("cursor", 8L));
    }

    @Test
    void aJobThatItsHandlerEnds() {
        for (JobPolicies policies : List.of(DEFAULTS, TWO_RETRIES, AT_MOST_ONCE)) {
            Verdict verdict = OutcomeRules.judge(run(policies, 1, 0), returned(JobResult.cancelJob(), Cut.NOT));
            assertThat(verdict.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
            assertThat(verdict.done()).isEqualTo("its handler ended it");
        }
    }

    // Messages

    @Test
    void aMessageIsOneShortLine() {
        assertThat(OutcomeRules.oneLine(" a\r\n\tb\0c\u2028d\u0085e ")).isEqualTo("a b c d e");
        assertThat(OutcomeRules.oneLine("a\0")).isEqualTo("a");
        assertThat(OutcomeRules.oneLine("x".repeat(200))).hasSize(200).endsWith("x");
        assertThat(OutcomeRules.oneLine("x".repeat(201))).hasSize(200).endsWith("x…");
    }

    @Test
    void noCharacterIsCutInTwo() {
        String before = "x".repeat(198);

        assertThat(OutcomeRules.oneLine(before + "\uD83D\uDE00yz")).isEqualTo(before + "…");
        assertThat(OutcomeRules.oneLine("x" + "\uD83D\uDE00".repeat(100)))
                .isEqualTo("x" + "\uD83D\uDE00".repeat(99) + "…");
    }

    @Test
    void theReasonOfAQuarantineIsAsShortAsItsMessage() {
        Verdict verdict = OutcomeRules.judge(run(DEFAULTS, 1, 4), thrown("x\n".repeat(5000), Cut.NOT));

        assertThat(verdict.message()).hasSize(200);
        assertThat(verdict.quarantine()).doesNotContain("\n").hasSizeLessThan(260);
    }

    private static Run run(JobPolicies policies, int attempt, int failuresInARow) {
        return new Run(policies, attempt, failuresInARow, 17);
    }

    private static Ending returned(JobResult result, Cut cut) {
        return new Ending(
                NOON, Duration.ZERO, Optional.of(result), result.data(), result.message(), Map.of("cursor", 8L), cut);
    }

    private static Ending thrown(String words, Cut cut) {
        return new Ending(NOON, Duration.ZERO, Optional.empty(), Map.of(), words, Map.of(), cut);
    }
}
