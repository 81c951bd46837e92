package io.reveille.handlers.command;

import io.reveille.handlers.arguments.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the end of a program's output, however long that is: errors are usually at the end. For any thread. */
final class OutputTail {

    private static final int CHUNK = 8192;

    private final byte[] ring; // guarded by this, as all below
    private long total;

    /** @param size the number of bytes that are kept */
    OutputTail(int size) {
        this.ring = new byte[size];
    }

    /** Reads all output, so that the program never blocks. */
    void readAll(InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            add(chunk, length);
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        for (int i = Math.max(0, length - ring.length); i < length; i++) {
            ring[(int) ((total + i) % ring.length)] = bytes[i];
        }
        total += length;
    }

    /** Returns the total number of bytes. */
    synchronized long total() {
        return total;
    }

    /** Returns whether the beginning was dropped. */
    synchronized boolean isCut() {
        return total > ring.length;
    }

    /** The text that is kept, with a mark where the beginning is missing, and without control characters but line ends and tabs. */
    synchronized String text() {
        if (ring.length == 0) {
            return "";
        }
        int start = isCut() ? (int) (total % ring.length) : 0;
        int length = (int) Math.min(total, ring.length);
        byte[] kept = Arrays.copyOf(ring, length);
        for (int i = 0; i < length; i++) {
            kept[i] = ring[(start + i) % ring.length];
        }
        int first = 0;
        while (isCut() && first < length && (kept[first] & 0xc0) == 0x80) {
            first++; // the rest of a character whose beginning was dropped
        }
        String text = OneLine.lines(new String(kept, first, length - first, StandardCharsets.UTF_8));
        return isCut() ? "…" + text : text;
    }

    /** Returns the last line that is not blank; empty if there is none. */
    String lastLine() {
        String text = text();
        return text.substring(text.lastIndexOf('\n') + 1).strip();
    }
}
