package io.reveille.spi;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs the programs of the back end {@code linux} in another way than as children of this process, for one with more rights. A
 * service; the setting {@code backend} chooses it by its name, and all else is as with {@code linux}: strategies, alarms, and how
 * it is found out whether the machine has slept. Called by one thread at a time, which is not the engine's.
 */
@ConsumerType
public interface PowerPrograms {

    /** Its name, one word, as in the settings. */
    String name();

    /**
     * Runs a program to its end, without a shell. An interrupt ends the program, as far as that can be done.
     *
     * @param command the program by its full path, and its arguments
     * @throws IOException if it cannot be run, or its end is not told; the message says why
     */
    Exit run(List<String> command) throws IOException, InterruptedException;

    /**
     * How a program ended.
     *
     * @param status its exit status, 0 if all is well
     * @param output what it said, on either of its outputs, cut
     */
    record Exit(int status, String output) {}
}
