package io.reveille.handlers.telemetry;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Writes min, mean and max of the telemetry of the period that ends at the run's nominal time. A period without
 * telemetry gets a report too, with zero samples: the gap is then seen among the reports, and no false alarm is given
 * for a gateway that was off.
 */
@Component(
        name = "io.reveille.handlers.TelemetryReport",
        service = JobHandler.class,
        property = "job.handler=" + TelemetryReport.NAME)
public final class TelemetryReport implements JobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "telemetry-report";

    /** Argument, String: the file to read, relative to the data folder; {@value TelemetryFiles#DEFAULT_FILE}. */
    public static final String FILE = "file";

    /** Argument, whole number: the length of the period in minutes, 1 to 44640 (31 days); 60 by default. */
    public static final String PERIOD_MINUTES = "period-minutes";

    /** Argument, String: the folder of the reports, relative to the data folder; {@code reports} by default. */
    public static final String FOLDER = "folder";

    /** Argument, whole number: how many reports are kept in their folder, 1 to 10000; 168 by default. */
    public static final String KEEP = "keep";

    /** The number of lines after which a run checks whether it is to end soon. */
    private static final int LINES_BETWEEN_LOOKS = 1 << 10;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(FILE, ArgumentType.TEXT, "the telemetry, below the data folder")
                    .or(TelemetryFiles.DEFAULT_FILE),
            ArgumentSpec.of(PERIOD_MINUTES, ArgumentType.WHOLE, "the length of the period")
                    .counting("minutes")
                    .from(1, 31 * 24 * 60)
                    .or("60"),
            ArgumentSpec.of(FOLDER, ArgumentType.TEXT, "where reports go, below the data folder")
                    .or("reports"),
            ArgumentSpec.of(KEEP, ArgumentType.WHOLE, "how many reports stay in the folder")
                    .counting("reports")
                    .from(1, 10_000)
                    .or("168"));

    private final DataFolder folder;

    /** Finds the data folder by the gateway's folders. */
    @Activate
    public TelemetryReport(
            BundleContext context, @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders) {
        this(DataFolder.of(context, folders));
    }

    TelemetryReport(DataFolder folder) {
        this.folder = folder;
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
        Period period = Period.endingAt(context.nominalTime(), settings.period());
        Summary summary = new Summary(period);
        int files;
        try (OpenFiles open = settings.file().open()) {
            files = open.files().size();
            if (!sumUp(open, summary, context)) {
                return JobResult.failure(
                        "was asked to stop after " + summary.lines() + " lines; no report was written");
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot read " + settings.file().path() + " and its rotated files: " + e
                            + ". No report was written",
                    e);
        }
        String report = report(context, folder.name(settings.file().path()), summary);
        String written = folder.name(settings.folder().write(report, period.end(), settings.keep()));
        return JobResult.success(
                summary.inWords(files) + "; report " + written,
                Map.of(
                        "lines", summary.lines(),
                        "unreadable", summary.unreadable(),
                        "samples", summary.samples(),
                        "report", written));
    }

    /** Reads all files; returns false if the run was cancelled before their end. */
    private static boolean sumUp(OpenFiles open, Summary summary, JobContext context) throws IOException {
        for (OpenFiles.Opened file : open.files()) {
            LineReader lines = file.lines();
            long number = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (number++ % LINES_BETWEEN_LOOKS == 0 && context.isCancelled()) {
                    return false;
                }
                summary.add(line, file.name(), number);
            }
        }
        return true;
    }

    private static String report(JobContext context, String file, Summary summary) {
        JsonObject report = new JsonObject();
        report.addProperty("job", context.jobName());
        report.addProperty("file", file);
        report.addProperty("written", context.actualTime().toString());
        summary.toJson().entrySet().forEach(part -> report.add(part.getKey(), part.getValue()));
        return GSON.toJson(report) + "\n";
    }

    private record Settings(RollingFile file, Duration period, ReportFolder folder, int keep) {
        static Settings of(HandlerArguments arguments, DataFolder folder) {
            return new Settings(
                    TelemetryFiles.of(arguments, FILE, folder),
                    Duration.ofMinutes(arguments.whole(PERIOD_MINUTES)),
                    new ReportFolder(folder.resolve(arguments, FOLDER)),
                    (int) arguments.whole(KEEP));
        }
    }
}
