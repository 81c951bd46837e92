package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobState;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that count from the definition, on clocks that are set afterwards. */
class RelativeTimeTest {

    private static final Instant WRONG = Instant.parse("1970-01-01T00:00:20Z");

    private final Recorder recorder = new Recorder();
    private ManualScheduler gateway = new ManualScheduler();

    // Durations, on a clock that is wrong at first

    @Test
    void onceInSoLongRunsSoLongAfterTheDefinition() {
        defineAtAWrongClock("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));
        setTheClock();

        gateway.advance(Duration.ofMinutes(40).minusSeconds(1));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(40)));
        gateway.advance(Duration.ofDays(2));
        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void anEndSoLongAfterTheDefinitionMovesWithTheClock() {
        defineAtAWrongClock("every minute until 2 hours from definition");
        gateway.advance(Duration.ofMinutes(5));
        assertThat(recorder.calls()).hasSize(5);
        setTheClock();

        gateway.advance(Duration.ofHours(10));

        assertThat(recorder.calls()).hasSize(120);
        assertThat(recorder.calls()).allMatch(context -> context.missed() == 0);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aStartSoLongAfterTheDefinitionMovesWithTheClock() {
        defineAtAWrongClock("every minute starting 30 minutes from definition");
        gateway.advance(Duration.ofMinutes(5));
        setTheClock();

        gateway.advance(Duration.ofMinutes(27));

        assertThat(recorder.nominalTimes())
                .containsExactly(
                        START.plus(Duration.ofMinutes(25)),
                        START.plus(Duration.ofMinutes(26)),
                        START.plus(Duration.ofMinutes(27)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"every hour at :30", "cron 30 * * * *", "every 30 to 31 minutes", "every 30 minutes"})
    void durationsBoundEveryRecurrence(String recurrence) {
        defineAtAWrongClock(recurrence + " starting 1 hour from definition until 3 hours from definition");
        gateway.advance(Duration.ofMinutes(5));
        setTheClock();

        gateway.advance(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(recorder.calls()).as(recurrence).isEmpty();
        gateway.advance(Duration.ofHours(10));

        assertThat(recorder.nominalTimes())
                .as(recurrence)
                .hasSizeGreaterThan(1)
                .allMatch(time -> !time.isBefore(START.plus(Duration.ofMinutes(55)))
                        && !time.isAfter(START.plus(Duration.ofMinutes(175))));
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aRestartBetweenDefinitionAndStepLosesNothing() {
        defineAtAWrongClock("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));
        gateway.crashFor(Duration.ofMinutes(5));
        setTheClock();
        gateway.crashFor(Duration.ofMinutes(5));

        gateway.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aStepWhileReveilleIsOffMovesThemToo() {
        defineAtAWrongClock("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));
        gateway.stop();
        gateway.time().step(Duration.between(gateway.now(), START));
        gateway.start();

        gateway.advance(Duration.ofMinutes(39));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aBootWithTheRightClockDoesNotCountTheYearsThatTheWrongOneWasBehind() {
        defineAtAWrongClock("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));
        boot(Duration.between(gateway.now(), START));

        gateway.advance(Duration.ofMinutes(39));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(1);
    }

    // Durations, on a clock that was right

    @ParameterizedTest
    @CsvSource({"PT-59M", "PT-24H", "PT59M", "PT24H", "PT-10S", "PT-87600H"})
    void aStepDoesNotMoveWhatCountsFromTheDefinition(Duration step) {
        define("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));
        gateway.stepClock(step);

        gateway.advance(Duration.ofMinutes(40).minusSeconds(1));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.calls()).hasSize(1);
        gateway.stepClock(step.negated());
        gateway.stepClock(step);
        gateway.advance(Duration.ofDays(2));
        assertThat(recorder.calls()).hasSize(1);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void overABootWithARightClockTheyGoOnByTheWallClock() {
        define("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));

        boot(Duration.ofMinutes(30));
        gateway.advance(Duration.ofMinutes(10));

        assertThat(recorder.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(45)));
    }

    @Test
    void overABootWithAWrongClockTheRestOfThemIsToCome() {
        define("once in 45 minutes");
        gateway.advance(Duration.ofMinutes(5));
        boot(Duration.ofDays(-20_000));
        gateway.advance(Duration.ofMinutes(10));
        gateway.stepClock(Duration.between(gateway.now(), START.plus(Duration.ofDays(1))));

        gateway.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(recorder.calls()).isEmpty();
        gateway.advance(Duration.ofSeconds(1));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isZero();
        boot(Duration.ofDays(-20_000));
        gateway.advance(Duration.ofDays(1));
        assertThat(recorder.calls()).as("it runs once").hasSize(1);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    // Times of day

    @ParameterizedTest
    @ValueSource(strings = {"every 10 minutes", "every 10 to 11 minutes", "every 10 minutes within 1 minute"})
    void anEndAtATimeOfDayIsThatOfTheDayThatTheClockIsSetTo(String interval) {
        defineAtAWrongClock(interval + " until 18:30");
        gateway.advance(Duration.ofHours(20)); // nobody knows when it is 18:30
        assertThat(recorder.calls()).hasSizeGreaterThan(100);
        recorder.clear();
        setTheClock(); // 10:00

        gateway.advance(Duration.ofHours(8));
        assertThat(recorder.calls()).hasSizeGreaterThan(42);
        gateway.advance(Duration.ofHours(8));

        assertThat(recorder.last().nominalTime())
                .isBetween(START.plus(Duration.ofMinutes(495)), START.plus(Duration.ofMinutes(510)));
        assertThat(recorder.calls()).extracting(JobContext::missed).containsOnly(0);
        gateway.restartAfter(Duration.ofHours(12));
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aStartAtATimeOfDayIsThatOfTheDayThatTheClockIsSetTo() {
        defineAtAWrongClock("every 10 minutes starting 11:00");
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.HELD);
        gateway.advance(Duration.ofHours(20));
        setTheClock(); // 10:00
        gateway.restartAfter(Duration.ofMinutes(1));

        gateway.advance(Duration.ofMinutes(75));

        assertThat(recorder.nominalTimes())
                .containsExactly(START.plus(Duration.ofMinutes(60)), START.plus(Duration.ofMinutes(70)));
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aTimeOfDayThatWasBoundStaysOverARestartAndOverAStepForward() {
        define("every 10 minutes until 18:30");
        gateway.restartAfter(Duration.ofHours(7)); // 17:00
        gateway.stepClock(Duration.ofHours(24)); // by the clock that is over
        gateway.advance(Duration.ofHours(5));

        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
        define("every 10 minutes until 18:30"); // the same line of code
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aCorrectionOfTheClockBindsATimeOfDayAnew() {
        define("every 10 minutes until 18:30");
        gateway.advance(Duration.ofHours(2));
        gateway.stepClock(Duration.ofDays(-1)); // 12:00 of the day before
        recorder.clear();

        gateway.advance(Duration.ofDays(2));

        assertThat(recorder.calls()).hasSize(39);
        assertThat(gateway.job("scan").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void anEventIsLimitedByWhatTheClockIsSetTo() {
        gateway = new ManualScheduler(WRONG, ZoneOffset.UTC);
        gateway.handler("scan", recorder.succeeding());
        gateway.define("first", "every 10 minutes", "scan");
        Recorder after = new Recorder();
        gateway.handler("after", after.succeeding());
        gateway.define("after", "after \"first\" until 18:30", "after");
        gateway.define("later", "after \"first\" starting 11:00", "after");
        gateway.advance(Duration.ofMinutes(20));
        assertThat(after.calls()).extracting(JobContext::jobName).containsExactly("after", "after");
        setTheClock();
        after.clear();

        gateway.advance(Duration.ofHours(12));

        assertThat(after.calls().stream().filter(call -> call.jobName().equals("after")))
                .hasSize(51);
        assertThat(after.calls().stream().filter(call -> call.jobName().equals("later")))
                .hasSize(67);
    }

    private void defineAtAWrongClock(String schedule) {
        gateway = new ManualScheduler(WRONG, ZoneOffset.UTC);
        define(schedule);
        assertThat(gateway.scheduler().status().clockTrusted()).isFalse();
    }

    private void define(String schedule) {
        if (gateway.scheduler().jobs().isEmpty()) {
            gateway.handler("scan", recorder.succeeding());
        }
        Job job = gateway.define("scan", schedule, "scan");
        assertThat(job.status().state()).isIn(List.of(JobState.READY, JobState.HELD, JobState.DONE));
    }

    private void setTheClock() {
        gateway.stepClock(Duration.between(gateway.now(), START));
    }

    /** The machine starts again, and its clock shows a time that is so much later. */
    private void boot(Duration step) {
        gateway.stop();
        Inside.of(gateway).time().rtc(true);
        gateway.time().reboot();
        gateway.time().step(step);
        gateway.start();
    }
}
