package io.reveille.power.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.power.TurnedClocks;
import io.reveille.power.linux.LinuxSettings.Commands;
import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Probe;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.PowerPrograms.Exit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LinuxBackendTest {

    private static final Instant NOW = Instant.parse("2027-03-27T22:00:00.300Z");
    private static final Instant WAKE = Instant.parse("2027-03-27T23:00:00Z");

    private final TurnedClocks clocks = new TurnedClocks(NOW);
    private final FakeKernel kernel = new FakeKernel(clocks);
    private final FakePrograms programs = new FakePrograms();
    private Commands commands = Commands.NONE;

    @Test
    void theAlarmWakesItOnTheSecond() throws Exception {
        Result result = sleep(Strategy.SYSFS, WAKE);
        assertThat(result.end()).isEqualTo(End.ALARM);
        assertThat(clocks.wall()).isBetween(WAKE.minusSeconds(1), WAKE.plusSeconds(1));
        assertThat(result.slept()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(kernel.written)
                .containsExactly(
                        "wakealarm=0",
                        "wakealarm=" + (WAKE.getEpochSecond() - 1), // rounded down
                        "wakeup_count=7",
                        "state=mem");
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void anRtcThatIsAnHourOffGetsAlarmsInItsOwnTime() throws Exception {
        for (int hours : List.of(1, -1)) {
            kernel.rtcAhead = Duration.ofHours(hours);
            Instant wake = clocks.wall().plusSeconds(600);
            assertThat(sleep(Strategy.SYSFS, wake).end()).isEqualTo(End.ALARM);
            assertThat(clocks.wall()).isBetween(wake.minusSeconds(1), wake.plusSeconds(1));
        }
    }

    @Test
    void withoutAVerifiedAlarmItNeverSleeps() throws Exception {
        kernel.deaf = true;
        Result result = sleep(Strategy.SYSFS, WAKE);
        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.detail()).contains("no alarm");
        assertThat(kernel.suspends).isZero();
    }

    @Test
    void anAlarmThatMayNotWakeTheMachineAnyMoreIsNoAlarm() throws Exception {
        assertThat(sleep(Strategy.SYSFS, WAKE).end()).isEqualTo(End.ALARM);
        kernel.files.put("/sys/class/rtc/rtc0/device/power/wakeup", "disabled");
        Result result = sleep(Strategy.SYSFS, WAKE.plusSeconds(3600));
        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.detail()).contains("the alarm may not wake the machine");
        assertThat(kernel.suspends).isEqualTo(1);
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void anAlarmThatHasPassedIsTakenByTheRtcAndNotByUs() throws Exception {
        assertThat(sleep(Strategy.SYSFS, NOW.minusSeconds(5)).end()).isEqualTo(End.FAILED);
        assertThat(kernel.suspends).isZero();
    }

    @Test
    void anRtcThatReachesADayIsSleptInHops() throws Exception {
        kernel.horizon = Optional.of(Duration.ofHours(24));
        Result result = sleep(Strategy.SYSFS, NOW.plus(Duration.ofHours(30)));
        assertThat(result.end()).isEqualTo(End.ABORTED);
        assertThat(result.horizon())
                .hasValueSatisfying(limit -> assertThat(limit).isLessThan(Duration.ofHours(24)));
        assertThat(sleep(Strategy.SYSFS, NOW.plus(result.horizon().orElseThrow()))
                        .end())
                .isEqualTo(End.ALARM);
    }

    @Test
    void anotherWakeLeavesNoAlarmBehind() throws Exception {
        kernel.foreignAfter = Optional.of(Duration.ofMinutes(3));
        Result result = sleep(Strategy.SYSFS, WAKE);
        assertThat(result.end()).isEqualTo(End.FOREIGN);
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void anEarlierAlarmOfSomebodyElseStaysAndWakesIt() throws Exception {
        kernel.alarm = WAKE.minusSeconds(1200).getEpochSecond();
        Result result = sleep(Strategy.SYSFS, WAKE);
        assertThat(result.end()).isEqualTo(End.ALARM);
        assertThat(result.othersAlarm())
                .hasValueSatisfying(
                        alarm -> assertThat(alarm).isBetween(WAKE.minusSeconds(1202), WAKE.minusSeconds(1198)));
        assertThat(clocks.wall()).isBefore(WAKE.minusSeconds(1190));
        assertThat(kernel.written).noneMatch(line -> line.startsWith("wakealarm"));
    }

    @Test
    void anAlarmOfSomebodyElseThatIsAlmostThereKeepsItAwake() throws Exception {
        kernel.alarm = kernel.rtc() + 2;
        assertThat(sleep(Strategy.SYSFS, WAKE).end()).isEqualTo(End.ABORTED);
        assertThat(kernel.suspends).isZero();
    }

    @Test
    void aLaterAlarmOfSomebodyElseComesBack() throws Exception {
        long others = WAKE.plusSeconds(7200).getEpochSecond();
        kernel.alarm = others;
        assertThat(sleep(Strategy.SYSFS, WAKE).end()).isEqualTo(End.ALARM);
        assertThat(kernel.alarm).isEqualTo(others);
    }

    @Test
    void aWakeUpEventOnTheWayCallsItOff() throws Exception {
        kernel.races = true;
        assertThat(sleep(Strategy.SYSFS, WAKE).end()).isEqualTo(End.ABORTED);
        assertThat(kernel.suspends).isZero();
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void anAlarmThatGoesOffOnTheWayCallsItOff() throws Exception {
        int[] asked = {0};
        Result result = sleep(Strategy.SYSFS, NOW.plusSeconds(60), () -> {
            if (++asked[0] == 2) {
                clocks.awake(Duration.ofSeconds(61));
            }
            return true;
        });
        assertThat(result.end()).isEqualTo(End.ABORTED);
        assertThat(kernel.suspends).isZero();
    }

    @Test
    void aChangeOnTheWayCallsItOffAtAnyMoment() throws Exception {
        for (int when = 1; when <= 2; when++) {
            int[] left = {when};
            assertThat(sleep(Strategy.SYSFS, WAKE, () -> --left[0] > 0).end())
                    .as("at question %s", when)
                    .isEqualTo(End.ABORTED);
            assertThat(kernel.alarm).isNull();
        }
        assertThat(kernel.suspends).isZero();
    }

    @Test
    void aDriverThatRefusesIsAFailureAndLeavesNoAlarm() throws Exception {
        kernel.refuses = true;
        kernel.files.put("/sys/power/suspend_stats/last_failed_dev", "mmc0");
        Result result = sleep(Strategy.SYSFS, WAKE);
        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.detail()).contains("mmc0");
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void aKernelThatSaysItSleptIsNotBelieved() throws Exception {
        kernel.lies = true;
        assertThat(sleep(Strategy.SYSFS, WAKE).end()).isEqualTo(End.FAILED);
    }

    @Test
    void systemctlMayReturnBeforeTheSleep() throws Exception {
        kernel.files.put("/run/systemd/system", "");
        int[] pauses = {0};
        LinuxMachine machine = new LinuxMachine(kernel, programs, clocks, millis -> {
            clocks.awake(Duration.ofMillis(millis));
            if (++pauses[0] == 10) {
                try {
                    kernel.suspend();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        Result result = new LinuxBackend(LinuxBackend.NAME, machine, settings(Strategy.SYSTEMCTL), Depth.SUSPEND)
                .sleep(new Request(Depth.SUSPEND, Optional.of(WAKE), () -> true));
        assertThat(result.end()).isEqualTo(End.ALARM);
        assertThat(programs.ran).containsExactly(List.of("systemctl", "--check-inhibitors=yes", "suspend"));
    }

    @Test
    void systemctlThatDoesNothingIsAFailureInBoundedTime() throws Exception {
        assertThat(sleep(Strategy.SYSTEMCTL, WAKE).end()).isEqualTo(End.FAILED);
        assertThat(clocks.wall()).isBefore(NOW.plusSeconds(60));
    }

    @Test
    void somebodyElsesInhibitorIsNoFailure() throws Exception {
        programs.does =
                command -> new Exit(1, "Operation inhibited by \"apt\" (PID 12, user root), reason is \"upgrade\"");
        Result result = sleep(Strategy.SYSTEMCTL, WAKE);
        assertThat(result.end()).isEqualTo(End.ABORTED);
        assertThat(result.detail()).contains("upgrade");
        programs.does = command -> new Exit(1, "Access denied");
        assertThat(sleep(Strategy.SYSTEMCTL, WAKE).end()).isEqualTo(End.FAILED);
    }

    @Test
    void powerOffLeavesItsAlarm() throws Exception {
        Result result = sleep(Strategy.SYSTEMCTL, Depth.POWER_OFF, Optional.of(WAKE), () -> true);
        assertThat(result.end()).isEqualTo(End.POWERED_OFF);
        assertThat(kernel.alarm).isEqualTo(WAKE.getEpochSecond() - 1);
        assertThat(programs.ran).containsExactly(List.of("systemctl", "--check-inhibitors=yes", "poweroff"));
        assertThat(sleep(Strategy.SYSFS, Depth.POWER_OFF, Optional.of(WAKE), () -> true)
                        .end())
                .isEqualTo(End.POWERED_OFF);
        assertThat(programs.ran).contains(List.of("poweroff"));
    }

    @Test
    void commandsGetTheMomentInTheirPlaces() throws Exception {
        commands = new Commands(
                List.of("/opt/pic/arm", "--at={iso}", "{epoch}", "; rm -rf /"),
                List.of("/opt/pic/arm", "--show"),
                List.of("/opt/pic/off", "{seconds}"));
        programs.does = command -> {
            if (command.contains("--show")) {
                return new Exit(0, String.valueOf(WAKE.getEpochSecond()));
            }
            if (command.get(0).equals("/opt/pic/off")) {
                clocks.asleep(Duration.between(clocks.wall(), WAKE));
            }
            return new Exit(0, "");
        };
        assertThat(sleep(Strategy.COMMAND, WAKE).end()).isEqualTo(End.ALARM);
        assertThat(programs.ran)
                .containsExactly(
                        List.of("/opt/pic/arm", "--at=2027-03-27T23:00:00Z", "1806188400", "; rm -rf /"),
                        List.of("/opt/pic/arm", "--show"),
                        List.of("/opt/pic/off", "3599"));
        assertThat(kernel.written).isEmpty();
    }

    @Test
    void aCommandMayReturnBeforeTheSleepAndTheClockWakesIt() throws Exception {
        commands = new Commands(List.of(), List.of(), List.of("/opt/pic/off", "--now"));
        int[] pauses = {0};
        LinuxMachine machine = new LinuxMachine(kernel, programs, clocks, millis -> {
            clocks.awake(Duration.ofMillis(millis));
            if (++pauses[0] == 10) {
                try {
                    kernel.suspend();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        LinuxBackend backend = new LinuxBackend(LinuxBackend.NAME, machine, settings(Strategy.COMMAND), Depth.SUSPEND);
        assertThat(backend.probe().findings()).containsExactly("suspends by /opt/pic/off, woken by rtc0");
        Result result = backend.sleep(new Request(Depth.SUSPEND, Optional.of(WAKE), () -> true));
        assertThat(result.end()).isEqualTo(End.ALARM);
        assertThat(clocks.wall()).isBetween(WAKE.minusSeconds(1), WAKE.plusSeconds(1));
        assertThat(programs.ran).containsExactly(List.of("/opt/pic/off", "--now"));
        assertThat(kernel.written).containsSubsequence("wakealarm=" + (WAKE.getEpochSecond() - 1), "wakeup_count=7");
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void aCommandWithoutAnAlarmOfItsOwnNeedsTheClock() {
        commands = new Commands(List.of(), List.of(), List.of("/opt/pic/off"));
        kernel.files.clear();
        assertThat(probe(Strategy.COMMAND).findings()).anyMatch(line -> line.contains("no real-time clock"));
        commands = new Commands(List.of(), List.of(), List.of("/opt/pic/off", "{seconds}"));
        assertThat(probe(Strategy.COMMAND).usable()).isTrue();
    }

    @Test
    void aCommandThatCannotBeRunOrSaysNothingIsNamed() throws Exception {
        commands = new Commands(List.of(), List.of(), List.of("/opt/pic/off", "--now"));
        programs.does = command -> {
            throw new IOException("it has not ended within 45 s");
        };
        Result result = sleep(Strategy.COMMAND, WAKE);
        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.detail()).isEqualTo("/opt/pic/off --now cannot be run: it has not ended within 45 s");
        programs.does = command -> new Exit(4, "");
        assertThat(sleep(Strategy.COMMAND, WAKE).detail())
                .isEqualTo("/opt/pic/off --now ended with status 4 and said nothing");
        assertThat(kernel.alarm).isNull();
    }

    @Test
    void aControllersCommandThatReturnsAndDoesNothingIsAFailureInBoundedTime() throws Exception {
        commands = new Commands(List.of("/opt/pic/arm", "{epoch}"), List.of(), List.of("/opt/pic/off"));
        Result result = sleep(Strategy.COMMAND, WAKE);
        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(result.detail()).contains("/opt/pic/off was asked to suspend");
        assertThat(clocks.wall()).isBefore(NOW.plusSeconds(60));
    }

    @Test
    void aCountOfWakeUpEventsThatOthersKeepDoesNotHoldItBack() throws Exception {
        kernel.readOnly.add("/sys/power/wakeup_count");
        assertThat(sleep(Strategy.SYSFS, WAKE).end()).isEqualTo(End.ALARM);
    }

    @Test
    void aControllerThatHasAnotherAlarmIsNotSleptBy() throws Exception {
        commands = new Commands(
                List.of("/opt/pic/arm", "{epoch}"), List.of("/opt/pic/arm", "--show"), List.of("/opt/pic/off"));
        programs.does = command -> new Exit(0, "0");
        assertThat(sleep(Strategy.COMMAND, WAKE).end()).isEqualTo(End.FAILED);
        programs.does = command -> new Exit(3, "no answer on i2c-1");
        assertThat(sleep(Strategy.COMMAND, WAKE).detail()).contains("no answer on i2c-1");
        assertThat(programs.ran).noneMatch(command -> command.get(0).equals("/opt/pic/off"));
    }

    @Test
    void itSaysInPlainWordsWhatIsMissing() {
        assertThat(probe(Strategy.SYSFS).usable()).isTrue();
        assertThat(probe(Strategy.SYSTEMCTL).findings())
                .singleElement()
                .asString()
                .contains("systemd");
        kernel.files.put("/sys/class/rtc/rtc0/device/power/wakeup", "disabled");
        kernel.files.put("/sys/power/state", "freeze");
        kernel.files.put("/run/systemd/system", "");
        assertThat(probe(Strategy.SYSFS).findings())
                .hasSize(3)
                .anyMatch(line -> line.contains("device/power/wakeup"))
                .anyMatch(line -> line.contains("mem"))
                .anyMatch(line -> line.contains("use systemctl"));
        programs.there.clear();
        assertThat(probe(Strategy.SYSTEMCTL).findings()).anyMatch(line -> line.contains("no program systemctl"));
        kernel.files.clear();
        assertThat(probe(Strategy.SYSFS).usable()).isFalse();
        assertThat(probe(Strategy.SYSFS).findings()).anyMatch(line -> line.contains("no real-time clock"));
    }

    private Probe probe(Strategy strategy) {
        return new LinuxBackend(LinuxBackend.NAME, machine(), settings(strategy), Depth.SUSPEND).probe();
    }

    private Result sleep(Strategy strategy, Instant wake) throws Exception {
        return sleep(strategy, wake, () -> true);
    }

    private Result sleep(Strategy strategy, Instant wake, BooleanSupplier undisturbed) throws Exception {
        return sleep(strategy, Depth.SUSPEND, Optional.of(wake), undisturbed);
    }

    private Result sleep(Strategy strategy, Depth depth, Optional<Instant> wake, BooleanSupplier undisturbed)
            throws Exception {
        if (strategy == Strategy.SYSTEMCTL) {
            kernel.files.put("/run/systemd/system", "");
        } else {
            kernel.files.remove("/run/systemd/system");
        }
        return new LinuxBackend(LinuxBackend.NAME, machine(), settings(strategy), depth)
                .sleep(new Request(depth, wake, undisturbed));
    }

    private LinuxMachine machine() {
        return new LinuxMachine(kernel, programs, clocks, millis -> clocks.awake(Duration.ofMillis(millis)));
    }

    private LinuxSettings settings(Strategy strategy) {
        return new LinuxSettings(strategy, "rtc0", commands);
    }
}
