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

    /** Replaces the file, whole or not at all. */
    void write(User user) throws IOException {
        prepare(user);
        replace();
    }

    /** Writes the new login to a file beside, which is not used yet. */
    void prepare(User user) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user", user.name());
        properties.setProperty("password", user.passwordHash());
        StringWriter text = new StringWriter();
        properties.store(text, "The console's login; for a new password run the gateway with --set-password.");
        Files.deleteIfExists(aside());
        try (FileChannel out = FileChannel.open(
                aside(),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
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
