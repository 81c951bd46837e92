package io.reveille.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/a-run.md names classes and methods, each with a link to its file: all of them are there. */
class RunGuideTest {

    private static final Path GUIDE = Path.of("../../docs/a-run.md");

    /** As in {@code [`Planner.due`](../bundles/…/Planner.java)}; a class alone names no method. */
    private static final Pattern LINK = Pattern.compile("\\[`(\\w+)(?:\\.(\\w+))?`]\\(([^)]+\\.java)\\)");

    @Test
    void theClassesAndMethodsThatTheGuideNamesAreThere() throws IOException {
        List<MatchResult> links =
                LINK.matcher(Files.readString(GUIDE)).results().toList();

        assertThat(links).hasSizeGreaterThan(30);
        for (MatchResult link : links) {
            Path file = GUIDE.resolveSibling(link.group(3));
            assertThat(file).hasFileName(link.group(1) + ".java").isRegularFile();
            if (link.group(2) != null) {
                // Declared, not called: after a type, on a line of its own.
                assertThat(Files.readString(file))
                        .as(link.group())
                        .containsPattern("(?m)^    (?:@\\w+ )*[\\w<>.,?@\\[\\] ]*[\\w>\\]] " + link.group(2) + "\\(");
            }
        }
    }

    @Test
    void nothingIsNamedWithoutItsFile() throws IOException {
        String text = LINK.matcher(Files.readString(GUIDE)).replaceAll("");

        assertThat(Pattern.compile("`[A-Z]\\w+\\.[a-z]\\w+`")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group))
                .isEmpty();
    }
}
