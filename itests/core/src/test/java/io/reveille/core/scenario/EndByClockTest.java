package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import io.reveille.schedule.Schedule;
import io.reveille.spi.ClockTrust.Verdict;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules with an end that is a time of the wall clock, on clocks that are past that and should not be. */
class EndByClockTest {

    private static final Instant WRONG = Instant.parse("2030-05-01T12:00:00Z");

    private final Recorder recorder = new Recorder();
    private ManualScheduler gateway = new ManualScheduler();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every hour until 2027-06-01",
                "every hour until 2027-06-01T00:00:00Z",
                "every hour until 2027-06-01 times 1000",
                "every hour within 5 minutes until 2027-06-01",
                "every 50 to 60 minutes until 2027-06-01",
                "every hour starting 2026-03-04 until 2027-06-01",
                "every hour between 00:00 and 23:59 until 2027-06-01",
                "every hour at :00 until 2027-06-01",
                "cron 0 * * * * until 2027-06-01"
            })
    void aBootWithAClockPastTheEndIsNotTheEnd(String schedule) {
        define(schedule);
        gateway.advance(Duration.ofMinutes(90));

        boot(WRONG, true); // nobody knows that it is wrong
        gateway.advance(Duration.ofMinutes(1));
        assertThat(state()).as(schedule).isEqualTo(JobState.DONE);
        boot(START.plus(Duration.ofHours(4)), true);
        gateway.advance(Duration.ofMinutes(90));
        assertThat(state()).as(schedule).isEqualTo(JobState.HELD);
        assertThat(gateway.job("scan").status().reason()).contains("which it has shown already");
        recorder.clear();

        gateway.scheduler().trustClock();
        gateway.advance(Duration.ofMinutes(181));

        assertThat(state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).as(schedule).hasSizeBetween(3, 4);
        assertThat(recorder.last().missed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"every hour until 2027-06-01", "every 50 to 60 minutes until 2027-06-01 times 100"})
    void aClockThatIsNotTrustedEndsNothing(String schedule) {
        define(schedule);
        gateway.advance(Duration.ofMinutes(90));

        boot(WRONG, false);
        gateway.advance(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(JobState.HELD);
        assertThat(gateway.job("scan").explain()).contains("has just started");
        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo(JobState.HELD);

        recorder.clear();
        gateway.stepClock(Duration.between(gateway.now(), START.plus(Duration.ofHours(4))));
        gateway.scheduler().trustClock();
        gateway.advance(Duration.ofHours(2));
        assertThat(state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void theNextBootWithTheRightClockGoesOnAtOnce() {
        define("every hour until 2027-06-01");
        gateway.advance(Duration.ofMinutes(90));
        boot(WRONG, false);
        gateway.advance(Duration.ofMinutes(5));
        recorder.clear();

        boot(START.plus(Duration.ofHours(4)), true);
        assertThat(state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofHours(2));

        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void aJobThatIsMadeUnderAWrongClockWaitsForTheRightOne() {
        gateway = new ManualScheduler(WRONG, ZoneOffset.UTC);
        Verdict[] verdict = {Verdict.UNTRUSTED};
        Registration service = gateway.clockTrust(() -> verdict[0]);
        boot(WRONG, true);

        define("every hour until 2027-06-01");

        assertThat(state()).isEqualTo(JobState.HELD);
        verdict[0] = Verdict.TRUSTED;
        gateway.stepClock(Duration.between(gateway.now(), START));
        gateway.advance(Duration.ofHours(2));
        assertThat(state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).hasSize(2);
        service.close();
    }

    @Test
    void whatIsOverByARightClockStaysOver() {
        define("every hour until 2026-03-04 12:00");
        gateway.advance(Duration.ofHours(5));
        assertThat(state()).isEqualTo(JobState.DONE);

        gateway.restartAfter(Duration.ofHours(1));
        assertThat(state()).isEqualTo(JobState.DONE);
        boot(Instant.parse("1970-01-01T00:00:00Z"), true);
        assertThat(state()).isEqualTo(JobState.HELD);
        gateway.advance(Duration.ofHours(5));
        gateway.stepClock(Duration.between(gateway.now(), START.plus(Duration.ofDays(1))));
        gateway.advance(Duration.ofHours(5));

        assertThat(state()).isEqualTo(JobState.DONE);
        assertThat(recorder.calls()).hasSize(2);
    }

    // What older versions have stored

    @Test
    void anEndThatAnOlderVersionHasConcludedIsTakenBack() {
        define("every hour until 2027-06-01");
        store("every hour until 2027-06-01", "2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", "");

        assertThat(state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofHours(3));
        assertThat(recorder.calls()).isNotEmpty();
    }

    @Test
    void anEndAtATimeOfDayThatAnOlderVersionHasBoundToAWrongClockIsBoundAnew() {
        define("every 10 minutes until 18:30");
        store("every 10 minutes until 18:30", "1970-01-01T00:00:20Z", "2026-03-04T10:00:00Z", "PT492322H");

        assertThat(state()).isEqualTo(JobState.READY);
        gateway.advance(Duration.ofHours(20));
        assertThat(recorder.calls()).hasSizeBetween(50, 51);
        assertThat(state()).isEqualTo(JobState.DONE);
    }

    @Test
    void anEndAtATimeOfDayThatAnOlderVersionHasReachedStays() {
        define("every 10 minutes until 18:30");
        store("every 10 minutes until 18:30", "2026-03-03T10:00:00Z", "2026-03-03T18:30:00Z", "");

        assertThat(state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aDurationThatAnOlderVersionHasBoundToAWrongClockCountsFromTheDefinition() {
        define("every minute until 2 hours from definition");
        // Defined at 09:55:20, had the clock been right; it was set at 10:00.
        store(
                "every minute until 2 hours from definition",
                "1970-01-01T00:00:20Z",
                "2026-03-04T10:00:20Z",
                Duration.between(Instant.EPOCH, START.minusSeconds(300)).toString());

        gateway.advance(Duration.ofHours(5));

        assertThat(recorder.calls()).hasSizeBetween(114, 116);
        assertThat(state()).isEqualTo(JobState.DONE);
    }

    /** Puts there what older versions stored of a job that was over; they did not move what it was bound to. */
    private void store(String schedule, String bound, String chain, String stepped) {
        gateway.stop();
        String text = Schedule.parse(schedule).toString();
        String clock = stepped.isEmpty() ? "" : ",\"clock\":\"old\",\"stepped\":\"" + stepped + "\"";
        gateway.states()
                .put(
                        "scan",
                        "{\"v\":3,\"schedule\":\"" + text + "\",\"bound\":\"" + bound + "\",\"chain\":\"" + chain
                                + "\",\"done\":\"its schedule has no further occurrence\"" + clock + "}");
        gateway.start();
        gateway.advance(Duration.ofSeconds(1));
    }

    private JobState state() {
        return gateway.job("scan").status().state();
    }

    private void define(String schedule) {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", schedule, "scan");
    }

    /** The machine starts again, and its clock shows this. */
    private void boot(Instant shows, boolean rtc) {
        gateway.stop();
        Inside.of(gateway).time().rtc(rtc);
        gateway.time().reboot();
        gateway.time().step(Duration.between(gateway.now(), shows));
        gateway.start();
    }
}
