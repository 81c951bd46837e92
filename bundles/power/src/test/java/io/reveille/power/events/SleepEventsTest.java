package io.reveille.power.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.PowerStatus.Sleep;
import io.reveille.spi.PowerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class SleepEventsTest {

    @Test
    void aSleepIsPostedWithItsFigures() {
        List<Event> posted = new ArrayList<>();
        EventAdmin admin = new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                posted.add(event);
            }

            @Override
            public void sendEvent(Event event) {
                throw new AssertionError("nobody waits for listeners");
            }
        };
        Instant start = Instant.parse("2027-05-01T12:00:00Z");
        new SleepEvents(admin)
                .happened(
                        PowerListener.Type.FIRST_RUN,
                        new Sleep(
                                start,
                                Optional.of(start.plusSeconds(60)),
                                Duration.ofSeconds(59),
                                "ALARM",
                                "woken by rtc0",
                                Optional.of("poll"),
                                Duration.ofMillis(20)));
        assertThat(posted).singleElement().satisfies(event -> {
            assertThat(event.getTopic()).isEqualTo("io/reveille/power/FIRST_RUN");
            assertThat(event.getProperty("start")).isEqualTo("2027-05-01T12:00:00Z");
            assertThat(event.getProperty("wake")).isEqualTo("2027-05-01T12:01:00Z");
            assertThat(event.getProperty("sleptMillis")).isEqualTo(59_000L);
            assertThat(event.getProperty("end")).isEqualTo("ALARM");
            assertThat(event.getProperty("job")).isEqualTo("poll");
            assertThat(event.getProperty("lateMillis")).isEqualTo(20L);
        });
    }
}
