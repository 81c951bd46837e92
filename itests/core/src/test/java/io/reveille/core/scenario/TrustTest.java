package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.spi.ClockTrust;
import io.reveille.spi.ClockTrust.Verdict;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateways that start with a wrong clock, and how they come to trust it. */
class TrustTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder reports = new Recorder();
    private final Recorder polls = new Recorder();

    @BeforeEach
    void defineBoth() {
        gateway.handler("report", reports.succeeding());
        gateway.handler("poll", polls.succeeding());
        gateway.define("report", "every hour at :30 in UTC", "report");
        gateway.define("poll", "every minute", "poll");
        gateway.advance(Duration.ofMinutes(1));
    }

    @Test
    void aMachineThatKeepsItsClockTrustsIt() {
        boot(true, Duration.ofMinutes(5));

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aMachineThatDoesNotIsGivenTenMinutes() {
        boot(false, Duration.ofMinutes(24)); // 10:25
        polls.clear();

        gateway.advance(Duration.ofMinutes(9).plusSeconds(39)); // since the boot: 9:59
        Job report = gateway.job("report");
        assertThat(report.status().state()).isEqualTo(JobState.HELD);
        assertThat(report.status().reason()).contains("has just started", "10 minutes");
        assertThat(report.explain()).contains("setting clock.wait", "ends the wait");
        assertThat(gateway.scheduler().status().clock()).contains("has just started");
        assertThat(reports.calls()).isEmpty();
        assertThat(polls.calls()).as("elapsed jobs run").hasSizeBetween(9, 10);
        gateway.advance(Duration.ofSeconds(1));

        assertThat(report.status().state()).isEqualTo(JobState.READY);
        assertThat(reports.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(reports.last().missed()).isEqualTo(1);
    }

    @Test
    void aStepForwardIsASetClock() {
        boot(false, Duration.ZERO);
        gateway.advance(Duration.ofMinutes(1));
        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.HELD);

        gateway.stepClock(Duration.ofHours(3).plusMinutes(10));

        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.READY);
        assertThat(reports.calls()).hasSize(1);
        assertThat(reports.last().missed()).isEqualTo(3);
        assertThat(polls.calls()).as("not moved").hasSizeLessThan(5);
    }

    @Test
    void aServiceThatKnowsTheClockIsBelieved() {
        gateway.clockTrust(() -> Verdict.TRUSTED);

        boot(false, Duration.ZERO);

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }

    @Test
    void aServiceThatSaysNoHoldsAMachineThatKeepsItsClock() {
        Verdict[] verdict = {Verdict.UNTRUSTED};
        gateway.clockTrust(() -> verdict[0]);
        boot(true, Duration.ZERO);
        assertThat(gateway.job("report").status().reason()).contains("time service has not set the clock");

        verdict[0] = Verdict.TRUSTED;
        gateway.advance(Duration.ofMinutes(10)); // it is asked again

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }

    @Test
    void aServiceThatKnowsNothingOrFailsChangesNothing() {
        gateway.clockTrust(() -> Verdict.UNKNOWN);
        gateway.clockTrust(() -> {
            throw new IllegalStateException("no bus");
        });

        boot(true, Duration.ZERO);

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }

    @Test
    void aServiceThatGoesTakesItsVerdictWithIt() {
        ClockTrust no = () -> Verdict.UNTRUSTED;
        Registration service = gateway.clockTrust(no);
        boot(true, Duration.ZERO);
        assertThat(gateway.scheduler().status().clockTrusted()).isFalse();

        service.close();

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aSlowServiceHoldsNothingUp() {
        gateway.clockTrust(() -> Verdict.TRUSTED);
        boot(false, Duration.ZERO);
        Inside.of(gateway).questions().hold();
        gateway.stop();
        gateway.time().reboot();
        gateway.start();
        polls.clear();

        gateway.advance(Duration.ofMinutes(3));

        assertThat(polls.calls()).hasSize(3);
    }

    @Test
    void aClockBeforeTheNewestTrustedTimeStaysUntrusted() {
        gateway.advance(Duration.ofHours(24));
        boot(true, Duration.ofDays(-10)); // after the build, and still wrong
        int before = reports.calls().size();

        gateway.advance(Duration.ofHours(5));
        assertThat(gateway.job("report").status().reason()).contains("which it has shown already");
        assertThat(reports.calls()).hasSize(before);

        gateway.scheduler().trustClock();
        gateway.advance(Duration.ofHours(1));
        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.READY);
        assertThat(reports.calls()).hasSize(before + 1);
        assertThat(reports.last().missed()).isZero();
        gateway.advance(Duration.ofMinutes(1));
        gateway.crashFor(Duration.ofSeconds(5));
        assertThat(gateway.scheduler().status().clockTrusted())
                .as("what was accepted lowers the newest")
                .isTrue();
    }

    @Test
    void anUntrustedTimeDoesNotRaiseTheNewest() {
        boot(false, Duration.ofDays(400)); // too late by more than a year, say
        gateway.advance(Duration.ofMinutes(5));
        gateway.crashFor(Duration.ofSeconds(1));

        boot(true, Duration.ofDays(-399));

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }

    @Test
    void aSmallStepBackOverARestartIsTrusted() {
        gateway.advance(Duration.ofHours(2));

        boot(true, Duration.ofMinutes(-50));

        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }

    @Test
    void aRestartInTheSameBootTrustsWhatWasTrusted() {
        boot(false, Duration.ZERO);
        gateway.advance(Duration.ofMinutes(2));
        gateway.scheduler().trustClock();
        gateway.advance(Duration.ofMinutes(1));

        gateway.restartAfter(Duration.ofSeconds(5));
        assertThat(gateway.scheduler().status().clockTrusted()).isTrue();
    }

    @Test
    void aRestartInTheSameBootDoesNotTrustWhatWasNot() {
        boot(false, Duration.ZERO);
        gateway.advance(Duration.ofMinutes(2));

        gateway.restartAfter(Duration.ofSeconds(5));

        assertThat(gateway.scheduler().status().clockTrusted()).isFalse();
    }

    @Test
    void aHeldJobRunsOnRequest() {
        boot(false, Duration.ZERO);

        gateway.job("report").trigger();
        gateway.settle();

        assertThat(reports.calls()).hasSize(1);
        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.HELD);
    }

    @Test
    void resumeDoesNotEndIt() {
        boot(false, Duration.ZERO);

        gateway.job("report").resume();

        assertThat(gateway.job("report").status().state()).isEqualTo(JobState.HELD);
    }

    /** The machine starts again, with this clock. */
    private void boot(boolean rtc, Duration step) {
        gateway.stop();
        Inside.of(gateway).time().rtc(rtc);
        gateway.time().reboot();
        gateway.time().step(step);
        gateway.start();
    }
}
