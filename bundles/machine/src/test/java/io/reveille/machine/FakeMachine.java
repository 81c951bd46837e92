package io.reveille.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree of small files in place of the machine's, from lines like {@code sys/class/net/eth0/operstate=up}. */
final class FakeMachine {

    private FakeMachine() {}

    /** Writes files: {@code path=text}, separated by white space; {@code _} is a space, {@code path=/} a folder. */
    static Machine of(Path root, String files) {
        for (String file : files.strip().split("\\s+", -1)) {
            String[] parts = file.split("=", 2);
            if (parts.length == 2) {
                write(root.resolve(parts[0]), parts[1].replace('_', ' '));
            }
        }
        return new Machine(root);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            if (text.equals("/")) {
                Files.createDirectories(file); // a file that cannot be read, by root neither
            } else {
                Files.writeString(file, text + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
