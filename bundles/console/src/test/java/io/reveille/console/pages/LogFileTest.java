package io.reveille.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.console.pages.LogFile.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count of bytes in the log of the last 24 hours. */
class LogFileTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:30:00Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.ofHours(2));

    @TempDir
    Path folder;

    private long nanos = Long.MAX_VALUE - 5; // it may run over

    /** A line a minute, some with a trace; returns how many bytes are of that time or later. */
    private long log(String name, Instant from, Instant to, Instant counted) throws IOException {
        StringBuilder text = new StringBuilder();
        int begin = -1;
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            if (begin < 0 && !at.isBefore(counted)) {
                begin = text.length();
            }
            text.append(STAMP.format(at)).append(" WARN  [main] a.B: something of no weight\n");
            if (at.getEpochSecond() % 7 == 0) {
                text.append("java.io.IOException: no line\n\tat a.B.c(B.java:1)\n".repeat(30));
            }
        }
        Files.writeString(folder.resolve(name), text, StandardCharsets.US_ASCII);
        return begin < 0 ? 0 : text.length() - begin;
    }

    private Written written() {
        return new LogFile(folder.resolve("gateway.log"), () -> nanos).written(NOW);
    }

    @Test
    void linesOfTheLast24HoursCountInWhicheverFileTheyAre() throws IOException {
        Instant dayAgo = NOW.minus(Duration.ofHours(24));
        long bytes = log("gateway.log", NOW.minus(Duration.ofHours(5)), NOW, dayAgo)
                + log("gateway.1.log", NOW.minus(Duration.ofHours(30)), NOW.minus(Duration.ofHours(5)), dayAgo)
                + log("gateway.2.log", NOW.minus(Duration.ofHours(90)), NOW.minus(Duration.ofHours(30)), dayAgo);
        log("gateway.log.old", NOW.minusSeconds(600), NOW, dayAgo);
        log("other.log", NOW.minusSeconds(600), NOW, dayAgo);
        assertThat(written()).isEqualTo(new Written(bytes, Optional.empty()));
        assertThat(bytes).isGreaterThan(50_000).isLessThan(Files.size(folder.resolve("gateway.1.log")) * 2);
    }

    @Test
    void anyMomentIsFoundToTheByte() throws IOException {
        for (int minutes = 0; minutes < 60; minutes++) {
            Instant begin = NOW.minus(Duration.ofHours(24))
                    .minus(Duration.ofMinutes(minutes))
                    .plusSeconds(1);
            long bytes = log("gateway.log", begin, begin.plusSeconds(3600), NOW.minus(Duration.ofHours(24)));
            assertThat(written().bytes()).as("%d minutes before", minutes).isEqualTo(bytes);
        }
    }

    @Test
    void filesThatReachBackLessSaySinceWhen() throws IOException {
        Instant begin = NOW.minus(Duration.ofHours(3));
        log("gateway.1.log", begin, begin.plusSeconds(3600), begin);
        log("gateway.log", begin.plusSeconds(3600), NOW, begin);
        long sizes = Files.size(folder.resolve("gateway.log")) + Files.size(folder.resolve("gateway.1.log"));
        assertThat(written()).isEqualTo(new Written(sizes, Optional.of(begin)));
    }

    @Test
    void whatIsOldOrEmptyOrNoLogIsNothing() throws IOException {
        assertThat(new LogFile(folder.resolve("none/gateway.log"), () -> nanos)
                        .written(NOW)
                        .bytes())
                .isZero();
        assertThat(written()).isEqualTo(new Written(0, Optional.empty()));
        Files.createFile(folder.resolve("gateway.log"));
        assertThat(written()).isEqualTo(new Written(0, Optional.empty()));
        Files.writeString(folder.resolve("gateway.log"), "no line with a time\n".repeat(1000));
        assertThat(written().bytes()).isZero();
        log("gateway.log", NOW.minus(Duration.ofHours(50)), NOW.minus(Duration.ofHours(30)), NOW);
        assertThat(written()).isEqualTo(new Written(0, Optional.empty()));
    }

    @Test
    void theFilesAreLookedAtOnceAMinute() throws IOException {
        LogFile file = new LogFile(folder.resolve("gateway.log"), () -> nanos);
        assertThat(file.written(NOW).bytes()).isZero();
        log("gateway.log", NOW.minusSeconds(600), NOW, NOW);
        nanos += Duration.ofSeconds(59).toNanos();
        assertThat(file.written(NOW).bytes()).isZero();
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(file.written(NOW).bytes()).isPositive();
        Files.delete(folder.resolve("gateway.log"));
        Files.delete(folder);
        nanos += Duration.ofSeconds(60).toNanos();
        assertThat(file.written(NOW).bytes()).as("what was counted before").isPositive();
        Files.createDirectory(folder);
    }
}
