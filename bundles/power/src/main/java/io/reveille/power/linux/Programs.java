package io.reveille.power.linux;

import java.io.IOException;
import java.util.List;

/** Runs programs, without a shell. */
public interface Programs {

    /**
     * How a program ended.
     *
     * @param status its exit status, 0 if all is well
     * @param output what it said, cut
     */
    record Exit(int status, String output) {}

    /** Whether there is such a program that may be run. */
    boolean isThere(String program);

    /**
     * Runs it to its end. An interrupt kills it.
     *
     * @param command the program and its arguments
     * @throws IOException if it cannot be started
     */
    Exit run(List<String> command) throws IOException, InterruptedException;
}
