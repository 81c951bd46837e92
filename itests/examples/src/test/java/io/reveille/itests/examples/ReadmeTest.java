package io.reveille.itests.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The README and the pages in docs show these files, word for word, but for their package and imports. There a comment
 * names the file that the next block of code is:
 *
 * <pre>
 * &lt;!-- itests/examples: DoorCheck.java --&gt;
 * ```java
 * ...
 * ```
 * </pre>
 */
class ReadmeTest {

    private static final Path README = Path.of("../../README.md");

    private static final Path DOCS = Path.of("../../docs");

    private static final Path SOURCES = Path.of("src/main/java/io/reveille/itests/examples");

    private static final Pattern BLOCK =
            Pattern.compile("<!-- itests/examples: (\\S+) -->\\R+```java\\R(.*?)```", Pattern.DOTALL);

    @Test
    void theDocumentationShowsEachExampleAsItCompiles() throws IOException {
        assertThat(shown()).isEqualTo(written());
    }

    @Test
    void onlyAMarkedBlockCounts() throws IOException {
        String example = written().get("DoorCheck.java");
        assertThat(blocks("<!-- itests/examples: DoorCheck.java -->\n```java\n" + example + "```\n"))
                .containsExactly(Map.entry("DoorCheck.java", example));
        assertThat(blocks("```java\n" + example + "```\n")).isEmpty();
    }

    private static Map<String, String> shown() throws IOException {
        Map<String, String> shown = blocks(Files.readString(README));
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(DOCS, "*.md")) {
            for (Path page : pages) {
                shown.putAll(blocks(Files.readString(page)));
            }
        }
        return shown;
    }

    private static Map<String, String> blocks(String page) {
        Map<String, String> blocks = new TreeMap<>();
        BLOCK.matcher(page).results().forEach(found -> blocks.put(found.group(1), found.group(2)));
        return blocks;
    }

    /** Each example from behind its imports to its end. */
    private static Map<String, String> written() throws IOException {
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(path -> !path.endsWith("package-info.java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                written.put(
                        file.getFileName().toString(),
                        lines.stream()
                                .dropWhile(line ->
                                        line.isBlank() || line.startsWith("package ") || line.startsWith("import "))
                                .collect(joining("\n", "", "\n")));
            }
        }
        return written;
    }
}
