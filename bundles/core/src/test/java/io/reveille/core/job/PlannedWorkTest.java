package io.reveille.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobDefinition;
import io.reveille.JobPolicies;
import io.reveille.core.intake.Candidate;
import io.reveille.core.state.Transitions;
import io.reveille.core.state.Trigger;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlannedWorkTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void printsForTheAgendaWithTheJobAndTheOccurrence() {
        DefinedJob poll = defined("poll", "every minute");
        Agenda<PlannedWork> agenda = new Agenda<>(PlannedWork.class, () -> true, () -> Duration.ZERO);

        agenda.within(NOON, NOON.plusSeconds(30), true, new PlannedWork.Due(poll, NOON));
        agenda.at(NOON.plusSeconds(1), new PlannedWork.Again(poll, "x-7"));
        agenda.at(NOON.plusSeconds(2), new PlannedWork.WakeUp(poll));
        agenda.at(NOON.plusSeconds(3), new PlannedWork.Happened(poll, new Trigger("x-8", NOON, 0, Map.of())));

        assertThat(agenda).hasToString("""
                due poll, 2026-03-04T12:00:00Z to 2026-03-04T12:00:30Z
                again poll x-7, 2026-03-04T12:00:01Z
                wake-up for poll, 2026-03-04T12:00:02Z
                event for poll x-8, 2026-03-04T12:00:03Z""");
    }

    private static DefinedJob defined(String name, String text) {
        Schedule schedule = Schedule.parse(text);
        JobDefinition definition =
                new JobDefinition(name, schedule, "modbus", Map.of(), new TreeSet<>(), JobPolicies.DEFAULTS);
        Candidate source = new Candidate(name, Candidate.Rank.CANONICAL, Optional.empty(), Map.of(), definition, null);
        return new JobEntry(Transitions.create(name)).define(source, definition, "gateway");
    }
}
