package io.reveille.power.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that the machine's owner allows, in a file outside the console: one in a line, as in the settings; empty
 * lines and such that begin with # count for nothing. What a setting says has to be there word by word.
 */
public final class AllowedCommands {

    /** Framework property: the path of the file. Without it no command is allowed. */
    public static final String PROPERTY = "reveille.commands";

    private static final int MAX_BYTES = 64 * 1024;

    private final Optional<Path> file;

    public AllowedCommands(Optional<Path> file) {
        this.file = file;
    }

    /**
     * Those that the framework's property names.
     *
     * @throws IllegalArgumentException if it is no path
     */
    public static AllowedCommands of(@Nullable String property) {
        if (property == null || property.isBlank()) {
            return new AllowedCommands(Optional.empty());
        }
        try {
            return new AllowedCommands(Optional.of(Path.of(property.strip())));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "framework property " + PROPERTY + " is \"" + property + "\"; expected the path of a file", e);
        }
    }

    /** @throws IllegalArgumentException saying why it is not allowed */
    void check(String setting, List<String> command) {
        String refused = "The command of the setting " + setting + " is not allowed: ";
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    refused + "the framework property " + PROPERTY + " names no file of allowed commands.");
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
        if (!Files.exists(path)) {
            throw new IOException("there is no file " + path);
        }
        refuseWritable(path);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(path + " is larger than " + MAX_BYTES + " bytes");
        }
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

    private static void refuseWritable(Path path) throws IOException {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            if (rights.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException("everybody on this machine may write " + path + "; chmod 644 helps");
            }
        } catch (UnsupportedOperationException e) {
            return; // no such rights there
        }
    }
}
