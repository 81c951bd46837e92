package io.reveille.console.sources;

import io.reveille.console.pages.LogLines;
import io.reveille.console.pages.LogLines.Line;
import io.reveille.console.pages.LogSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.LogService;

/** Reads along what the gateway logs, where it has a service for that; the lines are for the console. */
@Component(name = "io.reveille.console.pages.LogWatch", service = LogSource.class)
public final class LogWatch implements LogListener, LogSource {

    private final LogReaderService reader;
    private final LogLines lines = new LogLines();

    @Activate
    public LogWatch(@Reference LogReaderService reader) {
        this.reader = reader;
        reader.addLogListener(this);
    }

    @Deactivate
    void close() {
        reader.removeLogListener(this);
    }

    @Override
    public LogLines lines() {
        return lines;
    }

    @Override
    public void logged(LogEntry entry) {
        if (entry.getLevel() > LogService.LOG_INFO) {
            return;
        }
        String source = entry.getBundle() == null
                ? ""
                : String.valueOf(entry.getBundle().getSymbolicName());
        lines.add(new Line(Instant.ofEpochMilli(entry.getTime()), level(entry.getLevel()), source, text(entry)));
    }

    private static String level(int level) {
        return switch (level) {
            case LogService.LOG_ERROR -> "ERROR";
            case LogService.LOG_WARNING -> "WARN";
            default -> "INFO";
        };
    }

    private static String text(LogEntry entry) {
        @Nullable Throwable thrown = entry.getException();
        if (thrown == null) {
            return String.valueOf(entry.getMessage());
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return entry.getMessage() + "\n" + trace;
    }
}
