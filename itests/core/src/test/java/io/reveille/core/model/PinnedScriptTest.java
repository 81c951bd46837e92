package io.reveille.core.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts that once failed, one a file below {@code scripts}; what each is about its first lines say. */
class PinnedScriptTest {

    static List<String> scripts() throws IOException, URISyntaxException {
        Path folder = path("/scripts");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Path path(String resource) throws URISyntaxException {
        return Path.of(
                requireNonNull(PinnedScriptTest.class.getResource(resource)).toURI());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void noScriptFailsAgain(String name) throws IOException, URISyntaxException {
        Path file = path("/scripts/" + name);
        Player.play(Script.parse(Files.readString(file)));
    }
}
