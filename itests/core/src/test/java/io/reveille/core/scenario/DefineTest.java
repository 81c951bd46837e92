package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions as an operator gives them, by their properties. */
class DefineTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();
    private final ScheduleService shell = gateway.scheduler("io.reveille.shell");

    private Job define(String name, String schedule) {
        gateway.handler("scan", recorder.succeeding());
        return shell.define(
                Map.of(JobProperties.NAME, name, JobProperties.SCHEDULE, schedule, JobProperties.HANDLER, "scan"));
    }

    @Test
    void aJobThatIsDefinedBelongsToNobodyAndStays() throws Exception {
        Job job = define("poll", "every hour");

        assertThat(job.status().stored()).isTrue();
        assertThat(job.status().owner()).isEmpty();
        gateway.restartAfter(Duration.ofMinutes(5));
        gateway.handler("scan", recorder.succeeding());
        gateway.advance(Duration.ofHours(1));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.scheduler("io.reveille.shell").clear())
                .as("nothing of the shell's")
                .isZero();
    }

    @Test
    void anotherDefinitionOfTheNameTakesItsPlace() {
        Job job = define("poll", "every hour");
        Map<String, Object> properties = new HashMap<>(job.properties());
        properties.put(JobProperties.SCHEDULE, "every 2 hours");
        properties.put(JobProperties.ARGS, "{\"unit\":3}");

        shell.define(properties);

        assertThat(shell.jobs()).hasSize(1);
        assertThat(job.definition().schedule()).hasToString("every 2 hours");
        assertThat(job.definition().arguments()).isEqualTo(Map.of("unit", 3L));
    }

    @Test
    void aBundlesJobThatIsEditedStaysTheBundles() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.scheduler("app").schedule("every hour").named("poll").run("scan");
        Map<String, Object> properties = new HashMap<>(job.properties());
        properties.put(JobProperties.SCHEDULE, "every 2 hours");

        shell.define(properties);
        gateway.scheduler("app").schedule("every hour").named("poll").run("scan");

        assertThat(job.status().owner()).contains("app");
        assertThat(job.definition().schedule()).hasToString("every 2 hours");
    }

    @Test
    void oneThatCannotBeUsedIsRefusedAndOneThatIsThereIsReplaced() {
        assertThatExceptionOfType(JobDefinitionException.class)
                .isThrownBy(() -> define("poll", "every houre"))
                .withMessageContaining("every houre");
        assertThat(shell.jobs()).isEmpty();
        gateway.store("poll", "every houre", "scan");
        assertThat(shell.broken()).hasSize(1);

        Job job = define("poll", "every hour");

        assertThat(shell.broken()).isEmpty();
        assertThat(job.definition().schedule()).hasToString("every hour");
    }

    @Test
    void theNextOccurrencesAreThoseOfTheJob() {
        Job job = define("poll", "every hour times 3");

        assertThat(job.next(2)).containsExactly(START.plusSeconds(3600), START.plusSeconds(7200));
        assertThat(job.next(9)).hasSize(3);
        gateway.advance(Duration.ofHours(1));
        assertThat(job.next(9)).hasSize(2);
        job.pause();
        assertThat(job.next(9)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> job.next(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> job.next(1001)).withMessageContaining("1000");
        assertThat(define("alarm", "after \"poll\" fails").next(5)).isEqualTo(List.of());
    }

    @Test
    void theZoneIsThatOfTheEngine() {
        ZoneId rome = ZoneId.of("Europe/Rome");
        ScheduleService there = new ManualScheduler(START, rome).scheduler();
        Map<String, String> poll = Map.of("name", "poll", "handler", "scan", "schedule", "every day at 10:30");

        assertThat(there.zone()).isEqualTo(rome);
        assertThat(there.define(poll).definition().schedule().zone()).contains(rome);
        assertThat(define("poll", "every hour").definition().schedule().zone()).isEmpty();
    }
}
