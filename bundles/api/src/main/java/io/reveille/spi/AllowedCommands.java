package io.reveille.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commands that the machine's owner allows, in a file outside the console: one per line, as {@link CommandLine}
 * reads it; empty lines and lines that begin with # are ignored. A command of a setting or an argument is allowed only
 * if a line has exactly its words. The file is read anew for each check, and only if nobody but root and the gateway's
 * user can change it: see {@link TrustedFile}.
 */
public final class AllowedCommands {

    /** Framework property: the path of the file. Without it no command is allowed. */
    public static final String PROPERTY = "reveille.commands";

    private static final int MAX_BYTES = 64 * 1024;

    private final Optional<Path> file;
    private final String whyNone;

    public AllowedCommands(Optional<Path> file) {
        this(file, "the framework property " + PROPERTY + " names no file of allowed commands");
    }

    private AllowedCommands(Optional<Path> file, String whyNone) {
        this.file = file;
        this.whyNone = whyNone;
    }

    /**
     * Returns the list in the file that the framework property names; if the value is no path, a list that allows no
     * command, for that reason.
     */
    public static AllowedCommands of(@Nullable String property) {
        if (property == null || property.isBlank()) {
            return new AllowedCommands(Optional.empty());
        }
        try {
            return new AllowedCommands(Optional.of(Path.of(property.strip())));
        } catch (InvalidPathException e) {
            return new AllowedCommands(
                    Optional.empty(),
                    "the framework property " + PROPERTY + " is \"" + property + "\"; expected the path of a file ("
                            + e.getReason() + ")");
        }
    }

    /** Returns why a command is not allowed, as a part of a sentence; empty if it is allowed. */
    public Optional<String> whyNot(List<String> command) {
        if (file.isEmpty()) {
            return Optional.of(whyNone);
        }
        try {
            return read(file.get()).contains(command)
                    ? Optional.empty()
                    : Optional.of(file.get() + " has no line with exactly these words");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<List<String>> read(Path path) throws IOException {
        byte[] bytes = TrustedFile.read(path, MAX_BYTES);
        List<List<String>> commands = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                commands.add(CommandLine.words(line));
            } catch (IllegalArgumentException e) {
                throw new IOException("in " + path + ", in the line " + line + ", " + e.getMessage(), e);
            }
        }
        return commands;
    }
}
