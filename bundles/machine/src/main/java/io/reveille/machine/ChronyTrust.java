package io.reveille.machine;

import io.reveille.spi.ClockTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Asks chrony, where chronyd runs, by {@code chronyc -c -n tracking}. Its manual page (chronyc(1)): {@code -c} prints the
 * values of {@code tracking} separated by commas, {@code -n} asks no name server. Its source (client.c,
 * process_cmd_tracking) has the order: the reference id as hexadecimal number and as name, stratum, ten numbers, and as
 * the 14th the leap status: Normal, Insert second, Delete second or Not synchronised. The reference id 127.127.1.1 stands
 * for no source but the machine's own clock (the directive {@code local}): nothing is known then.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class ChronyTrust implements ClockTrust {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String OWN_CLOCK = "7F7F0101";
    private static final int LEAP_STATUS = 13;

    private final Path root;
    private final Duration limit;

    public ChronyTrust() {
        this(Path.of("/"), LIMIT);
    }

    ChronyTrust(Path root, Duration limit) {
        this.root = root;
        this.limit = limit;
    }

    @Override
    public Verdict verdict() throws IOException, InterruptedException {
        Path chronyc = root.resolve("usr/bin/chronyc");
        boolean running = Stream.of("run/chrony/chronyd.pid", "var/run/chronyd.pid", "var/run/chrony/chronyd.pid")
                .anyMatch(pid -> Files.exists(root.resolve(pid)));
        return running && Files.isExecutable(chronyc)
                ? verdict(Program.answer(List.of(chronyc.toString(), "-c", "-n", "tracking"), limit))
                : Verdict.UNKNOWN;
    }

    static Verdict verdict(String tracking) {
        String[] fields = tracking.strip().split(",", -1);
        if (fields.length <= LEAP_STATUS || fields[0].equals(OWN_CLOCK)) {
            return Verdict.UNKNOWN;
        }
        return switch (fields[LEAP_STATUS]) {
            case "Normal", "Insert second", "Delete second" -> Verdict.TRUSTED;
            case "Not synchronised" -> Verdict.UNTRUSTED;
            default -> Verdict.UNKNOWN;
        };
    }
}
