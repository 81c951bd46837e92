package io.reveille.itests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second build of two bundles, in another folder, at another time, with another time zone and language, gives the bytes of the
 * first one. {@code ./release --check} does so with everything that is released.
 */
@Timeout(600)
class ReproducibleIT {

    private static final List<String> BUNDLES = List.of("schedule", "api");

    @TempDir
    Path folder;

    @Test
    void aSecondBuildIsTheSameByteForByte() throws Exception {
        Path copy = copy();

        build(copy);

        String version = Objects.requireNonNull(Project.text(Project.pom("."), "version"));
        for (String bundle : BUNDLES) {
            String jar = "bundles/" + bundle + "/target/io.reveille." + bundle + "-" + version + ".jar";
            assertThat(copy.resolve(jar)).hasSameBinaryContentAs(Project.ROOT.resolve(jar));
        }
    }

    /** What Maven needs for the two: their sources, and the POMs of all modules. */
    private Path copy() throws IOException {
        Path copy = folder.resolve("a folder of another name");
        place(copy, Path.of("pom.xml"));
        for (String each : List.of(".mvn", "bundles/schedule/src", "bundles/api/src", "itests/zones/src")) {
            try (Stream<Path> files = Files.walk(Project.ROOT.resolve(each))) {
                files.filter(Files::isRegularFile).forEach(file -> place(copy, Project.ROOT.relativize(file)));
            }
        }
        for (String module : Project.modules()) {
            place(copy, Path.of(module, "pom.xml"));
        }
        return copy;
    }

    private static void place(Path copy, Path file) {
        try {
            Path place = copy.resolve(file);
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            Files.copy(Project.ROOT.resolve(file), place);
            Files.setLastModifiedTime(place, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build(Path copy) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        ProcessBuilder maven = new ProcessBuilder(
                System.getProperty("maven.home") + "/bin/mvn",
                "-B",
                "-q",
                "-o",
                "-Dmaven.repo.local=" + System.getProperty("maven.repository"),
                "-Dmaven.test.skip=true",
                "-pl",
                "bundles/schedule,bundles/api",
                "-am",
                "package");
        // The umask stays as it is: archives keep the rights of files.
        maven.environment().putAll(Map.of("TZ", "Pacific/Chatham", "MAVEN_OPTS", "-Duser.language=tr"));
        Process process = maven.directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("Maven ended").isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
