package io.reveille.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.spi.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

class EventAdminBridgeTest {

    private static final Instant NINE = Instant.parse("2027-01-01T09:00:00Z");

    private final List<Event> posted = new ArrayList<>();

    private final EventAdminBridge bridge = new EventAdminBridge(new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("it would wait for whoever listens");
        }
    });

    @ParameterizedTest
    @EnumSource(JobEvent.Type.class)
    void eachTypeHasItsTopic(JobEvent.Type type) {
        bridge.happened(new JobEvent(type, "upload", status(JobState.HELD, Optional.empty()), Optional.empty()));
        assertThat(posted).singleElement().satisfies(event -> {
            assertThat(event.getTopic()).isEqualTo("io/reveille/job/" + type);
            assertThat(properties(event))
                    .isEqualTo(Map.of("job", "upload", "state", "HELD", "reason", "paused", "waiting", "no link"));
        });
    }

    @Test
    void anEndedRunTellsItsReportWithoutData() {
        RunReport run = new RunReport(
                "upload",
                "7-1",
                NINE,
                NINE.plusMillis(1500),
                Duration.ofMillis(250),
                2,
                3,
                true,
                false,
                RunOutcome.FAILED,
                "no route",
                Map.of("password", "s3cret"));
        bridge.happened(new JobEvent(
                JobEvent.Type.RUN_ENDED,
                "upload",
                status(JobState.READY, Optional.of(NINE.plusSeconds(60))),
                Optional.of(run)));
        assertThat(properties(posted.get(0)))
                .isEqualTo(Map.ofEntries(
                        Map.entry("job", "upload"),
                        Map.entry("state", "READY"),
                        Map.entry("reason", "paused"),
                        Map.entry("waiting", "no link"),
                        Map.entry("next", "2027-01-01T09:01:00Z"),
                        Map.entry("runId", "7-1"),
                        Map.entry("outcome", "FAILED"),
                        Map.entry("message", "no route"),
                        Map.entry("nominal", "2027-01-01T09:00:00Z"),
                        Map.entry("start", "2027-01-01T09:00:01.500Z"),
                        Map.entry("durationMillis", 250L),
                        Map.entry("attempt", 2),
                        Map.entry("missed", 3),
                        Map.entry("recovery", true),
                        Map.entry("triggered", false)));
    }

    private static Map<String, Object> properties(Event event) {
        Map<String, Object> properties = new HashMap<>();
        for (String name : event.getPropertyNames()) {
            if (!name.equals(EventConstants.EVENT_TOPIC)) {
                properties.put(name, event.getProperty(name));
            }
        }
        return properties;
    }

    private static JobStatus status(JobState state, Optional<Instant> next) {
        return new JobStatus(
                state,
                "paused",
                "no link",
                next,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                true);
    }
}
