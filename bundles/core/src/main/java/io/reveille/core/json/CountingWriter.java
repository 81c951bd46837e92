package io.reveille.core.json;

import java.io.Writer;

/** Counts the characters that are written, and keeps none. */
final class CountingWriter extends Writer {

    private long length;

    long length() {
        return length;
    }

    @Override
    public void write(int character) {
        length++;
    }

    @Override
    public void write(char[] characters, int from, int count) {
        length += count;
    }

    @Override
    public void write(String text, int from, int count) {
        length += count;
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
