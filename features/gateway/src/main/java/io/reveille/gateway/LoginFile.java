package io.reveille.gateway;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The console's one user and the hash of the password, in a file of their own: what lies in ConfigurationAdmin, or among the
 * framework's properties, is shown on pages of the console.
 *
 * @param file a properties file that only the gateway's user can read
 */
record LoginFile(Path file) {

    /** The login that lies there. */
    record User(String name, String passwordHash) {}

    /** Returns the login; empty if there is none, or it cannot be used. */
    Optional<User> read() throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a backslash that escapes nothing
        }
        String hash = properties.getProperty("password", "");
        return hash.isEmpty()
                ? Optional.empty()
                : Optional.of(new User(properties.getProperty("user", ConfigStore.DEFAULT_USER), hash));
    }

    /** Replaces the file, whole or not at all. A first password that lies beside is of no use any more, and goes. */
    void write(User user) throws IOException {
        prepare(user);
        replace();
        Files.deleteIfExists(first());
    }

    /** Puts the first password into a file beside, for the gateway's user and root alone. */
    void show(String password) throws IOException {
        Files.deleteIfExists(first());
        write(first(), password + "\n");
    }

    /** Where the first password lies until it is changed, if the gateway is a service and has no terminal to show it on. */
    Path first() {
        return file.resolveSibling("first-password");
    }

    /** Writes the new login to a file beside, which is not used yet. */
    void prepare(User user) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user", user.name());
        properties.setProperty("password", user.passwordHash());
        StringWriter text = new StringWriter();
        properties.store(text, "The console's login; for a new password run the gateway with --set-password.");
        Files.deleteIfExists(aside());
        write(aside(), text.toString());
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** Replaces the file by the prepared one. */
    void replace() throws IOException {
        Files.move(aside(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path aside() {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
