package io.reveille.spi;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that runs the programs of the back end {@code linux} otherwise than as children of this process: through a
 * process with more rights. The setting {@code backend} chooses the service by its name; all else is as with
 * {@code linux}: strategies, alarms, and the detection of sleeps. Called by one thread at a time, which is not the
 * engine's.
 */
@ConsumerType
public interface PowerPrograms {

    /** Returns the name, one word, as in the settings. */
    String name();

    /**
     * Runs a program to its end, without a shell. An interrupt ends the program, as far as possible.
     *
     * @param command the full path of the program, and its arguments
     * @throws IOException if the program cannot be run, or its end is not reported; the message says why
     */
    Exit run(List<String> command) throws IOException, InterruptedException;

    /**
     * The end of a program.
     *
     * @param status the exit status, 0 if all is well
     * @param output the text that the program wrote to its two outputs, cut
     */
    record Exit(int status, String output) {}
}
