package io.reveille.power.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.spi.AllowedCommands;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.Quiescence.Window;
import io.reveille.spi.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerSettingsReaderTest {

    private static final String ARM = "/opt/pic/arm --at {epoch} \"two words\"";

    @TempDir
    Path folder;

    @Test
    void withoutAnyTheDefaultsCount() {
        PowerSettings settings = read(Map.of());
        assertThat(settings.backend()).isEqualTo("simulated");
        assertThat(settings.cycle().depth()).isEqualTo(Depth.SUSPEND);
        assertThat(settings.cycle().rules().minimum()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.wantedMinimum()).isEmpty();
        assertThat(read(Map.of("depth", "power-off")).cycle().rules().minimum()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.forecast().battery().isKnown()).isFalse();
        assertThat(settings.cycle().graces().wake()).isZero();
        assertThat(settings.forecast().awakeEachTime()).isEmpty();
        assertThat(read(Map.of("forecast.awake", 12)).forecast().awakeEachTime())
                .contains(Duration.ofSeconds(12));
    }

    @Test
    void formsAndFilesGiveNumbersOrTexts() {
        PowerSettings settings = read(Map.of(
                "sleep.minimum",
                90,
                "grace.boot",
                "300",
                "current.awake",
                180.5,
                "capacity",
                "2600",
                "strategy",
                "sysfs"));
        assertThat(settings.cycle().rules().minimum()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.cycle().graces().boot()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.forecast().battery().awake()).isEqualTo(180.5);
        assertThat(settings.linux().strategy()).isEqualTo(Strategy.SYSFS);
    }

    @ParameterizedTest
    @CsvSource({
        "sleep.minimum, 5, 10 to 86400",
        "sleep.minimum, 86401, 0 to 86400",
        "sleep.minimum, soon, a whole number",
        "grace.foreign, 0, 5 to 86400",
        "failures, 0, 1 to 100",
        "backoff, 4000, 1 to 3600",
        "wait.runs, -1, 1 to 86400",
        "depth, hibernate, suspend or power-off",
        "strategy, magic, 'systemctl, sysfs or command'",
        "rtc, ../../etc, /sys/class/rtc",
        "sleep.without.alarm, perhaps, true or false",
        "current.awake, -3, 0 to",
        "capacity, NaN, 0 to",
        "capacity, much, a number",
        "forecast.awake, -1, 0 to 86400",
    })
    void whatIsOutOfRangeIsNamedWithWhatWasExpected(String name, String value, String expected) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasFieldOrPropertyWithValue("setting", name)
                .hasMessageContaining(name)
                .hasMessageContaining("\"" + value + "\"")
                .hasMessageContaining(expected);
    }

    @Test
    void commandsAreReadAsWords() throws Exception {
        allow("# our controller", "", "/opt/pic/arm   --at {epoch} \"two words\"", "/opt/pic/off");
        PowerSettings settings = read(command(ARM, "/opt/pic/off"));
        assertThat(settings.linux().commands().arm()).containsExactly("/opt/pic/arm", "--at", "{epoch}", "two words");
        assertThat(settings.linux().commands().verify()).isEmpty();
    }

    @Test
    void aCommandThatTheFileDoesNotHaveIsRefused() throws Exception {
        assertRefused(command(ARM, "/opt/pic/off"), "no file");
        allow("/opt/pic/arm --at {epoch}", "/opt/pic/off");
        assertRefused(command(ARM, "/opt/pic/off"), "command.arm", "allowed", "no line");
        assertRefused(command("/opt/pic/arm --at {epoch}", "/opt/pic/off; reboot"), "command.sleep", "no line");
        assertThatThrownBy(() -> PowerSettingsReader.read(
                        command("/opt/pic/arm --at {epoch}", "/opt/pic/off"), AllowedCommands.of(null)))
                .hasMessageContaining(AllowedCommands.PROPERTY);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertRefused(command("/opt/pic/arm --at {epoch}", "/opt/pic/off"), "chmod go-w " + file());
    }

    @Test
    void aListInAFolderThatOthersMayWriteIsRefused() throws Exception {
        allow("/opt/pic/arm --at {epoch}", "/opt/pic/off");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertRefused(command("/opt/pic/arm --at {epoch}", "/opt/pic/off"), "chmod go-w " + folder);
    }

    @Test
    void templatesNeedAPlaceForTheMoment() throws Exception {
        allow(
                "/opt/pic/arm",
                "/opt/pic/off",
                "/opt/pic/arm {when}",
                "/opt/pic/off {seconds}",
                "/opt/pic/arm {epoch}",
                "pic {epoch}");
        assertRefused(command("/opt/pic/arm", "/opt/pic/off"), "command.arm", "{epoch}");
        assertRefused(command("/opt/pic/arm {when}", "/opt/pic/off"), "{when}");
        assertRefused(command("pic {epoch}", "/opt/pic/off"), "full path");
        assertRefused(command("/opt/pic/arm \"{epoch}", "/opt/pic/off"), "quote");
        assertRefused(command("/opt/pic/arm {epoch}", ""), "command.sleep");
        assertThat(read(command("", "/opt/pic/off {seconds}"))
                        .linux()
                        .commands()
                        .sleep())
                .containsExactly("/opt/pic/off", "{seconds}");
    }

    @Test
    void aCommandForSleepingAloneLeavesTheAlarmToTheClock() throws Exception {
        allow("/usr/bin/systemctl suspend");
        assertThat(read(command("", "/usr/bin/systemctl suspend"))
                        .linux()
                        .commands()
                        .sleep())
                .containsExactly("/usr/bin/systemctl", "suspend");
    }

    @Test
    void commandsThatAreNotUsedDoNotMatter() {
        Map<String, Object> settings = new HashMap<>(command(ARM, "/opt/pic/off"));
        settings.put("strategy", "sysfs");
        assertThat(read(settings).linux().commands().arm()).isEmpty();
    }

    @Test
    void aMinimumSleepHasToFitBetweenTheOccurrencesOfAJob() {
        Instant now = Instant.parse("2027-01-01T00:00:00Z");
        List<Window> windows = List.of(
                window("slow", now, 0, true),
                window("fast", now, 10, true),
                window("rider", now, 20, false),
                window("rider", now, 30, false),
                window("fast", now, 310, true),
                window("slow", now, 3600, true));
        windows.forEach(new ShortestInterval(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> windows.forEach(new ShortestInterval(Duration.ofSeconds(301))))
                .isInstanceOf(SettingException.class)
                .hasFieldOrPropertyWithValue("setting", "sleep.minimum")
                .hasMessageContaining("sleep.minimum")
                .hasMessageContaining("fast")
                .hasMessageContaining("5 minutes");
    }

    private static Window window(String job, Instant now, long seconds, boolean wakes) {
        return new Window(job, now.plusSeconds(seconds), now.plusSeconds(seconds), wakes);
    }

    private static Map<String, Object> command(String arm, String sleep) {
        return Map.of("strategy", "command", "command.arm", arm, "command.sleep", sleep);
    }

    private PowerSettings read(Map<String, Object> properties) {
        return PowerSettingsReader.read(properties, new AllowedCommands(Optional.of(file())));
    }

    private void assertRefused(Map<String, Object> properties, String... said) {
        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(SettingException.class)
                .message()
                .contains(said);
    }

    private Path file() {
        return folder.resolve("commands");
    }

    private void allow(String... lines) throws IOException {
        Files.write(file(), List.of(lines));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    }
}
