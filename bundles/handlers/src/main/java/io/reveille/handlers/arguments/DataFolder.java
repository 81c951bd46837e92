package io.reveille.handlers.arguments;

import io.reveille.spi.Folders;
import io.reveille.spi.Folders.Place;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * The folder below which handlers write. Since anybody who may edit a job can set its arguments, a path in them never
 * leads out of the folder, nor to the gateway's own files in it; an existing symbolic link in the folder is followed,
 * but not to these files.
 *
 * @param root an absolute path
 * @param kept the gateway's own folders and files, as absolute paths
 */
public record DataFolder(Path root, Set<Path> kept) {

    /** The names of the gateway's own folders and files in its data folder. */
    private static final List<String> KEPT = List.of(
            "config",
            "config.new",
            "state",
            "cache",
            "log",
            "tmp",
            "load",
            "loaded.properties",
            "loaded.properties.new",
            "lock",
            "login",
            "first-password",
            "login.new",
            "secrets.properties",
            "commands.txt");

    /**
     * The gateway's own folders and files that may be elsewhere, by the gateway's folders and by framework properties.
     */
    private static final List<Place> PLACES_ELSEWHERE = List.of(Place.STATE, Place.SECRETS, Place.COMMANDS);

    private static final List<String> PROPERTIES_ELSEWHERE =
            List.of("felix.cm.dir", "org.osgi.framework.storage", "reveille.load");

    private static final int MOST_LINKS = 40;

    public DataFolder {
        root = root.toAbsolutePath().normalize();
        kept = Set.copyOf(kept);
    }

    public DataFolder(Path root) {
        this(root, keptIn(root));
    }

    /**
     * Returns the gateway's data folder; {@code data} below the current directory if none is configured.
     *
     * @throws IllegalArgumentException if the configured text is no path
     */
    public static DataFolder of(BundleContext context, Folders folders) {
        DataFolder folder = of(folders.path(Place.DATA).orElse(null));
        Set<Path> kept = new HashSet<>(folder.kept());
        Stream.concat(
                        PLACES_ELSEWHERE.stream().flatMap(place -> folders.path(place).stream()),
                        PROPERTIES_ELSEWHERE.stream()
                                .flatMap(property -> Optional.ofNullable(context.getProperty(property)).stream()))
                .filter(path -> !path.isBlank() && path.indexOf('\0') < 0)
                .forEach(path -> kept.add(Path.of(path.strip()).toAbsolutePath().normalize()));
        return new DataFolder(folder.root(), kept);
    }

    static DataFolder of(@Nullable String property) {
        try {
            return new DataFolder(Path.of(property == null || property.isBlank() ? "data" : property));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "framework property " + Place.DATA.property() + " is " + OneLine.show(String.valueOf(property))
                            + "; expected the path of a folder. Handlers that write files are not started",
                    e);
        }
    }

    /**
     * Returns the path below this folder that an argument names; an arbitrary one if the argument has a secret, which
     * is known only when the job runs.
     */
    public Path resolve(HandlerArguments arguments, String name) {
        return arguments.read(name, text -> resolve(name, text), root.resolve("unknown"));
    }

    /**
     * Returns the path below this folder that an argument names.
     *
     * @param argument the argument's name, for the message
     * @throws ArgumentException if the text is absolute, contains {@code ..}, or is not a path on every system; or if
     *     it leads to the gateway's own files
     */
    public Path resolve(String argument, String text) {
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
            if (leadsToKept(path)) {
                throw new ArgumentException("argument " + argument + " is " + OneLine.show(text)
                        + ", which leads to what the gateway keeps for itself (" + String.join(", ", KEPT) + ")");
            }
            return path;
        } catch (InvalidPathException e) {
            throw refused(argument, text, e);
        }
    }

    /** Returns a path below this folder as messages show it: relative, with {@code /}. */
    public String name(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /**
     * Creates a folder and its missing parents, accessible by the gateway's user only, unless the folder exists.
     *
     * @throws IOException naming the folder, if it cannot be created
     */
    public static void create(Path folder) throws IOException {
        try {
            Folders.create(folder);
        } catch (IOException e) {
            throw new IOException("cannot create the folder " + folder + ": " + e, e);
        }
    }

    private static Set<Path> keptIn(Path root) {
        return KEPT.stream()
                .map(name -> root.toAbsolutePath().normalize().resolve(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether a path leads to one of the gateway's own files. Files are compared and not names: a folder may
     * have several names, in lower and upper case on some file systems.
     */
    private boolean leadsToKept(Path path) {
        try {
            for (Path step = target(path, 0); step != null; step = step.getParent()) {
                for (Path own : kept) {
                    if (step.equals(own) || isSameFile(step, own)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            return true; // a circle of links, or a folder that cannot be read
        }
    }

    /** Returns whether both paths exist and are the same file; another job may move either away at any time. */
    private static boolean isSameFile(Path one, Path other) throws IOException {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns where a file is, or would be created, when all links on the way are followed. */
    private static Path target(Path path, int links) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            return path.toRealPath();
        }
        if (Files.exists(path)) {
            try {
                return path.toRealPath();
            } catch (NoSuchFileException e) {
                // Moved away meanwhile by a job that starts a new file: treated as missing.
            }
        }
        if (!Files.isSymbolicLink(path)) {
            Path name = path.getFileName();
            return name == null ? target(parent, links) : target(parent, links).resolve(name);
        }
        if (links == MOST_LINKS) {
            throw new FileSystemLoopException(path.toString());
        }
        // A dangling link: a write would create its target.
        return target(parent.resolve(Files.readSymbolicLink(path)), links + 1);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static ArgumentException refused(String argument, String text, @Nullable Throwable cause) {
        String message = "argument " + argument + " is " + OneLine.show(text)
                + "; expected a path relative to the data folder, with / between names, without .., \\ and :";
        return cause == null ? new ArgumentException(message) : new ArgumentException(message, cause);
    }
}
