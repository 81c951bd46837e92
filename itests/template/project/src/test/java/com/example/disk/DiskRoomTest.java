package com.example.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskRoomTest {

    private final ManualScheduler gateway = new ManualScheduler();

    private RunReport lookedAt(String arguments) {
        gateway.whiteboard("disk-room", "every 10 seconds", new DiskRoom(), Map.of("job.args", arguments));
        gateway.advance(Duration.ofSeconds(10));
        return gateway.lastRun("disk-room");
    }

    @Test
    void itsAnnotationsMakeAJobOfIt() {
        gateway.annotated(new DiskRoom());
        gateway.advance(Duration.ofSeconds(40));
        assertThat(gateway.job("disk-room").status().runs()).isEqualTo(4);
        assertThat(gateway.lastRun("disk-room").message()).contains("MB are free");
    }

    @Test
    void muchRoomIsASuccess() {
        assertThat(lookedAt("{\"folder\": \"/\", \"least\": 0}").outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void tooLittleRoomIsAFailure() {
        assertThat(lookedAt("{\"folder\": \"/\", \"least\": 1000000000}").outcome())
                .isEqualTo(RunOutcome.FAILED);
    }
}
