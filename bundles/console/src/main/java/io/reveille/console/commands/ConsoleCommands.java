package io.reveille.console.commands;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.console.Console;
import io.reveille.console.Request;
import io.reveille.console.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The log, and a report for a support ticket, as the page has them. */
@Component(
        service = ConsoleCommands.class,
        property = {"osgi.command.scope=reveille", "osgi.command.function=log", "osgi.command.function=report"})
public final class ConsoleCommands {

    private static final String USUAL = "50";
    private static final String LOG_USAGE = "reveille:log [N]";
    private static final String LOG = "the last lines that the gateway has logged: 50, or N, at most 400";
    private static final String REPORT_USAGE = "reveille:report [FILE]";
    private static final String REPORT =
            "one text for a support ticket: versions, settings, jobs, the log; no arguments and no secrets";

    private final Console console;

    @Activate
    public ConsoleCommands(@Reference Console console) {
        this.console = console;
    }

    @Descriptor(LOG)
    public void log(CommandSession session, @Descriptor("how many lines, 50 if left out; at most 400") String... line) {
        if (isHelp(session, line, LOG_USAGE, LOG)) {
            return;
        }
        checkOne(line, LOG_USAGE);
        JsonObject log = JsonParser.parseString(ask("api/log", Map.of("n", line.length == 0 ? USUAL : line[0])))
                .getAsJsonObject();
        StringBuilder text = new StringBuilder();
        for (JsonElement each : log.getAsJsonArray("lines")) {
            JsonObject entry = each.getAsJsonObject();
            text.append(entry.get("at").getAsString())
                    .append(' ')
                    .append(entry.get("level").getAsString())
                    .append(' ')
                    .append(entry.get("source").getAsString())
                    .append(": ")
                    .append(printable(entry.get("text").getAsString().strip()))
                    .append('\n');
        }
        give(
                session,
                text.length() == 0 ? "nothing was logged" : text.toString().stripTrailing());
    }

    @Descriptor(REPORT)
    public void report(CommandSession session, @Descriptor("a file that is not there yet") String... line) {
        if (isHelp(session, line, REPORT_USAGE, REPORT)) {
            return;
        }
        checkOne(line, REPORT_USAGE);
        String report = ask("api/report", Map.of());
        if (line.length == 0) {
            give(session, printable(report).stripTrailing());
            return;
        }
        Path file = Path.of(line[0]).toAbsolutePath();
        try {
            Files.writeString(file, report, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(file + " is there already and was not written over.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + file + ": " + e.getMessage(), e);
        }
        give(session, "written to " + file);
    }

    private static boolean isHelp(CommandSession session, String[] line, String usage, String what) {
        boolean isHelp = List.of(line).contains("--help");
        if (isHelp) {
            give(session, usage + "\n    " + what);
        }
        return isHelp;
    }

    private static void checkOne(String[] line, String usage) {
        if (line.length > 1) {
            throw new IllegalArgumentException("\"" + line[1] + "\" is too much; expected " + usage);
        }
    }

    /** Returns the text with a question mark for each control character for terminals. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cf}\\p{Cc}&&[^\\n\\t]]", "?");
    }

    private String ask(String path, Map<String, String> parameters) {
        Asked asked = new Asked(path, parameters);
        Answered answered = new Answered();
        console.answer(asked, answered);
        String body = answered.body.toString(StandardCharsets.UTF_8);
        if (answered.status != 200) {
            throw new IllegalStateException(
                    JsonParser.parseString(body).getAsJsonObject().get("error").getAsString());
        }
        return body;
    }

    /**
     * Prints the answer instead of returning it: a shell prints a returned value only in an interactive session. The
     * bundle shell has the same lines for its own commands; either may be there without the other, and the API, which
     * both have, knows no shell.
     */
    private static void give(CommandSession session, String text) {
        Process process = Process.Utils.current(); // in a pipe its output goes to the next command, not to the console
        PrintStream out = process == null ? session.getConsole() : process.out();
        out.println(text);
        out.flush();
    }

    private record Asked(String path, Map<String, String> query) implements Request {

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public @Nullable String parameter(String name) {
            return query.get(name);
        }

        @Override
        public List<String> parameters(String name) {
            return Stream.ofNullable(query.get(name)).toList();
        }

        @Override
        public String user() {
            return "";
        }

        @Override
        public String remote() {
            return "a shell";
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(new byte[0]);
        }
    }

    private static final class Answered implements Response {

        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status;

        @Override
        public void status(int given) {
            status = given;
        }

        @Override
        public void header(String name, String value) {
            // A shell has no use for headers.
        }

        @Override
        public OutputStream body() {
            return body;
        }
    }
}
