package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void readsLinesAndTheLastOneWithoutItsNewline() throws IOException {
        assertThat(lines("one\n\nthree Жд\nfour")).containsExactly("one", "", "three Жд", "four");
        assertThat(lines("one\n")).containsExactly("one");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void linesMayBeginAnywhereInTheBuffer() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int length = 0; length < 300; length++) {
            expected.add("x".repeat(length));
        }

        assertThat(lines(String.join("\n", expected) + "\n")).isEqualTo(expected);
    }

    @Test
    void stopsAtTheLimit() throws IOException {
        LineReader reader = new LineReader(stream("one\ntwo\nthree\n"), 6);

        assertThat(reader.next()).isEqualTo("one");
        assertThat(reader.next()).isEqualTo("tw");
        assertThat(reader.next()).isNull();
        assertThat(reader.next()).isNull();
    }

    @Test
    void aLineThatIsTooLongComesOutEmptyAndTheNextIsWhole() throws IOException {
        String longest = "x".repeat(LineReader.LONGEST);

        assertThat(lines(longest + "\n" + longest + "y\nnext\n")).containsExactly(longest, "", "next");
    }

    /** Longer than any array: whoever collects it runs out of memory, whatever the heap. */
    @Test
    void aHoleOfGigabytesCostsNoMemory() throws IOException {
        long hole = Integer.MAX_VALUE + 1000L;
        InputStream in = new SequenceInputStream(new Zeros(hole), stream("\nnext\n"));
        LineReader reader = new LineReader(in, Long.MAX_VALUE);

        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEqualTo("next");
        assertThat(reader.next()).isNull();
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(stream(text), Long.MAX_VALUE);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            left -= read;
            Arrays.fill(buffer, offset, offset + read, (byte) 0);
            return read;
        }
    }
}
