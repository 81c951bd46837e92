package io.reveille.shell;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Prints the answer of a command, instead of returning it: a shell prints a returned value only in an interactive
 * session; a script, or a command run by {@code ssh}, would see nothing.
 */
final class Output {

    private Output() {}

    static void give(CommandSession session, String text) {
        Process process = Process.Utils.current(); // in a pipe its output goes to the next command, not to the console
        PrintStream out = process == null ? session.getConsole() : process.out();
        out.println(text);
        out.flush();
    }
}
