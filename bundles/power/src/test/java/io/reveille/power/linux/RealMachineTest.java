package io.reveille.power.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.power.cycle.SystemClocks;
import io.reveille.power.linux.LinuxSettings.Commands;
import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.PowerPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files and real programs. */
class RealMachineTest {

    @TempDir
    Path root;

    @Test
    void onFilesThatDoNotSleepNothingIsClaimed() throws Exception {
        file("sys/power/state", "freeze mem disk\n");
        file("sys/power/wakeup_count", "12\n");
        file("sys/power/suspend_stats/success", "3\n");
        file("sys/class/rtc/rtc0/since_epoch", "1000000\n");
        file("sys/class/rtc/rtc0/wakealarm", "");
        file("sys/class/rtc/rtc0/device/power/wakeup", "enabled\n");
        LinuxBackend backend = new LinuxBackend(
                LinuxBackend.NAME,
                new LinuxMachine(new RealFiles(root), new RealPrograms(), new SystemClocks(), Thread::sleep),
                new LinuxSettings(Strategy.SYSFS, "rtc0", Commands.NONE),
                Depth.SUSPEND);
        assertThat(backend.probe().findings()).singleElement().asString().contains("rtc0");
        assertThat(backend.probe().usable()).isTrue();
        Instant wake = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        Result result = backend.sleep(new Request(Depth.SUSPEND, Optional.of(wake), () -> true));
        assertThat(result.end()).isEqualTo(End.FAILED);
        assertThat(Files.readString(root.resolve("sys/power/state"))).isEqualTo("mem");
        assertThat(Files.readString(root.resolve("sys/power/wakeup_count"))).isEqualTo("12");
        assertThat(Files.readString(root.resolve("sys/class/rtc/rtc0/wakealarm")))
                .isEqualTo("0"); // set, and taken back
    }

    @Test
    void programsAreRunWithoutAShell() throws Exception {
        RealPrograms programs = new RealPrograms();
        assertThat(programs.run(List.of("echo", "$HOME", ";", "ls")).output()).isEqualTo("$HOME ; ls");
        assertThat(programs.run(List.of("false")).status()).isEqualTo(1);
        assertThat(programs.isThere("no-such-program")).isFalse();
        assertThatThrownBy(() -> programs.run(List.of("no-such-program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void programsOfOthersAreFoundByTheirPathHere() throws Exception {
        List<List<String>> asked = new ArrayList<>();
        OfferedPrograms programs = new OfferedPrograms(new PowerPrograms() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public Exit run(List<String> command) {
                asked.add(command);
                return new Exit(0, "done");
            }
        });
        assertThat(programs.run(List.of("echo", "; ls")).output()).isEqualTo("done");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).get(0)).matches("/(usr/)?bin/echo");
        assertThat(asked.get(0).get(1)).isEqualTo("; ls");
        assertThat(programs.isThere("no-such-program")).isFalse();
        assertThatThrownBy(() -> programs.run(List.of("no-such-program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
        assertThat(asked).hasSize(1);
    }

    @Test
    void toAskWhetherAFileMayBeWrittenWritesNothing() throws Exception {
        file("sys/power/state", "freeze mem disk\n");
        RealFiles files = new RealFiles(root);
        assertThat(files.isWritable("/sys/power/state")).isTrue();
        assertThat(Files.readString(root.resolve("sys/power/state"))).isEqualTo("freeze mem disk\n");
        assertThat(files.isWritable("/sys/power/nothing")).isFalse();
        assertThat(root.resolve("sys/power/nothing")).doesNotExist();
        assertThat(files.isWritable("/sys/power")).isFalse();
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
