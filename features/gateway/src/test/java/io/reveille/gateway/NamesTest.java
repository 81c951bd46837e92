package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple name stands for one class in all that is shipped: a stack trace, a log line, a search find that one alone. */
class NamesTest {

    private static final PathMatcher CLASSES =
            FileSystems.getDefault().getPathMatcher("glob:**/src/main/java/**/*.java");

    private static final Set<String> OF_EACH_PACKAGE = Set.of("package-info.java", "module-info.java");

    @Test
    void noSimpleNameStandsTwice() throws IOException {
        Path project = Path.of("../..").toRealPath();
        try (Stream<Path> bundles = Files.walk(project.resolve("bundles"));
                Stream<Path> features = Files.walk(project.resolve("features"))) {
            assertThat(Stream.concat(bundles, features)
                            .filter(CLASSES::matches)
                            .filter(file ->
                                    !OF_EACH_PACKAGE.contains(file.getFileName().toString()))
                            .collect(Collectors.groupingBy(Path::getFileName)))
                    .hasSizeGreaterThan(500)
                    .allSatisfy((name, files) -> assertThat(files).hasSize(1));
        }
    }
}
