package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobProblem;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.TimeZoneRules;
import io.reveille.core.health.SchedulerHealth;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                .anyMatch(
                        line -> line.startsWith("Job job 5: no service offers the handler \"nobody\". It goes on once"))
                .contains("and 2 jobs more; the command reveille:problems lists all")
                .noneMatch(line -> line.contains("job 6"));
    }

    @Test
    void aJobInQuarantineIsToldWithItsReason() {
        gateway.handler("bad", context -> JobResult.failure("no"));
        gateway.define("poll", "every minute", "bad");
        gateway.advance(Duration.ofMinutes(10));

        assertThat(health().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(messages(health()))
                .anyMatch(line -> line.startsWith("Job poll: quarantined after") && line.contains("Job.resume()"));
    }

    @Test
    void aJobThatFailsEachTimeIsToldBeforeItIsHeld() {
        gateway.handler("bad", context -> JobResult.failure("no answer"));
        gateway.define("poll", "every 10 minutes", "bad");
        gateway.advance(Duration.ofMinutes(15));
        assertThat(health().getStatus()).isEqualTo(Result.Status.OK);

        gateway.advance(Duration.ofMinutes(10));

        assertThat(health().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(messages(health()))
                .contains("Job poll: it has failed 2 times in a row, the last at 2026-03-04T10:20:00Z: no answer");
        assertThat(gateway.scheduler().problems()).singleElement().returns(JobProblem.Kind.FAILING, JobProblem::kind);
    }

    @Test
    void aRunThatDoesNotEndIsToldIfNothingEndsIt() {
        Recorder recorder = new Recorder();
        gateway.asyncHandler("hangs", recorder.lasting());
        gateway.define("poll", "every 10 minutes", "hangs");
        gateway.scheduler()
                .schedule("every 10 minutes")
                .named("bounded")
                .timeout(Duration.ofHours(3))
                .run("hangs");
        gateway.advance(Duration.ofMinutes(69));
        assertThat(gateway.scheduler().problems()).isEmpty();

        gateway.advance(Duration.ofMinutes(2));

        assertThat(gateway.scheduler().problems())
                .containsExactly(new JobProblem(
                        "poll",
                        JobProblem.Kind.ENDLESS,
                        "a run of it has not ended since 2026-03-04T10:10:00Z, and nothing ends it: its definition has no"
                                + " timeout"));
        recorder.finish(JobResult.success());
    }

    @ParameterizedTest
    @EnumSource(Misfire.class)
    void aGateThatStaysShutIsToldWhateverBecomesOfTheOccurrences(Misfire misfire) {
        gateway.handler("work", context -> JobResult.success());
        boolean[] open = {true};
        gateway.gate(
                "link",
                (occurrence, condition) ->
                        open[0] ? RunGate.Permit.OPEN : new RunGate.Refusal("no link", Duration.ofMinutes(5)));
        gateway.scheduler()
                .schedule("every 10 minutes")
                .named("upload")
                .misfire(misfire)
                .onlyIf("link")
                .run("work");
        gateway.advance(Duration.ofHours(3));
        open[0] = false;
        gateway.advance(Duration.ofMinutes(20));
        assertThat(gateway.scheduler().problems()).isEmpty();

        gateway.advance(Duration.ofMinutes(15));

        assertThat(gateway.scheduler().problems())
                .singleElement()
                .returns(JobProblem.Kind.GATED, JobProblem::kind)
                .satisfies(problem ->
                        assertThat(problem.text()).isEqualTo("its gate has not let it run for 3 occurrences: no link"));
        open[0] = true;
        gateway.advance(Duration.ofMinutes(10));
        assertThat(gateway.scheduler().problems()).isEmpty();
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
