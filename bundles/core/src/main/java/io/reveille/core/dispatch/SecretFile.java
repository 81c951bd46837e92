package io.reveille.core.dispatch;

import io.reveille.spi.TrustedFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the secrets, read only if nobody but root and the gateway's user can change it. No message of it quotes what
 * stands there.
 */
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
        byte[] bytes = TrustedFile.read(path, MAX_BYTES);
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
