package io.reveille.machine;

import io.reveille.spi.RunGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The gate on the free space of the disk that holds a path, by default the working directory of the process: the space
 * for the gateway's user, without the reserve for root.
 */
@Component(property = RunGate.NAME + "=disk", configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DiskGate implements RunGate {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");
    private static final Map<String, Double> BYTES = Map.of("kb", 1e3, "mb", 1e6, "gb", 1e9, "tb", 1e12);
    private static final String EXPECTED = "an amount in kB, MB, GB or TB, as above 100 MB or /var above 2 GB";

    /** Reads how many bytes are free. */
    @FunctionalInterface
    interface Room {
        long at(Path path) throws IOException;
    }

    private final Room room;

    public DiskGate() {
        this(path -> Files.getFileStore(path).getUsableSpace());
    }

    DiskGate(Room room) {
        this.room = room;
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        Bounds bounds = Bounds.parse(condition, BYTES, EXPECTED);
        Path path = path(bounds);
        long free;
        try {
            free = room.at(path);
        } catch (IOException e) {
            return new Refusal("cannot tell how much room is left at " + path + ": " + e);
        }
        return bounds.hold((double) free)
                ? Permit.OPEN
                : new Refusal(
                        "the disk has " + print(free) + " left at " + path + ", the job wants it " + bounds.words());
    }

    @Override
    public void check(String condition) {
        path(Bounds.parse(condition, BYTES, EXPECTED));
    }

    private static Path path(Bounds bounds) {
        try {
            return Path.of(bounds.subject()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw Bounds.refused(bounds.subject() + " " + bounds.words(), EXPECTED);
        }
    }

    private static String print(long bytes) {
        double amount = bytes / 1e3;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.size() - 1) {
            amount /= 1000;
            unit++;
        }
        return Bounds.print(amount, 1) + " " + UNITS.get(unit);
    }
}
