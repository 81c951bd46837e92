package io.reveille.power.linux;

import java.io.IOException;
import java.util.List;

/** The files below /sys, /proc and /run through which the kernel is spoken to. Paths begin with a slash. */
public interface SysFiles {

    boolean exists(String path);

    boolean isWritable(String path);

    /** What stands in it, without white space at its ends; the kernel may let it wait. */
    String read(String path) throws IOException;

    /**
     * Writes in one call, as the kernel wants it.
     *
     * @throws IOException if the kernel says no
     */
    void write(String path, String text) throws IOException;

    /** The names in a folder, sorted; empty if it is not there. */
    List<String> list(String path);
}
