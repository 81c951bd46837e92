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

    /** On Linux /proc/uptime, which counts sleep; elsewhere the wall clock is what comes nearest. */
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
