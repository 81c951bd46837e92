package io.reveille.console.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reveille.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandsTest {

    @TempDir
    Path temp;

    private int status = 200;
    private String body = "";
    private String asked = "";
    private final Console console = (request, response) -> {
        asked = request.method() + " " + request.path() + " " + request.parameter("n");
        response.status(status);
        try {
            response.body().write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    };
    private final ConsoleCommands commands = new ConsoleCommands(console);

    private interface Command {
        void run(CommandSession session) throws Exception;
    }

    private static String told(Command command) throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                new CommandProcessorImpl().createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            command.run(session);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLogIsShownAndDrivesNoTerminal() throws Exception {
        body = "{\"lines\": [{\"at\": \"2026-03-04T10:00:00Z\", \"level\": \"WARN\", \"source\": \"io.reveille.core\","
                + " \"text\": \"red \\u001b[31m\\nü\\n\"}]}";
        assertThat(told(session -> commands.log(session)))
                .isEqualTo("2026-03-04T10:00:00Z WARN io.reveille.core: red ?[31m\nü" + System.lineSeparator());
        assertThat(asked).isEqualTo("GET api/log 50");
        told(session -> commands.log(session, "7"));
        assertThat(asked).isEqualTo("GET api/log 7");
        assertThatIllegalArgumentException().isThrownBy(() -> told(session -> commands.log(session, "7", "8")));
        body = "{\"lines\": []}";
        assertThat(told(session -> commands.log(session))).startsWith("nothing was logged");
    }

    @Test
    void aReportIsShownOrWrittenAndWritesOverNothing() throws Exception {
        body = "Reveille, a report\n";
        assertThat(told(session -> commands.report(session))).startsWith("Reveille, a report");
        Path file = temp.resolve("report.txt");
        assertThat(told(session -> commands.report(session, file.toString()))).startsWith("written to " + file);
        assertThat(file).hasContent("Reveille, a report");
        Files.writeString(file, "precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(session -> commands.report(session, file.toString())))
                .withMessageContaining("not written over");
        assertThat(file).hasContent("precious");
    }

    @Test
    void whatTheConsoleRefusesIsSaid() {
        status = 503;
        body = "{\"error\": \"Reveille has not started.\"}";
        assertThatIllegalStateException()
                .isThrownBy(() -> told(session -> commands.log(session)))
                .withMessage("Reveille has not started.");
    }
}
