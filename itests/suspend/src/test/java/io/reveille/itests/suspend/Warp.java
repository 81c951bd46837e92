package io.reveille.itests.suspend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** Has the wall clock of QEMU, and with it the RTC of the machine, jump forward, by way of libfaketime. */
final class Warp {

    private final Path file;
    private Duration ahead = Duration.ZERO;

    Warp(Path file) throws IOException {
        this.file = file;
        write();
    }

    /** The variables with which QEMU has to be started. */
    Map<String, String> environment(Path library) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1");
    }

    /** It jumps within a second. */
    void forward(Duration time) throws IOException {
        ahead = ahead.plus(time);
        write();
    }

    private void write() throws IOException {
        Path whole = file.resolveSibling("warp.new");
        Files.writeString(whole, "+" + ahead.toSeconds() + "s\n");
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
