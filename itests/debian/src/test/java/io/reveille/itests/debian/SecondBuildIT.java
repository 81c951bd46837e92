package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
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
 * A second build of the packages, in another folder, at another time, with another time zone and language, gives the
 * bytes of the first one; from the same distribution, which {@code ./release --check} builds twice as well.
 */
@Timeout(300)
class SecondBuildIT {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String VERSION = Packages.property("debian.version");

    @TempDir
    Path temp;

    @Test
    void aSecondBuildIsTheSameByteForByte() throws Exception {
        Path copy = temp.resolve("a folder of another name/debian");
        place(ROOT.resolve("features/debian/pom.xml"), copy.resolve("pom.xml"));
        Path sources = ROOT.resolve("features/debian/src");
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> place(
                            file,
                            copy.resolve("src").resolve(sources.relativize(file).toString())));
        }

        build(copy);

        for (Path deb : List.of(Packages.GATEWAY, Packages.POWER)) {
            assertThat(copy.resolve("target").resolve(deb.getFileName().toString()))
                    .hasSameBinaryContentAs(deb);
        }
    }

    /** A repository with what this build has made, beside links to what this machine has from elsewhere. */
    private Path repository() throws IOException {
        // Not in the test's own folder: JUnit would tell of each link that it deletes.
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target")).toAbsolutePath(), "repository");
        Path real = Path.of(Packages.property("maven.repository"));
        Files.createDirectories(folder.resolve("io/reveille"));
        link(real, folder, "io");
        link(real.resolve("io"), folder.resolve("io"), "reveille");
        String gateway = "io/reveille/io.reveille.gateway/" + VERSION + "/io.reveille.gateway-" + VERSION;
        place(
                ROOT.resolve("pom.xml"),
                folder.resolve("io/reveille/reveille/" + VERSION + "/reveille-" + VERSION + ".pom"));
        place(ROOT.resolve("features/gateway/pom.xml"), folder.resolve(gateway + ".pom"));
        place(ROOT.resolve("features/gateway/target/reveille-gateway.tar.gz"), folder.resolve(gateway + ".tar.gz"));
        return folder;
    }

    private static void link(Path from, Path to, String butNot) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
            for (Path each : all) {
                if (!each.endsWith(butNot)) {
                    Files.createSymbolicLink(to.resolve(each.getFileName()), each.toAbsolutePath());
                }
            }
        }
    }

    private static void place(Path file, Path place) {
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            Files.copy(file, place);
            Files.setLastModifiedTime(place, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build(Path copy) throws IOException, InterruptedException {
        Path said = temp.resolve("said.txt");
        ProcessBuilder maven = new ProcessBuilder(
                Packages.property("maven.home") + "/bin/mvn",
                "-B",
                "-q",
                "-o",
                "-Dmaven.repo.local=" + repository(),
                "package");
        maven.environment().putAll(Map.of("TZ", "Pacific/Chatham", "MAVEN_OPTS", "-Duser.language=tr"));
        Process process = maven.directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("Maven ended").isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
