package com.example.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobStatus;
import io.reveille.RunOutcome;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskRoomTest {

    private final ManualScheduler gateway = new ManualScheduler();

    private JobStatus lookedAt(String arguments) {
        gateway.whiteboard("disk-room", "every 10 seconds", new DiskRoom(), Map.of("job.args", arguments));
        gateway.advance(Duration.ofSeconds(10));
        return gateway.job("disk-room").status();
    }

    @Test
    void roomIsLookedAtEachTenSeconds() {
        JobStatus room = lookedAt("{\"folder\": \"/\", \"least\": 1}");
        assertThat(room.lastRun().orElseThrow().message()).endsWith("MB are free");

        gateway.advance(Duration.ofMinutes(1));
        assertThat(gateway.job("disk-room").status().runs()).isEqualTo(7);
    }

    @Test
    void tooLittleRoomIsAFailure() {
        JobStatus room = lookedAt("{\"folder\": \"/\", \"least\": 1000000000}");
        assertThat(room.lastRun().orElseThrow().outcome()).isEqualTo(RunOutcome.FAILED);
    }
}
