package io.reveille.shell.ask;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Executes commands in a Gogo session of their own, without interactive input. */
final class GogoCommands implements AskServer.Commands {

    private final CommandProcessor gogo;

    GogoCommands(CommandProcessor gogo) {
        this.gogo = gogo;
    }

    @Override
    public int run(String commands, OutputStream output, OutputStream errors) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        try (CommandSession session = gogo.createSession(new ByteArrayInputStream(new byte[0]), out, err)) {
            Object returned = session.execute(commands);
            if (returned instanceof Boolean found) { // of grep, for example: an answer for programs
                return found ? 0 : 1;
            }
            if (returned != null) { // other bundles' commands return the text for the terminal
                out.println(session.format(returned, Converter.INSPECT));
            }
            return 0;
        } catch (Exception e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
