package io.reveille.machine;

import io.reveille.spi.ClockTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Asks systemd-timesyncd. Its manual page (systemd-timesyncd.service(8), since version 239): it touches
 * /run/systemd/timesync/synchronized at each synchronization with a time server. The folder is its runtime directory,
 * made when it starts and removed when it stops. A synchronization that is lost later leaves the file: the clock was set
 * since the start of the machine, and that is what is asked here.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class TimesyncdTrust implements ClockTrust {

    private final Path folder;

    public TimesyncdTrust() {
        this(Path.of("/"));
    }

    TimesyncdTrust(Path root) {
        folder = root.resolve("run/systemd/timesync");
    }

    @Override
    public Verdict verdict() {
        if (Files.exists(folder.resolve("synchronized"))) {
            return Verdict.TRUSTED;
        }
        return Files.isDirectory(folder) ? Verdict.UNTRUSTED : Verdict.UNKNOWN;
    }
}
