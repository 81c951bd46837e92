package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingFileTest {

    @TempDir
    Path temp = Path.of("");

    private RollingFile file = new RollingFile(Path.of(""));

    @BeforeEach
    void file() {
        file = new RollingFile(temp.resolve("t.jsonl"));
    }

    @Test
    void appendsLines() throws Exception {
        assertThat(append("one", 100, 3)).isEqualTo(new RollingFile.Appended(false, false));
        assertThat(append("two", 100, 3)).isEqualTo(new RollingFile.Appended(false, false));

        assertThat(file.path()).hasContent("one\ntwo\n");
        assertThat(names()).containsExactly("t.jsonl");
    }

    @Test
    void aFileIsFilledToTheLastByteAndNotPastIt() throws Exception {
        append("one", 8, 3);
        assertThat(append("two", 8, 3).rotated()).isFalse();
        assertThat(append("x", 8, 3).rotated()).isTrue();

        assertThat(temp.resolve("t.1.jsonl")).hasContent("one\ntwo\n");
        assertThat(file.path()).hasContent("x\n");
    }

    @Test
    void noLineIsLostOverRotationsUntilTheOldestFileGoes() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 100; i < 120; i++) {
            lines.add("line " + i);
            append("line " + i, 30, 9); // three lines of nine bytes a file
            assertThat(all()).isEqualTo(lines);
        }

        assertThat(names()).hasSize(7).contains("t.6.jsonl");
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).allMatch(f -> f.toFile().length() <= 30);
        }
    }

    @Test
    void keepsAsManyRotatedFilesAsAsked() throws Exception {
        for (int i = 0; i < 10; i++) {
            append("line " + i, 7, 2);
        }

        assertThat(names()).containsExactly("t.1.jsonl", "t.2.jsonl", "t.jsonl");
        assertThat(all()).containsExactly("line 7", "line 8", "line 9");
    }

    @Test
    void askedToKeepFewerItDeletesTheRest() throws Exception {
        for (int i = 0; i < 10; i++) {
            append("line " + i, 7, 9);
        }
        append("last", 7, 2);

        assertThat(all()).containsExactly("line 8", "line 9", "last");
    }

    /** Killed between two moves, a rotation leaves a name free in the middle; the next one loses nothing for it. */
    @Test
    void aRotationThatWasCutOffCostsNothing() throws Exception {
        Files.writeString(temp.resolve("t.3.jsonl"), "one\n");
        Files.writeString(temp.resolve("t.1.jsonl"), "two\n");
        Files.writeString(file.path(), "three\n");

        append("four", 6, 3);

        assertThat(all()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void aLineLongerThanTheBoundHasAFileOfItsOwn() throws Exception {
        append("a long line", 5, 3);
        append("another long line", 5, 3);

        assertThat(all()).containsExactly("a long line", "another long line");
        assertThat(names()).hasSize(2);
    }

    @Test
    void aTornLastLineIsClosedAndCostsNoOther() throws Exception {
        Files.writeString(file.path(), "one\n{\"time\":\"20");

        assertThat(append("two", 100, 3)).isEqualTo(new RollingFile.Appended(true, false));
        assertThat(append("three", 100, 3).repaired()).isFalse();

        assertThat(all()).containsExactly("one", "{\"time\":\"20", "two", "three");
    }

    @Test
    void aTornLastLineIsClosedBeforeItsFileIsRotated() throws Exception {
        Files.writeString(file.path(), "one\ntorn");

        assertThat(append("two", 9, 3)).isEqualTo(new RollingFile.Appended(true, true));

        assertThat(Files.readString(temp.resolve("t.1.jsonl"))).isEqualTo("one\ntorn\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0", "x"})
    void whateverIsNoNewlineAtTheEndIsTorn(String end) throws Exception {
        Files.writeString(file.path(), end);

        assertThat(append("two", 100, 3).repaired()).isTrue();
        assertThat(all()).endsWith("two");
    }

    @Test
    void whatCannotBeWrittenIsAnError() throws IOException {
        Files.createDirectory(file.path());

        assertThatThrownBy(() -> append("one", 100, 3)).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsOpenStaysAsItWas() throws Exception {
        append("one", 8, 3);
        append("two", 8, 3);
        try (OpenFiles open = file.open()) {
            append("three", 8, 1);
            append("four", 8, 1);

            assertThat(open.files()).singleElement().satisfies(opened -> {
                assertThat(opened.name()).isEqualTo("t.jsonl");
                LineReader lines = opened.lines();
                assertThat(lines.next()).isEqualTo("one");
                assertThat(lines.next()).isEqualTo("two");
                assertThat(lines.next()).isNull();
            });
        }
    }

    @Test
    void aLineAppendedToAnOpenFileIsNotSeen() throws Exception {
        append("one", 100, 3);
        try (OpenFiles open = file.open()) {
            append("two", 100, 3);
            LineReader lines = open.files().get(0).lines();

            assertThat(lines.next()).isEqualTo("one");
            assertThat(lines.next()).isNull();
        }
    }

    private RollingFile.Appended append(String line, long maxBytes, int keep) throws Exception {
        return file.append(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)), maxBytes, keep);
    }

    /** The lines of all files, oldest first. */
    private List<String> all() throws Exception {
        List<String> all = new ArrayList<>();
        try (OpenFiles open = file.open()) {
            for (OpenFiles.Opened opened : open.files()) {
                LineReader lines = opened.lines();
                for (String line = lines.next(); line != null; line = lines.next()) {
                    all.add(line);
                }
            }
        }
        return all;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }
}
