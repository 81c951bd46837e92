package io.reveille.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.junit.jupiter.api.Test;

class OutputTest {

    /** A command that answers, and one that reads what another says. */
    public static final class Commands {

        public void hello(CommandSession session, String... line) {
            Output.give(session, "hello " + String.join(" ", line));
        }

        public void upper() throws IOException {
            Process here = Process.Utils.current();
            here.out().println(new String(here.in().readAllBytes(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT));
        }
    }

    private static String shown(String line) throws Exception {
        CommandProcessorImpl gogo = new CommandProcessorImpl();
        gogo.addCommand("test", new Commands());
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (CommandSession session = gogo.createSession(new ByteArrayInputStream(new byte[0]), shown, shown)) {
            assertThat(session.execute(line))
                    .as("nothing is returned that a shell would print again")
                    .isNull();
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerIsShownWhereNobodyTypes() throws Exception {
        assertThat(shown("test:hello world")).isEqualTo("hello world" + System.lineSeparator());
    }

    @Test
    void inAPipeItGoesOnToTheNextCommand() throws Exception {
        assertThat(shown("test:hello world | test:upper"))
                .startsWith("HELLO WORLD")
                .doesNotContain("hello");
    }
}
