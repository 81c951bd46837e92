package io.reveille.core.clock;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time since the machine's boot, suspend included, as the kernel writes it into a file: seconds with two decimals, then
 * a blank. The engine asks at each of its steps: the file stays open, and a reading makes no garbage. An interrupt of the
 * asking thread does not close it, as it would a channel. May be called by any thread.
 */
final class BootClock {

    private final Path file;
    private final byte[] text = new byte[32]; // guarded by this, like the file
    private @Nullable RandomAccessFile open;

    BootClock(Path file) {
        this.file = file;
    }

    /**
     * Reads the clock.
     *
     * @throws IOException if the file is not there, cannot be read, or holds something else
     */
    synchronized Duration read() throws IOException {
        RandomAccessFile now = open == null ? new RandomAccessFile(file.toFile(), "r") : open;
        open = now;
        try {
            now.seek(0);
            return Duration.ofMillis(millis(now.read(text)));
        } catch (IOException e) {
            open = null;
            now.close();
            throw e;
        }
    }

    /** The milliseconds that the first bytes of the text say. */
    private long millis(int length) throws IOException {
        long millis = 0;
        long unit = 1000; // of a whole second's digit; of the next decimal
        boolean decimals = false;
        int i = 0;
        for (; i < length && text[i] != ' '; i++) {
            int digit = text[i] - '0';
            if (text[i] == '.' && !decimals && i > 0) {
                decimals = true;
            } else if (digit < 0 || digit > 9) {
                break;
            } else if (decimals) {
                unit /= 10;
                millis += digit * unit;
            } else {
                millis = millis * 10 + digit * unit;
            }
        }
        if (i == 0 || i == length || text[i] != ' ') {
            throw new IOException(file + " does not begin with a number of seconds");
        }
        return millis;
    }
}
