package io.reveille.power.cycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The machine's clocks. */
public final class SystemClocks implements MachineClocks {

    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final double MILLIS = 1000;

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** Reads /proc/uptime on Linux, which counts sleep; elsewhere uses the wall clock as the nearest substitute. */
    @Override
    public Duration sinceBoot() {
        try {
            String text = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            return Duration.ofMillis((long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * MILLIS));
        } catch (IOException | RuntimeException e) {
            return Duration.ofMillis(System.currentTimeMillis());
        }
    }
}
