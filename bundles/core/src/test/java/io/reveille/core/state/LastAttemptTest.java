package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastAttemptTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final RunState state = Transitions.create("scan");
    private final OpenOccurrence second =
            new OpenOccurrence("1", NOON, 0, 2, false, OccurrenceState.RETRYING, NOON.plusSeconds(60), "", Map.of());

    @Test
    void itIsTheFailureOfTheAttemptBefore() {
        RunReport failure = add("r1", NOON, 1, RunOutcome.FAILED);
        add("r2", NOON.plusSeconds(10), 1, RunOutcome.FAILED);

        assertThat(History.lastAttempt(state, second)).contains(failure);
    }

    /** An occurrence moves along with the clock, its reports do not. */
    @Test
    void afterAStepOfTheClockNoSuccessOfAnotherIsTakenForIt() {
        RunReport failure = add("r1", NOON.minusSeconds(3600), 1, RunOutcome.TIMED_OUT);
        add("r2", NOON.plusSeconds(10), 1, RunOutcome.SUCCEEDED);

        assertThat(History.lastAttempt(state, second)).contains(failure);
    }

    @Test
    void itMayHaveLeftTheHistory() {
        add("r2", NOON.plusSeconds(10), 1, RunOutcome.SUCCEEDED);

        assertThat(History.lastAttempt(state, second)).isEmpty();
    }

    private RunReport add(String run, Instant nominal, int attempt, RunOutcome outcome) {
        RunReport report = new RunReport(
                "scan", run, nominal, nominal, Duration.ZERO, attempt, 0, false, false, outcome, "", Map.of());
        History.add(state, report);
        return report;
    }
}
