package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.RunOutcome;
import io.reveille.ScheduleService;
import io.reveille.schedule.Schedule;
import io.reveille.spi.DefinitionCheck;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions that come, change and go. */
class DefinitionTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    /** Between the clock of who gives it and that of the engine, say. */
    @ParameterizedTest
    @CsvSource({"once, 1", "once, 20", "once, 1980", "once, 4990", "skip, 20", "skip, 4990", "all, 4990"})
    void aMomentThatHasJustPassedIsRunAtOnce(String misfire, int millis) {
        Recorder recorder = new Recorder();
        gateway.handler("scan", recorder.succeeding());
        Instant moment = gateway.now().plusMillis(20);
        gateway.advance(Duration.ofMillis(20 + millis));

        gateway.scheduler()
                .schedule(Schedule.once(moment))
                .misfire(Misfire.valueOf(misfire.toUpperCase(Locale.ROOT)))
                .run("scan");
        gateway.settle();

        assertThat(recorder.nominalTimes()).containsExactly(moment);
        gateway.advance(Duration.ofMinutes(2));
        gateway.crashFor(Duration.ofMillis(10));
        assertThat(recorder.nominalTimes()).as("once").hasSize(1);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aMomentThatLiesFurtherBackIsRefused() {
        Schedule past = Schedule.once(gateway.now());
        gateway.advance(Duration.ofSeconds(6));

        assertThatThrownBy(() -> gateway.scheduler().schedule(past).run("scan"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("no occurrence after now");
        gateway.store("io.reveille.job~scan", properties("scan", past.toString(), "scan"));
        assertThat(gateway.job("scan").status().runs()).isZero();
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aChangeInMidRunLetsTheRunEndAndCountsFromThen() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));

        Map<String, Object> changed = properties("scan", "every 10 seconds", "scan");
        changed.put("args", "{\"unit\": 4}");
        gateway.store("io.reveille.job~scan", changed);
        gateway.advance(Duration.ofSeconds(4));
        assertThat(recorder.last().isCancelled()).isFalse();
        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofSeconds(6));

        assertThat(gateway.job("scan").status().runs()).isEqualTo(1);
        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10), START.plusSeconds(20));
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("unit", 4L));
    }

    @Test
    void aRunThatWaitsForAWorkerTakesTheArgumentsOfAChange() {
        ManualScheduler one = Inside.withWorkers(1);
        one.handler("other", new Recorder().succeeding());
        one.handler("scan", recorder.succeeding());
        one.store("other", "every 15 seconds", "other");
        one.store("scan", "every 15 seconds", "scan");
        Inside.of(one).workers().hold(); // with the first of the two
        one.advance(Duration.ofSeconds(15));
        assertThat(one.job("scan").status().waiting()).isEqualTo("for a free worker");

        Map<String, Object> changed = properties("scan", "every 15 seconds", "scan");
        changed.put("args", "{\"unit\": 4}");
        one.store("io.reveille.job~scan", changed);
        Inside.of(one).workers().release();
        one.settle();

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(15));
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("unit", 4L));
    }

    @Test
    void anotherScheduleStartsAnewWithoutMisfires() {
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(55));

        gateway.store("scan", "every 60 seconds", "scan");
        gateway.handler("scan", recorder.succeeding());
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(115));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void anotherScheduleInMidRunCountsFromTheChange() {
        gateway.asyncHandler("scan", recorder.lasting());
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(15));

        gateway.store("scan", "every 30 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));
        recorder.finish(JobResult.success());
        gateway.advance(Duration.ofSeconds(20));

        assertThat(recorder.nominalTimes()).containsExactly(START.plusSeconds(10), START.plusSeconds(45));
        assertThat(gateway.job("scan").status().skipped()).isZero();
    }

    @Test
    void otherArgumentsKeepTheChain() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(7));

        gateway.scheduler()
                .every(10)
                .minutes()
                .named("scan")
                .with(Map.of("unit", 4))
                .run("scan");
        gateway.advance(Duration.ofMinutes(3));

        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(10)));
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("unit", 4L));
    }

    @Test
    void theSameCodeAgainChangesNothing() {
        define("every 10 minutes");
        int saves = gateway.definitions().saves();
        gateway.advance(Duration.ofMinutes(7));

        define("every 10 minutes");

        assertThat(gateway.definitions().saves()).isEqualTo(saves);
        assertThat(gateway.job("scan").status().nextRun()).contains(START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void otherCodeChangesTheJob() {
        define("every 10 minutes");

        define("every 20 minutes");

        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 20 minutes"));
        assertThat(gateway.definitions().at("io.reveille.job~scan")).containsEntry("schedule", "every 20 minutes");
    }

    @Test
    void whatAnOperatorEditedStandsUntilTheCodeItselfChanges() {
        define("every 10 minutes");
        gateway.store("scan", "every 5 minutes", "scan");

        define("every 10 minutes");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 5 minutes"));

        gateway.crashFor(Duration.ofSeconds(10));
        define("every 10 minutes");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 5 minutes"));

        define("every 20 minutes");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 20 minutes"));
    }

    @Test
    void theSameCodeAfterARestartChangesNothing() {
        define("every 10 minutes");
        gateway.advance(Duration.ofMinutes(7));
        int saves = gateway.definitions().saves();

        gateway.restartAfter(Duration.ofMinutes(1));
        define("every 10 minutes");

        assertThat(gateway.definitions().saves()).isEqualTo(saves);
        assertThat(gateway.job("scan").status().nextRun()).contains(START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aJobThatAnOperatorMadeStands() {
        gateway.store("io.reveille.job~4711", properties("scan", "every 5 minutes", "scan"));

        define("every 10 minutes");

        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 5 minutes"));
        assertThat(gateway.scheduler().jobs()).hasSize(1);
    }

    @Test
    void codeChangesAJobWhereItLies() {
        gateway.store("io.reveille.job~4711", properties("scan", "every 5 minutes", "scan"));
        define("every 10 minutes");

        define("every 20 minutes");

        assertThat(gateway.definitions().at("io.reveille.job~4711")).containsEntry("schedule", "every 20 minutes");
        assertThat(gateway.definitions().at("io.reveille.job~scan")).isEmpty();
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    void aJobOfAnotherBundleIsNotTouched() {
        define("every 10 minutes");
        ScheduleService other = gateway.scheduler("intruder");

        assertThatThrownBy(() -> other.every(1).hours().named("scan").run("scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("scan", "app", "intruder", "Nothing was changed");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 10 minutes"));
        assertThat(other.clear()).isZero();
        assertThat(gateway.scheduler().jobs()).hasSize(1);
    }

    @Test
    void whatCannotBeUsedIsRefusedWhereItIsMade() {
        ScheduleService scheduler = gateway.scheduler();

        assertThatThrownBy(() -> scheduler.every().minute().named("a/b")).isInstanceOf(JobDefinitionException.class);
        assertThatThrownBy(() -> scheduler
                        .every()
                        .minute()
                        .with(Map.of("at", new Object()))
                        .run("scan"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("\"at\" is java.lang.Object");
        assertThatThrownBy(() -> scheduler.every().minute().run("")).isInstanceOf(JobDefinitionException.class);
        assertThatThrownBy(() -> scheduler.every().minute().tagged("a\nb").run("scan"))
                .isInstanceOf(JobDefinitionException.class);
        assertThatThrownBy(() -> scheduler.every(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scheduler.every(-5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scheduler.schedule("every 10 secnds"))
                .hasMessageContainingAll("every 10 secnds", "column 10", "seconds");
        assertThatThrownBy(() -> scheduler.schedule("every day at 10:30").at("11:00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("complete");
        assertThatThrownBy(
                        () -> scheduler.schedule("once at 2020-01-01T00:00:00Z").run("scan"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("2020-01-01", "no occurrence after now", "2026-03-04T10:00:00Z");
        assertThat(gateway.definitions().saves()).isZero();
        assertThat(scheduler.jobs()).isEmpty();
    }

    @Test
    void aScheduleInThePastFromTheConsoleIsAJobThatIsDone() {
        gateway.handler("scan", recorder.succeeding());

        gateway.store("scan", "once at 2020-01-01T00:00:00Z", "scan");

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
        assertThat(gateway.job("scan").status().reason()).contains("no further occurrence");
        assertThat(recorder.calls()).isEmpty();
    }

    @Test
    void aScheduleThatIsOverIsDoneWhateverTheJobWaitsFor() {
        gateway.store("scan", "once at 2020-01-01T00:00:00Z", "scan");

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
        gateway.handler("scan", recorder.succeeding());
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
        gateway.store("scan", "every 10 seconds", "scan");
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aTimeThatLiesBeyondAllCalendarsIsABrokenDefinition() {
        gateway.store("scan", "once in 1000000000 hours", "scan");

        assertThat(gateway.scheduler().broken()).hasSize(1);
        assertThat(gateway.scheduler().broken().get(0).reason()).contains("once in");
    }

    @Test
    void aBrokenDefinitionIsListedAndTakenUpOnceCorrected() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 secnds", "scan");
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().broken()).singleElement().satisfies(broken -> {
            assertThat(broken.source()).isEqualTo("io.reveille.job~scan");
            assertThat(broken.reason()).contains("every 10 secnds", "column 10");
            assertThat(broken.properties()).containsEntry("schedule", "every 10 secnds");
        });
        assertThat(gateway.definitions().at("io.reveille.job~scan")).containsEntry("schedule", "every 10 secnds");

        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(10));

        assertThat(gateway.scheduler().broken()).isEmpty();
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aDefinitionBrokenForAWhileKeepsItsStateAndMissesWhatPassed() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(20));

        gateway.store("scan", "every 10 secnds", "scan");
        gateway.advance(Duration.ofSeconds(60));
        assertThat(recorder.calls()).hasSize(2);
        gateway.store("scan", "every 10 seconds", "scan");

        assertThat(recorder.calls()).hasSize(3);
        assertThat(recorder.last().missed()).isEqualTo(6);
        assertThat(gateway.job("scan").status().runs()).isEqualTo(3);
    }

    @Test
    void renamingMakesANewJob() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("io.reveille.job~4711", properties("scan", "every 10 seconds", "scan"));
        gateway.advance(Duration.ofSeconds(25));

        gateway.store("io.reveille.job~4711", properties("skim", "every 10 seconds", "scan"));

        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(gateway.job("skim").status().runs()).isZero();
        assertThat(gateway.job("skim").status().nextRun()).contains(START.plusSeconds(35));
    }

    @Test
    void deletedAndMadeAgainAJobStartsAnew() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 seconds", "scan");
        gateway.advance(Duration.ofSeconds(20));
        gateway.delete("io.reveille.job~scan");
        gateway.advance(Duration.ofSeconds(65));

        gateway.store("scan", "every 10 seconds", "scan");
        assertThat(recorder.calls()).hasSize(2);
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.last().nominalTime()).isEqualTo(START.plusSeconds(95));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void cancelRemovesDefinitionStateAndHistory() {
        gateway.handler("scan", recorder.succeeding());
        Job job = define("every 10 seconds");
        gateway.advance(Duration.ofSeconds(45));

        assertThat(job.cancel()).isTrue();
        assertThat(job.cancel()).isFalse();
        gateway.advance(Duration.ofSeconds(60));

        assertThat(recorder.calls()).hasSize(4);
        assertThat(gateway.scheduler().job("scan")).isEmpty();
        assertThat(gateway.definitions().at("io.reveille.job~scan")).isEmpty();
        assertThat(gateway.states().jobs()).isEmpty();
        assertThatThrownBy(job::status)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scan");
        assertThatThrownBy(job::pause).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(job::trigger).isInstanceOf(IllegalStateException.class);
        assertThat(job.name()).isEqualTo("scan");
    }

    @Test
    void cancelInMidRunTellsTheHandlerAndDropsTheResult() {
        gateway.asyncHandler("scan", recorder.lasting());
        Job job = define("every 10 seconds");
        gateway.advance(Duration.ofSeconds(4));
        var report = job.trigger().toCompletableFuture();
        gateway.settle();

        job.cancel();
        gateway.settle();
        assertThat(recorder.last().isCancelled()).isTrue();
        assertThat(report.join().outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        recorder.finish(JobResult.success("too late"));
        gateway.advance(Duration.ofSeconds(60));

        assertThat(gateway.states().jobs()).isEmpty();
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aStoredDefinitionGoesBeforeTheOneOfAService() throws Exception {
        var service = gateway.whiteboard("scan", "every 10 seconds", recorder.succeeding(), Map.of());
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 10 seconds"));

        gateway.store("scan", "every 20 seconds", "scan");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 20 seconds"));
        assertThat(gateway.scheduler().broken()).hasSize(1);

        gateway.delete("io.reveille.job~scan");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 10 seconds"));
        assertThat(gateway.scheduler().broken()).isEmpty();
        service.close();
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    private Job define(String schedule) {
        return gateway.define("scan", schedule, "scan");
    }

    @Test
    void codeDoesNotReplaceAStoredDefinitionThatCannotBeRead() {
        Map<String, Object> slip = properties("scan", "every 10 secnds", "scan");
        gateway.store("io.reveille.job~scan", slip);

        assertThatThrownBy(() -> gateway.define("scan", "every 10 minutes", "scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("io.reveille.job~scan", "was not replaced", "every 10 secnds");
        assertThat(gateway.definitions().at("io.reveille.job~scan")).isEqualTo(slip);

        gateway.store("io.reveille.job~scan", properties("scan", "every 10 seconds", "scan"));
        gateway.define("scan", "every 10 minutes", "scan");
        assertThat(gateway.job("scan").definition().schedule()).isEqualTo(Schedule.parse("every 10 seconds"));
    }

    @Test
    void aFormMayKeepAScheduleWhosePastIsOverButNotBringOne() {
        DefinitionCheck form = (id, definition) ->
                Inside.of(gateway).engine().access().definitions().check(id, definition);
        Map<String, Object> once = properties("scan", "once at " + START.plusSeconds(60), "scan");
        form.check(Optional.empty(), once);
        gateway.store("io.reveille.job~scan", once);
        gateway.advance(Duration.ofMinutes(2));

        once.put("args", "{\"unit\": 4}");
        form.check(Optional.of("io.reveille.job~scan"), once);
        once.put("schedule", "once at " + START.plusSeconds(30));
        assertThatThrownBy(() -> form.check(Optional.of("io.reveille.job~scan"), once))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("once at " + START.plusSeconds(30), "no occurrence after now");
    }

    @Test
    void aHeldJobHasNoNextRun() {
        gateway.handler("scan", recorder.succeeding());
        Job job = gateway.define("scan", "every 10 seconds", "scan");
        assertThat(job.status().nextRun()).contains(START.plusSeconds(10));
        job.pause();
        assertThat(job.status().nextRun()).isEmpty();
        assertThat(gateway.scheduler().idle()).isEmpty();
        job.resume();
        assertThat(job.status().nextRun()).contains(START.plusSeconds(10));
    }
}
