package io.reveille.power.linux;

import io.reveille.spi.PowerPrograms.Exit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Runs programs, without a shell. */
public interface Programs {

    /** Whether there is such a program that may be run. */
    boolean isThere(String program);

    /**
     * Runs it to its end. An interrupt kills it.
     *
     * @param command the program and its arguments
     * @throws IOException if it cannot be started
     */
    Exit run(List<String> command) throws IOException, InterruptedException;

    /**
     * Runs one that has to succeed. Refused for an inhibitor of somebody else it has not failed: it is tried again.
     *
     * @return what it said
     * @throws Stop if it cannot be run, or ends with another status than 0
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
