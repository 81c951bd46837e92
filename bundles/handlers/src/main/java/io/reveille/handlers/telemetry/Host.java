package io.reveille.handlers.telemetry;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine, as Linux shows it below {@code /proc} and {@code /sys}. Elsewhere, and where a file is damaged, the
 * parts that cannot be read are left out.
 *
 * @param root the folder of {@code proc} and {@code sys}; tests give one of their own
 */
record Host(Path root) {

    /**
     * The greatest number of bytes read: files in /proc report no size, and all that are read here are much smaller.
     */
    private static final int MOST = 1 << 20;

    /**
     * Reads everything.
     *
     * @param folder an existing folder on the disk to report
     */
    Reading read(Path folder) {
        Reading reading = new Reading();
        reading.add("load", () -> Proc.load(text("proc/loadavg")));
        reading.add("memory", () -> Proc.memory(text("proc/meminfo"), reading));
        reading.add("disk", () -> disk(folder));
        reading.add("temperatures", () -> new ThermalZones(this).read(reading));
        reading.add("network", () -> Proc.network(text("proc/net/dev"), reading));
        reading.add("uptimeSeconds", () -> Proc.uptime(text("proc/uptime")));
        return reading;
    }

    /** The text of a small file; bytes that are no UTF-8 become replacement characters. */
    String text(String path) throws IOException {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        }
    }

    private static JsonObject disk(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        JsonObject disk = new JsonObject();
        disk.addProperty("totalBytes", store.getTotalSpace());
        disk.addProperty("usableBytes", store.getUsableSpace());
        return disk;
    }
}
