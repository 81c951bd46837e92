package io.reveille.handlers.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines in bounded memory, whatever the file contains: {@code BufferedReader.readLine} would read a damaged file
 * of gigabytes without a newline as one line.
 */
final class LineReader {

    /** The greatest length of a line of telemetry, in bytes. */
    static final int LONGEST = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 13];
    private int position;
    private int filled;
    private long left;

    /** Reads at most {@code limit} bytes; the last line may lack its newline. */
    LineReader(InputStream in, long limit) {
        this.in = in;
        this.left = limit;
    }

    /**
     * Returns the next line without its newline, null at the end. A line longer than {@value #LONGEST} bytes is
     * returned as empty.
     */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
        boolean any = false;
        boolean tooLong = false;
        while (fill()) {
            any = true;
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            int length = position - start;
            tooLong |= line.size() + length > LONGEST;
            if (!tooLong) {
                line.write(buffer, start, length);
            }
            if (position < filled) {
                position++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        return tooLong ? "" : line.toString(StandardCharsets.UTF_8);
    }

    private boolean fill() throws IOException {
        if (position == filled && left > 0) {
            position = 0;
            filled = Math.max(0, in.read(buffer, 0, (int) Math.min(buffer.length, left)));
            left = filled == 0 ? 0 : left - filled;
        }
        return position < filled;
    }
}
