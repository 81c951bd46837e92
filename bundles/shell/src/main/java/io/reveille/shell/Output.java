package io.reveille.shell;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where the answer of a command goes: printed, and not returned. A shell prints what a command returns only where somebody
 * types; a script, and a command that is given with {@code ssh}, would see nothing.
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
