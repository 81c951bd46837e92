package io.reveille.core.model;

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
        Path folder = Path.of(PinnedScriptTest.class.getResource("/scripts").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void noScriptFailsAgain(String name) throws IOException, URISyntaxException {
        Path file = Path.of(PinnedScriptTest.class.getResource("/scripts/" + name).toURI());
        Player.play(Script.parse(Files.readString(file)));
    }
}
