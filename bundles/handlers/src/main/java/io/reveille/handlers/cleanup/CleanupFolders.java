package io.reveille.handlers.cleanup;

import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.DataFolder;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.handlers.arguments.OneLine;
import io.reveille.spi.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * The folders in which files may be deleted: the data folder, and those that the machine's owner lists outside the
 * console. The gateway's own files are spared wherever they are.
 *
 * @param data the data folder
 * @param more absolute paths
 */
record CleanupFolders(DataFolder data, List<Path> more) {

    /** Framework property: absolute paths, separated as in {@code PATH}; none by default. */
    static final String PROPERTY = "reveille.cleanup.folders";

    /**
     * The place in which a run deletes.
     *
     * @param base an allowed folder; links on the way to it are followed
     * @param names the names of the folders from there on, none of which may be a link
     */
    record Place(Path base, List<String> names) {

        /** Returns the whole path, for messages. */
        Path path() {
            return base.resolve(String.join("/", names));
        }
    }

    CleanupFolders {
        more = List.copyOf(more);
    }

    static CleanupFolders of(BundleContext context, Folders folders) {
        return of(DataFolder.of(context, folders), context.getProperty(PROPERTY));
    }

    /** @throws IllegalArgumentException if the property lists anything but absolute paths */
    static CleanupFolders of(DataFolder data, @Nullable String property) {
        String listed = property == null ? "" : property;
        List<Path> more = new ArrayList<>();
        for (String text : listed.split(File.pathSeparator, -1)) {
            if (!text.isBlank()) {
                more.add(absolute(text.strip()));
            }
        }
        return new CleanupFolders(data, more);
    }

    private static Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // refused below, like any text that is no absolute path
        }
        throw new IllegalArgumentException("framework property " + PROPERTY + " lists " + OneLine.show(text)
                + "; expected absolute paths of folders, separated by " + File.pathSeparator
                + ". The handler " + FileCleanup.NAME + " is not started");
    }

    /**
     * Returns the place that an argument names: relative to the data folder, or absolute and within one of the other
     * folders.
     *
     * @throws ArgumentException if the place is outside of all these folders, or leads to the gateway's own files
     */
    Place place(HandlerArguments arguments, String name) {
        return arguments.read(name, text -> place(arguments, name, text), new Place(data.root(), List.of("unknown")));
    }

    private Place place(HandlerArguments arguments, String name, String text) {
        if (!isAbsolute(text)) {
            return place(data.root(), data.resolve(name, text));
        }
        Path path = Path.of(text);
        boolean climbs = StreamSupport.stream(path.spliterator(), false).anyMatch(step -> step.endsWith(".."));
        return Stream.concat(more.stream(), Stream.of(data.root()))
                .filter(allowed -> !climbs && path.normalize().startsWith(allowed))
                .filter(allowed ->
                        !allowed.equals(data.root()) || !path.normalize().equals(data.root()))
                .max(Comparator.comparingInt(Path::getNameCount))
                .map(allowed -> place(allowed, path.normalize()))
                .orElseThrow(() -> arguments.refused(
                        name,
                        "a path relative to the data folder, or one in a folder that the framework property " + PROPERTY
                                + " lists"
                                + (more.isEmpty() ? ", which lists none" : ": " + more)));
    }

    private static Place place(Path base, Path path) {
        List<String> names = new ArrayList<>();
        if (!path.equals(base)) {
            base.relativize(path).forEach(name -> names.add(name.toString()));
        }
        return new Place(base, names);
    }

    private static boolean isAbsolute(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false; // refused like any path that is not below the data folder
        }
    }

    /**
     * Returns the gateway's own files and folders by their identity in the file system, which is the same under any
     * name.
     */
    Set<Object> kept() throws IOException {
        Set<Object> keys = new HashSet<>();
        for (Path own : data.kept()) {
            if (Files.exists(own)) {
                keys.add(key(own.toRealPath(), Files.readAttributes(own, BasicFileAttributes.class)));
            }
        }
        return keys;
    }

    /** Returns the identity of a file or folder; its real path where the file system has no keys. */
    static Object key(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? path : key;
    }
}
