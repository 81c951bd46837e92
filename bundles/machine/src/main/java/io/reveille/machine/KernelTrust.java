package io.reveille.machine;

import io.reveille.spi.ClockTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Asks the kernel whether its clock is synchronised, by whatever time service: that is what adjtimex(2) says, which Java
 * cannot call and {@code timedatectl show --property=NTPSynchronized} of systemd prints (timedatectl(1)). A kernel that says
 * no may still have the right time, from a hypervisor or a real-time clock: then nothing is known.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class KernelTrust implements ClockTrust {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path root;
    private final Duration limit;

    public KernelTrust() {
        this(Path.of("/"), LIMIT);
    }

    KernelTrust(Path root, Duration limit) {
        this.root = root;
        this.limit = limit;
    }

    @Override
    public Verdict verdict() throws IOException, InterruptedException {
        Path timedatectl = root.resolve("usr/bin/timedatectl");
        if (!Files.isDirectory(root.resolve("run/systemd/system")) || !Files.isExecutable(timedatectl)) {
            return Verdict.UNKNOWN;
        }
        List<String> command = List.of(timedatectl.toString(), "show", "--property=NTPSynchronized", "--value");
        return Program.answer(command, limit).strip().equals("yes") ? Verdict.TRUSTED : Verdict.UNKNOWN;
    }
}
