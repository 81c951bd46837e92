package io.reveille.power.linux;

import io.reveille.spi.PowerPrograms.Exit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Runs programs, without a shell. */
public interface Programs {

    /** Returns whether the program exists and may be run. */
    boolean isThere(String program);

    /**
     * Runs a program to its end. An interrupt kills the program.
     *
     * @param command the program and its arguments
     * @throws IOException if the program cannot be started
     */
    Exit run(List<String> command) throws IOException, InterruptedException;

    /**
     * Runs a program that has to succeed. A program that refuses because of an inhibitor has not failed: the sleep is
     * aborted and tried again.
     *
     * @return the program's output
     * @throws Stop if the program cannot be run, or ends with a status other than 0
     */
    default String succeed(List<String> command) throws InterruptedException, Stop {
        String line = String.join(" ", command);
        Exit exit;
        try {
            exit = run(command);
        } catch (IOException e) {
            throw Stop.failed(line + " cannot be run: " + e.getMessage());
        }
        if (exit.status() != 0) {
            String why = line + " ended with status " + exit.status()
                    + (exit.output().isEmpty() ? " and said nothing" : ": " + exit.output());
            throw exit.output().toLowerCase(Locale.ROOT).contains("inhibit") ? Stop.aborted(why) : Stop.failed(why);
        }
        return exit.output();
    }
}
