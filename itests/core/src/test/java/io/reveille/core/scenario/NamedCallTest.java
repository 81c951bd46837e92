package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedCallTest {

    private static final Instant START = ManualScheduler.START;

    private final ManualScheduler gateway = new ManualScheduler();
    private ScheduleService scheduler = gateway.scheduler();
    private final List<Instant> called = new ArrayList<>();

    private void poll() {
        called.add(gateway.now());
    }

    @Test
    void aCallWithANameIsAJobWithStateAndHistory() {
        ScheduledCall call =
                scheduler.every(10).minutes().named("poll").tagged("field").call(this::poll);
        gateway.advance(Duration.ofMinutes(25));

        Job job = gateway.job("poll");
        assertThat(called).hasSize(2);
        assertThat(job.history()).hasSize(2).allMatch(run -> run.outcome() == RunOutcome.SUCCEEDED);
        assertThat(job.status().owner()).contains("app");
        assertThat(job.status().stored()).isFalse();
        assertThat(job.explain()).contains("Every 10 minutes");
        assertThat(scheduler.jobs("field")).hasSize(1);
        assertThat(scheduler.calls()).isEmpty();
        assertThat(call.next()).contains(START.plus(Duration.ofMinutes(30)));
        assertThat(gateway.definitions().saves()).isZero();
    }

    @Test
    void itsStateOutlivesARestart() {
        scheduler.every(10).minutes().named("poll").callWith(run -> {
            poll();
            run.memory().merge("count", 1L, (one, other) -> (Long) one + (Long) other);
            return JobResult.success(String.valueOf(run.memory().get("count")));
        });
        gateway.advance(Duration.ofMinutes(25));
        gateway.restartAfter(Duration.ofMinutes(1));
        scheduler = gateway.scheduler();
        assertThat(scheduler.job("poll")).isEmpty();

        scheduler
                .every(10)
                .minutes()
                .named("poll")
                .callWith(run -> JobResult.success(run.memory().toString()));
        gateway.advance(Duration.ofMinutes(4));

        assertThat(gateway.job("poll").history()).hasSize(3);
        assertThat(gateway.job("poll").history().get(0).message()).isEqualTo("{count=2}");
        assertThat(gateway.job("poll").history().get(0).nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void policiesHoldAsForEveryJob() {
        scheduler.every(10).minutes().named("poll").retry(2).callWith(run -> {
            poll();
            return JobResult.failure("attempt " + run.attempt());
        });
        gateway.advance(Duration.ofMinutes(15));

        assertThat(called).hasSize(3);
        assertThat(gateway.job("poll").history().get(0).message()).contains("attempt 3");
    }

    @Test
    void aSecondCallOfTheNameTakesThePlaceOfTheFirst() {
        ScheduledCall first = scheduler.every(10).minutes().named("poll").call(() -> called.add(Instant.EPOCH));
        gateway.advance(Duration.ofMinutes(10));
        ScheduledCall second = scheduler.every(10).minutes().named("poll").call(this::poll);
        gateway.advance(Duration.ofMinutes(10));

        assertThat(called).containsExactly(Instant.EPOCH, START.plus(Duration.ofMinutes(20)));
        assertThat(gateway.job("poll").history()).hasSize(2);
        assertThat(first.cancel()).isFalse();
        assertThat(first.next()).isEmpty();
        assertThat(second.cancel()).isTrue();
        assertThat(second.next()).isEmpty();
        gateway.settle();
        assertThat(scheduler.job("poll")).isEmpty();
    }

    @Test
    void itEndsWithItsBundleAndByClear() {
        scheduler.every(10).minutes().named("one").call(this::poll);
        gateway.scheduler("other").every(10).minutes().named("two").call(this::poll);
        gateway.settle();

        Inside.of(gateway).engine().bundleGone("other");
        gateway.settle();
        assertThat(scheduler.jobs()).extracting(Job::name).containsExactly("one");

        assertThat(scheduler.clear()).isEqualTo(1);
        gateway.settle();
        assertThat(scheduler.jobs()).isEmpty();
    }

    @Test
    void anOperatorMayChangeItsScheduleAndTheCodeIsCalledByThat() {
        scheduler.every(10).minutes().named("poll").call(this::poll);
        gateway.settle();
        Map<String, Object> properties = new HashMap<>(gateway.job("poll").properties());
        properties.put("schedule", "every 3 minutes");
        scheduler.define(properties);
        gateway.advance(Duration.ofMinutes(6));
        assertThat(called).hasSize(2);

        gateway.restartAfter(Duration.ZERO);
        scheduler = gateway.scheduler();
        assertThat(gateway.job("poll").status().state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        scheduler.every(10).minutes().named("poll").call(this::poll);
        gateway.advance(Duration.ofMinutes(3));
        assertThat(called).hasSize(3);
        assertThat(gateway.job("poll").definition().schedule()).hasToString("every 3 minutes");
    }

    @Test
    void aNameThatIsTakenIsRefusedAndNothingChanges() {
        gateway.handler("h", run -> JobResult.success());
        gateway.define("stored", "every hour", "h");
        gateway.whiteboard("carried", "every hour", run -> JobResult.success(), Map.of());
        gateway.scheduler("other").every(10).minutes().named("called").call(() -> {});
        gateway.settle();

        for (String name : List.of("stored", "carried", "called")) {
            assertThatThrownBy(() -> scheduler.every(10).minutes().named(name).call(this::poll))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("\"" + name + "\"")
                    .hasMessageContaining("Nothing was changed");
        }
        gateway.advance(Duration.ofMinutes(10));
        assertThat(called).isEmpty();
    }

    @Test
    void aHandlerOfTheSameNameIsNotTakenForTheCode() {
        List<String> ran = new ArrayList<>();
        gateway.handler("poll", run -> {
            ran.add(run.jobName());
            return JobResult.success();
        });
        gateway.define("by handler", "every 10 minutes", "poll");
        scheduler.every(10).minutes().named("poll").call(this::poll);
        gateway.advance(Duration.ofMinutes(10));

        assertThat(ran).containsExactly("by handler");
        assertThat(called).hasSize(1);
    }

    @Test
    void aNameThatIsTooLongForItsHandlerIsRefused() {
        assertThatThrownBy(() ->
                        scheduler.every(10).minutes().named("x".repeat(60)).call(this::poll))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("at most 59");
        scheduler.every(10).minutes().named("x".repeat(59)).call(this::poll);
        gateway.settle();
        assertThat(scheduler.job("x".repeat(59))).isNotEqualTo(Optional.empty());
    }
}
