package io.reveille.handlers.telemetry;

import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.DataFolder;
import io.reveille.handlers.arguments.HandlerArguments;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Checks which files may hold telemetry. */
final class TelemetryFiles {

    static final String DEFAULT_FILE = "telemetry.jsonl";

    private static final Pattern ROTATED = Pattern.compile(".*\\.[0-9]+\\" + RollingFile.SUFFIX);

    private TelemetryFiles() {}

    /**
     * Returns the file that an argument names.
     *
     * @throws ArgumentException if the file is outside of the data folder, leads to the gateway's own files, lacks the
     *     ending (so that no argument can make a handler write into a file of another kind), or has the name of another
     *     file's rotated one
     */
    static RollingFile of(HandlerArguments arguments, String name, DataFolder folder) {
        return new RollingFile(arguments.read(
                name, text -> path(arguments, name, text, folder), folder.root().resolve(DEFAULT_FILE)));
    }

    private static Path path(HandlerArguments arguments, String name, String text, DataFolder folder) {
        String file = text.substring(text.lastIndexOf('/') + 1);
        if (!file.endsWith(RollingFile.SUFFIX)
                || file.equals(RollingFile.SUFFIX)
                || ROTATED.matcher(file).matches()) {
            throw arguments.refused(
                    name,
                    "a file name that ends in " + RollingFile.SUFFIX + " without a number before that, as "
                            + DEFAULT_FILE + " does");
        }
        return folder.resolve(name, text);
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " lies in no folder; expected one below the data folder");
        }
        return parent;
    }
}
