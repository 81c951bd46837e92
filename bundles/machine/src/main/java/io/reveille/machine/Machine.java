package io.reveille.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the small files below /sys. A file that cannot be read (a driver may refuse, a device may go in mid-read)
 * counts as empty.
 *
 * @param root the folder of {@code sys}; tests give one of their own
 */
record Machine(Path root) {

    static final Machine THIS = new Machine(Path.of("/"));

    private static final int MOST = 4096; // a page: sysfs gives no more
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

    /** The entries of a folder, by name. */
    List<Path> entries(String folder) {
        TreeSet<Path> entries = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve(folder))) {
            found.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return List.copyOf(entries);
    }

    /** The text of a file, without the white space around it. */
    static String text(Path entry, String file) {
        try (InputStream in = Files.newInputStream(entry.resolve(file))) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** A whole number within these bounds, both included; empty if the file holds something else. */
    static OptionalInt number(Path entry, String file, int from, int to) {
        String text = text(entry, file);
        int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : Integer.MIN_VALUE;
        return number >= from && number <= to ? OptionalInt.of(number) : OptionalInt.empty();
    }

    static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
