package io.reveille.core.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the secrets. No message of it quotes what stands there. */
final class SecretFile {

    /** How large it may be, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    private final Path path;
    private final AtomicBoolean warned = new AtomicBoolean();

    SecretFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** @throws IOException whose message names the file and what is wrong */
    Properties read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path, e);
        } catch (IOException e) {
            throw new IOException("the file " + path + " cannot be read: " + e, e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("the file " + path + " is larger than " + MAX_BYTES + " bytes");
        }
        Properties secrets = new Properties();
        try {
            secrets.load(new StringReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new IOException("the file " + path + " is not written as NAME=value in UTF-8", e);
        }
        warnOfReaders();
        return secrets;
    }

    private void warnOfReaders() {
        try {
            if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)
                    && !warned.getAndSet(true)) {
                LOG.warn("Everybody on this machine may read the secrets in {}; chmod 600 helps.", path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("Who may read {} is not known", path, e);
        }
    }
}
