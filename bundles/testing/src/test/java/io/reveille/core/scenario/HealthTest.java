package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.TimeZoneRules;
import io.reveille.core.health.SchedulerHealth;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;

/** What the health check says, and how grave it is. */
class HealthTest {

    private final ManualScheduler gateway = new ManualScheduler();

    @Test
    void aGatewayAtWorkIsWell() {
        gateway.handler("work", context -> JobResult.success());
        gateway.scheduler().every(1).hours().named("poll").run("work");
        gateway.scheduler().every(1).hours().named("held").run("work").pause();
        gateway.advance(Duration.ofHours(3));

        Result result = health();
        assertThat(result.getStatus()).isEqualTo(Result.Status.OK);
        assertThat(messages(result))
                .anyMatch(line -> line.startsWith("2 jobs, 0 runs under way"))
                .anyMatch(line -> line.contains("in the last 24 hours of 128 MB, saves are 30 s apart"));
    }

    @Test
    void aStoreThatFailsIsCritical() {
        gateway.handler("work", context -> JobResult.success());
        gateway.scheduler().every(1).hours().named("poll").run("work");
        gateway.states().fail(true);
        gateway.advance(Duration.ofHours(2));

        assertThat(health().getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(messages(health())).anyMatch(line -> line.contains("State cannot be saved"));

        gateway.states().fail(false);
        gateway.advance(Duration.ofHours(1));
        assertThat(health().getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    void whatDoesNotRunIsNamedUpToFive() {
        for (int job = 1; job <= 7; job++) {
            gateway.define("job " + job, "every hour", "nobody");
        }
        gateway.store("broken", "every full moon", "nobody");

        Result result = health();
        assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(messages(result))
                .anyMatch(line -> line.contains("The definition") && line.contains("every full moon"))
                .contains("Job job 5 does not run: no service offers the handler \"nobody\"", "and 2 jobs more")
                .noneMatch(line -> line.contains("job 6"));
    }

    @Test
    void aJobInQuarantineIsToldWithItsReason() {
        gateway.handler("bad", context -> JobResult.failure("no"));
        gateway.define("poll", "every minute", "bad");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(health().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(messages(health())).anyMatch(line -> line.startsWith("Job poll does not run: quarantined after"));
    }

    @Test
    void rulesOfTimeZonesAreNamedWithTheirAgeAndOldOnesAreAWarning() {
        assertThat(gateway.scheduler().status().timeZones()).isEqualTo(new TimeZoneRules("2025a", OptionalInt.of(1)));
        assertThat(health().getStatus()).isEqualTo(Result.Status.OK);
        assertThat(messages(health())).contains("Time-zone rules 2025a, 1 year old");

        gateway.advance(Duration.ofDays(9 * 366));

        assertThat(health().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(messages(health()))
                .anyMatch(line -> line.startsWith("Time-zone rules 2025a are 10 years old") && line.contains("renew"));
    }

    private Result health() {
        return new SchedulerHealth(gateway.scheduler()).execute();
    }

    private static List<String> messages(Result result) {
        return StreamSupport.stream(result.spliterator(), false)
                .map(ResultLog.Entry::getMessage)
                .toList();
    }
}
