package io.reveille.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.spi.ClockTrust.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockTrustsTest {

    private static final String TRACKING =
            "C0A80001,192.168.0.1,3,1798761600.123456789,0.000012,0.000034,0.000056,-12.345,0.001,0.02,0.01,0.001,64.2,";

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN",
        "run/systemd/timesync/clock=, UNTRUSTED",
        "run/systemd/timesync/synchronized=, TRUSTED",
        "run/systemd/timesync=file, UNKNOWN",
        "run/systemd/timesync/synchronized=/, TRUSTED"
    })
    void timesyncd(String files, Verdict verdict) {
        FakeMachine.of(root, files);
        assertThat(new TimesyncdTrust(root).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "Normal, TRUSTED",
        "Insert second, TRUSTED",
        "Delete second, TRUSTED",
        "Not synchronised, UNTRUSTED",
        "normal, UNKNOWN",
        "Unknown, UNKNOWN",
        "'', UNKNOWN"
    })
    void chrony(String leapStatus, Verdict verdict) throws Exception {
        assertThat(ask("echo '" + TRACKING + leapStatus + "'")).isEqualTo(verdict);
    }

    @Test
    void chronycIsAskedForThePlainTracking() throws Exception {
        assertThat(ask("[ \"$*\" = '-c -n tracking' ] && echo '" + TRACKING + "Normal'"))
                .isEqualTo(Verdict.TRUSTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0",
                "echo Normal",
                "echo '506 Cannot talk to daemon'; exit 1",
                "echo 'C0A80001,x,3,1,1,1,1,1,1,1,1,1,1,Normal'; exit 1",
                "echo '7F7F0101,,10,1,0,0,0,0,0,0,0,0,0,Normal'",
                "echo '7F7F0101,,10,1,0,0,0,0,0,0,0,0,0,Normal' >&2",
                "head -c 3000 /dev/urandom"
            })
    void whatChronycSaysOtherwiseIsNothing(String script) throws Exception {
        assertThat(ask(script)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void chronycIsNotCalledWithoutChronyd() throws Exception {
        chronyc("touch " + root + "/called; echo '" + TRACKING + "Normal'");
        assertThat(trust(Duration.ofSeconds(5)).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(root.resolve("called")).doesNotExist();
    }

    @Test
    void chronydWithoutChronycIsUnknown() throws Exception {
        FakeMachine.of(root, "run/chrony/chronyd.pid=4711 usr/bin/chronyc=text");
        assertThat(trust(Duration.ofSeconds(5)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aChronycThatHangsIsKilled() throws Exception {
        FakeMachine.of(root, "var/run/chronyd.pid=4711");
        chronyc("echo $$ > " + root + "/pid; exec sleep 600");
        assertThat(trust(Duration.ofMillis(500)).verdict()).isEqualTo(Verdict.UNKNOWN);
        awaitDeath();
    }

    @Test
    void anInterruptKillsItToo() throws Exception {
        FakeMachine.of(root, "run/chrony/chronyd.pid=4711");
        chronyc("echo $$ > " + root + "/pid; exec sleep 600");
        FutureTask<Verdict> asked =
                new FutureTask<>(() -> trust(Duration.ofMinutes(5)).verdict());
        Thread thread = new Thread(asked);
        thread.start();
        await().until(() -> Files.exists(root.resolve("pid")) && Files.size(root.resolve("pid")) > 0);

        thread.interrupt();

        assertThatThrownBy(asked::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        awaitDeath();
    }

    private void awaitDeath() throws IOException {
        Path file = root.resolve("pid");
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!text.isEmpty()) { // else it was killed before it could say its number
            long pid = Long.parseLong(text);
            await().until(() ->
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        }
    }

    private Verdict ask(String script) throws Exception {
        FakeMachine.of(root, "run/chrony/chronyd.pid=4711");
        chronyc(script);
        return trust(Duration.ofMinutes(1)).verdict();
    }

    private void chronyc(String script) throws IOException {
        Path file = root.resolve("usr/bin/chronyc");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private ChronyTrust trust(Duration limit) {
        return new ChronyTrust(root, limit);
    }

    @ParameterizedTest
    @CsvSource({"yes, 0, TRUSTED", "no, 0, UNKNOWN", "yes, 1, UNKNOWN", "'', 0, UNKNOWN", "YES, 0, UNKNOWN"})
    void kernel(String answer, int status, Verdict verdict) throws Exception {
        FakeMachine.of(root, "run/systemd/system=/");
        Path timedatectl = root.resolve("usr/bin/timedatectl");
        Files.createDirectories(timedatectl.getParent());
        Files.writeString(
                timedatectl,
                "#!/bin/sh\n[ \"$*\" = 'show --property=NTPSynchronized --value' ] && echo '" + answer + "'\nexit "
                        + status + "\n");
        assertThat(timedatectl.toFile().setExecutable(true)).isTrue();

        assertThat(new KernelTrust(root, Duration.ofSeconds(60)).verdict()).isEqualTo(verdict);
    }

    @Test
    void withoutSystemdTheKernelIsNotAsked() throws Exception {
        assertThat(new KernelTrust(root, Duration.ofSeconds(60)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
