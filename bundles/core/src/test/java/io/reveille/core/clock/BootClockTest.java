package io.reveille.core.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootClockTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "0.00 0.00, 0",
        "12345.67 98765.43, 12345670",
        "9.5 1, 9500",
        "7 1, 7000",
        "3.14159 1, 3141",
        "99999999999.99 1, 99999999999990"
    })
    void readsSecondsWithTheirDecimals(String text, long millis) throws IOException {
        assertThat(clock(text).read().toMillis()).isEqualTo(millis);
    }

    @Test
    void readsTheFileAnewEachTime() throws IOException {
        BootClock clock = clock("1.00 1");
        assertThat(clock.read()).isEqualTo(Duration.ofSeconds(1));

        Files.writeString(temp.resolve("uptime"), "2.50 1");

        assertThat(clock.read()).isEqualTo(Duration.ofMillis(2500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x 1", "-1.0 1", "1.0", ".5 1", "1.0.0 1", "1e3 1"})
    void whatIsNoTimeIsSaid(String text) {
        assertThatThrownBy(() -> clock(text).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("uptime");
    }

    @Test
    void aFileThatComesLaterIsFound() throws IOException {
        BootClock clock = new BootClock(temp.resolve("uptime"));
        assertThatThrownBy(clock::read).isInstanceOf(IOException.class);

        Files.writeString(temp.resolve("uptime"), "1.00 1");

        assertThat(clock.read()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anInterruptDoesNotCloseTheFile() throws IOException {
        BootClock clock = clock("1.00 1");
        Thread.currentThread().interrupt();
        try {
            assertThat(clock.read()).isEqualTo(Duration.ofSeconds(1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(clock.read()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelsClockGoesOn() throws IOException {
        BootClock clock = new BootClock(Path.of("/proc/uptime"));
        Duration before = clock.read();
        long start = System.nanoTime();
        Duration after = before;
        while (after.equals(before) && System.nanoTime() - start < 5_000_000_000L) {
            after = clock.read();
        }
        assertThat(after).isGreaterThan(before);
    }

    private BootClock clock(String text) throws IOException {
        Path file = temp.resolve("uptime");
        Files.writeString(file, text);
        return new BootClock(file);
    }
}
