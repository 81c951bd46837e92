package io.reveille.handlers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * The folder that handlers write below. Arguments come from whoever may edit a job, so a path in them never leads out
 * of it; a symbolic link that already lies in the folder is its owner's wish and is followed.
 *
 * @param root an absolute path
 */
record DataFolder(Path root) {

    /** Framework property: the folder as an absolute path; {@code data} below the current directory by default. */
    static final String PROPERTY = "reveille.data";

    DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder that the framework's properties name.
     *
     * @throws IllegalArgumentException if the property is no path
     */
    static DataFolder of(BundleContext context) {
        return of(context.getProperty(PROPERTY));
    }

    static DataFolder of(@Nullable String property) {
        try {
            return new DataFolder(Path.of(property == null || property.isBlank() ? "data" : property));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "framework property " + PROPERTY + " is " + OneLine.show(String.valueOf(property))
                            + "; expected the path of a folder. Handlers that write files are not started",
                    e);
        }
    }

    /**
     * The path below this folder that an argument names.
     *
     * @param argument the argument's name, for the message
     * @throws ArgumentException if the text is absolute, contains {@code ..}, or is no path on every system
     */
    Path resolve(String argument, String text) {
        if (text.startsWith("/") || text.contains("\\") || text.contains(":") || hasControl(text)) {
            throw refused(argument, text, null);
        }
        for (String segment : text.split("/", -1)) {
            if (segment.equals("..") || segment.isBlank()) {
                throw refused(argument, text, null);
            }
        }
        try {
            Path path = root.resolve(text).normalize();
            if (path.equals(root) || !path.startsWith(root)) {
                throw refused(argument, text, null);
            }
            return path;
        } catch (InvalidPathException e) {
            throw refused(argument, text, e);
        }
    }

    /** How messages name a path below this folder: relative, with {@code /}. */
    String name(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /**
     * Creates a folder, and those above it, unless it is there.
     *
     * @throws IOException naming the folder, if it cannot be created
     */
    static void create(Path folder) throws IOException {
        // createDirectories alone refuses a link to a folder before JDK 19.
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("cannot create the folder " + folder + ": " + e, e);
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static ArgumentException refused(String argument, String text, @Nullable Throwable cause) {
        String message = "argument " + argument + " is " + OneLine.show(text)
                + "; expected a path relative to the data folder, with / between names, without .., \\ and :"
                + ". Nothing was done; correct the job's arguments";
        return cause == null ? new ArgumentException(message) : new ArgumentException(message, cause);
    }
}
