package com.example.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @Test
    void itBeatsUntilItIsStopped() {
        ManualScheduler gateway = new ManualScheduler();
        Heartbeat heart = new Heartbeat(gateway.scheduler());
        gateway.advance(Duration.ofMinutes(2));
        assertThat(heart.beats()).isEqualTo(4);

        heart.stop();
        gateway.advance(Duration.ofMinutes(2));
        assertThat(heart.beats()).isEqualTo(4);
    }
}
