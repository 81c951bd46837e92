package io.reveille.power.linux;

import java.io.IOException;
import java.util.List;

/** The files below /sys, /proc and /run by which the kernel is controlled. Paths begin with a slash. */
public interface SysFiles {

    boolean exists(String path);

    boolean isWritable(String path);

    /** Returns the content of a file, without white space at its ends; the kernel may block the call. */
    String read(String path) throws IOException;

    /**
     * Writes in one call, as the kernel requires.
     *
     * @throws IOException if the kernel refuses
     */
    void write(String path, String text) throws IOException;

    /** Returns the names in a folder, sorted; empty if the folder does not exist. */
    List<String> list(String path);
}
