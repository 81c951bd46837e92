package io.reveille.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final Planner planner = new Planner(Duration.ofSeconds(5));
    private final Schedule minutely = Schedule.parse("every 1 minute");

    @Test
    void aStartWithinTheGraceIsInTime() {
        Instant planned = NOON.plusSeconds(60);

        assertThat(planner.due(minutely, NOON, planned, planned)).isEqualTo(new Planner.Due(planned, 0));
        assertThat(planner.due(minutely, NOON, planned, planned.plusSeconds(5))).isEqualTo(new Planner.Due(planned, 0));
        assertThat(planner.due(minutely, NOON, planned, planned.plusSeconds(5).plusNanos(1)))
                .isEqualTo(new Planner.Due(planned, 1));
    }

    @Test
    void oneRunMakesUpForAllThatWasMissed() {
        assertThat(planner.due(minutely, NOON, NOON.plusSeconds(60), NOON.plusSeconds(3630)))
                .isEqualTo(new Planner.Due(NOON.plusSeconds(3600), 60));
    }

    @Test
    void afterYearsTheCountIsBounded() {
        Instant later = NOON.plus(Duration.ofDays(3650));
        Planner.Due due = planner.due(Schedule.parse("every 1 second"), NOON, NOON.plusSeconds(1), later);

        assertThat(due).isEqualTo(new Planner.Due(later, Planner.MISSED_LIMIT));
    }

    @Test
    void theLastOccurrenceOfAllIsMissedToo() {
        Instant once = NOON.plusSeconds(60);

        assertThat(planner.due(Schedule.once(once), NOON, once, NOON.plus(Duration.ofDays(9))))
                .isEqualTo(new Planner.Due(once, 1));
    }

    @Test
    void droppingKeepsTheRhythm() {
        assertThat(planner.dropUntil(minutely, NOON, NOON.plusSeconds(150))).isEqualTo(NOON.plusSeconds(120));
        assertThat(planner.dropUntil(minutely, NOON, NOON.plusSeconds(30))).isEqualTo(NOON);
    }
}
