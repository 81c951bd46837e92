package io.reveille.handlers.telemetry;

import com.google.gson.JsonObject;
import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.DataFolder;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.spi.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Appends the host's figures (load, memory, disk, temperatures, network, uptime) to a file, one line per run. */
@Component(
        name = "io.reveille.handlers.HostTelemetry",
        service = JobHandler.class,
        property = "job.handler=" + HostTelemetry.NAME)
public final class HostTelemetry implements JobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "host-telemetry";

    /** Argument, String: the file, relative to the data folder; {@value TelemetryFiles#DEFAULT_FILE} by default. */
    public static final String FILE = "file";

    /** Argument, whole number: bytes that the file does not grow past, 4096 to 1073741824; 1 MiB by default. */
    public static final String MAX_BYTES = "max-bytes";

    /** Argument, whole number: how many rotated files are kept beside it, 1 to 99; 3 by default. */
    public static final String KEEP = "keep";

    private static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(FILE, ArgumentType.TEXT, "the newest file, below the data folder")
                    .or(TelemetryFiles.DEFAULT_FILE),
            ArgumentSpec.of(MAX_BYTES, ArgumentType.WHOLE, "a file does not grow past it")
                    .counting("bytes")
                    .from(1 << 12, 1 << 30)
                    .or("1048576"),
            ArgumentSpec.of(KEEP, ArgumentType.WHOLE, "how many full files are kept beside the newest")
                    .counting("files")
                    .from(1, RollingFile.MOST_KEPT)
                    .or("3"));

    private final DataFolder folder;
    private final Host host;

    /** Finds the data folder by the gateway's folders. */
    @Activate
    public HostTelemetry(
            BundleContext context, @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders) {
        this(DataFolder.of(context, folders), new Host(Path.of("/")));
    }

    HostTelemetry(DataFolder folder, Host host) {
        this.folder = folder;
        this.host = host;
    }

    @Override
    public List<ArgumentSpec> arguments() {
        return ARGUMENTS;
    }

    @Override
    public void check(Map<String, Object> arguments) {
        Settings.of(HandlerArguments.ofDefinition(arguments, ARGUMENTS), folder);
    }

    @Override
    public JobResult run(JobContext context) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.of(HandlerArguments.of(context, ARGUMENTS), folder);
        } catch (ArgumentException e) {
            return e.failure();
        }
        Path file = settings.file().path();
        DataFolder.create(TelemetryFiles.parent(file));
        Reading reading = host.read(TelemetryFiles.parent(file));
        byte[] line = line(context.actualTime(), reading);
        try {
            RollingFile.Appended appended =
                    settings.file().append(ByteBuffer.wrap(line), settings.maxBytes(), settings.keep());
            return result(folder.name(file), line.length, reading.leftOut(), appended);
        } catch (IOException e) {
            throw new IOException(
                    "cannot append to " + file + ": " + e + ". This sample is lost; the next run tries again", e);
        }
    }

    private static byte[] line(Instant time, Reading reading) {
        JsonObject line = new JsonObject();
        line.addProperty(Sample.TIME, time.toString());
        reading.values().entrySet().forEach(part -> line.add(part.getKey(), part.getValue()));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JobResult result(String file, int bytes, List<String> leftOut, RollingFile.Appended appended) {
        StringBuilder message = new StringBuilder("one line of " + bytes + " bytes to " + file);
        if (appended.rotated()) {
            message.append(", a new file; the one before was full");
        }
        if (appended.repaired()) {
            message.append("; the line before had no end (a power cut?) and was closed");
        }
        if (!leftOut.isEmpty()) {
            message.append("; left out: ").append(String.join(", ", leftOut));
        }
        return JobResult.success(
                message.toString(),
                Map.of(
                        "bytes",
                        (long) bytes,
                        "rotated",
                        appended.rotated(),
                        "repaired",
                        appended.repaired(),
                        "leftOut",
                        leftOut));
    }

    private record Settings(RollingFile file, long maxBytes, int keep) {
        static Settings of(HandlerArguments arguments, DataFolder folder) {
            return new Settings(TelemetryFiles.of(arguments, FILE, folder), arguments.whole(MAX_BYTES), (int)
                    arguments.whole(KEEP));
        }
    }
}
