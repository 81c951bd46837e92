package io.reveille.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which machines have a clock that was kept while they were off, by what their kernel says. */
class KeptClockTest {

    @TempDir
    Path root;

    @BeforeEach
    void linux() throws IOException {
        Files.createDirectories(root.resolve("sys/class"));
    }

    @ParameterizedTest
    @CsvSource({
        "kvm-clock tsc acpi_pm, true",
        "tsc kvm-clock, true", // the processor's counter is in use
        "xen tsc, true",
        "hyperv_clocksource_tsc_page hyperv_clocksource_msr acpi_pm, true",
        "tsc hpet acpi_pm, false",
        "arch_sys_counter, false",
        "'', false"
    })
    void aClockSourceOfAHypervisorIsAClockThatTheHostKeeps(String sources, boolean kept) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sys/devices/system/clocksource/clocksource0"));
        Files.writeString(folder.resolve("available_clocksource"), sources + " \n");

        assertThat(new SystemTimeSource(root).hasRtc()).isEqualTo(kept);
    }

    @Test
    void aRealTimeClockOfAnyNumberIsOne() throws IOException {
        Files.createDirectories(root.resolve("sys/class/rtc"));
        assertThat(new SystemTimeSource(root).hasRtc()).isFalse();

        Files.createDirectories(root.resolve("sys/class/rtc/rtc1"));
        assertThat(new SystemTimeSource(root).hasRtc()).isTrue();
    }

    @Test
    void aContainerOnABoardWithoutOneHasNone() throws IOException {
        Files.createFile(root.resolve(".dockerenv"));

        assertThat(new SystemTimeSource(root).hasRtc()).isFalse();
    }

    @Test
    void whatIsNoLinuxHasOne() throws IOException {
        Files.delete(root.resolve("sys/class"));

        assertThat(new SystemTimeSource(root).hasRtc()).isTrue();
    }
}
