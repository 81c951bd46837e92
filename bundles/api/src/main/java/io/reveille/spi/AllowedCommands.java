package io.reveille.power.settings;

import io.reveille.spi.TrustedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commands that the machine's owner allows, in a file outside the console: one in a line, as in the settings; empty
 * lines and such that begin with # count for nothing. What a setting says has to be there word by word. The file is read
 * only if nobody but root and the gateway's user can change it: {@link TrustedFile}.
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

    /** Those that the framework's property names; none if that is no path, which whoever asks is told. */
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

    /** @throws IllegalArgumentException saying why it is not allowed */
    void check(String setting, List<String> command) {
        String refused = "The command of the setting " + setting + " is not allowed: ";
        if (file.isEmpty()) {
            throw new IllegalArgumentException(refused + whyNone + ".");
        }
        try {
            if (!read(file.get()).contains(command)) {
                throw new IllegalArgumentException(refused + file.get() + " has no line with exactly these words.");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(refused + e.getMessage() + ".", e);
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
