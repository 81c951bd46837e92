package io.reveille.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.JobState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DoorCheckTest {

    private final ManualScheduler gateway = new ManualScheduler(); // 2026-03-04T10:00:00Z
    private final Recorder doors = new Recorder();

    @Test
    void doorsAreCheckedAtNight() {
        gateway.handler("door-check", doors.succeeding());
        gateway.define("doors", "every day at 22:00", "door-check");

        gateway.advance(Duration.ofDays(1));

        assertThat(doors.actualTimes()).containsExactly(Instant.parse("2026-03-04T22:00:00Z"));
    }

    @Test
    void nightsWithoutPowerAreMadeUpForOnce() {
        gateway.handler("door-check", doors.succeeding());
        gateway.define("doors", "every day at 22:00", "door-check");

        gateway.crashFor(Duration.ofDays(3));

        assertThat(doors.calls()).hasSize(1);
        assertThat(doors.last().missed()).isEqualTo(3);
    }

    @Test
    void aDoorThatJamsIsLeftAloneInTheEnd() {
        gateway.handler("door-check", doors.doing(context -> JobResult.failure("it jams")));
        gateway.define("doors", "every minute", "door-check");

        gateway.advance(Duration.ofHours(1));

        assertThat(doors.calls()).hasSize(5);
        assertThat(gateway.job("doors").status().state()).isEqualTo(JobState.HELD);
    }
}
