package com.example.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.testing.ManualScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskJobsTest {

    private final ManualScheduler gateway = new ManualScheduler();

    @Test
    void aReportFollowsEachLook() {
        gateway.handler("room-report", new RoomReport());
        gateway.whiteboard(
                "disk-room", "every 10 seconds", new DiskRoom(), Map.of("job.args", "{\"folder\":\"/\",\"least\":1}"));
        new DiskJobs(gateway.scheduler());
        gateway.advance(Duration.ofSeconds(11));

        assertThat(gateway.lastRun("room-report").message()).contains("and never were less than");
    }

    @Test
    void aNightWithoutPowerIsMadeUpFor(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a"), "12345");
        gateway.handler("folder-size", new FolderSize());
        gateway.scheduler()
                .every()
                .day()
                .at("02:00")
                .named("size")
                .with(Map.of("folder", folder.toString()))
                .run("folder-size");
        gateway.restartAfter(Duration.ofDays(1));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(gateway.lastRun("size").message()).isEqualTo("1 files have 5 bytes");
    }
}
