package io.reveille.itests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateIT {

    private static final Path PROJECT = Path.of("project").toAbsolutePath();

    @TempDir
    Path temp;

    /** With the plugin that the project uses otherwise, {@link GuideIT} builds it. */
    @Test
    void aCopyBuildsWithThePluginOfFelixToo() throws Exception {
        Path copy = LocalRepository.copy(PROJECT, temp.resolve("copy"));
        Path out = temp.resolve("maven.txt");
        Process maven = new ProcessBuilder(OfflineMaven.script(temp).toString(), "-Dfelix", "package")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(maven.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            maven.destroyForcibly();
        }
        assertThat(out).content().contains("BUILD SUCCESS");
        assertIsBundle(copy);
    }

    /** The build has left a bundle with all of its components, and has run the unit tests. */
    static void assertIsBundle(Path project) throws IOException {
        try (JarFile bundle =
                new JarFile(project.resolve("target/com.example.disk.jar").toFile())) {
            assertThat(bundle.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
                    .isEqualTo("com.example.disk");
            assertThat(bundle.getManifest().getMainAttributes().getValue("Service-Component"))
                    .contains("DiskRoom", "RoomReport", "FolderSize", "WebCheck", "DiskJobs", "Heartbeat");
            assertThat(bundle.getManifest().getMainAttributes().getValue("Import-Package"))
                    .contains("io.reveille;version=");
            String component = new String(
                    bundle.getInputStream(bundle.getEntry("OSGI-INF/com.example.disk.DiskRoom.xml"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(component).contains("job.handler", "disk-room", "job.schedule", "every 10 seconds");
        }
        // A test that is not run cannot fail.
        assertThat(project.resolve("target/surefire-reports/com.example.disk.DiskRoomTest.txt"))
                .content()
                .contains("Tests run: 3, Failures: 0, Errors: 0");
    }

    @Test
    void itsVersionsAreThoseOfThisBuild() throws IOException {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        assertThat(pom)
                .containsPattern(
                        "<reveille.version>" + OfflineMaven.VERSION.replace("-SNAPSHOT", "") + "(-SNAPSHOT)?</reveille")
                .contains(
                        "<version>" + OfflineMaven.property("junit") + "</version>",
                        "<version>" + OfflineMaven.property("assertj") + "</version>",
                        "<version>" + OfflineMaven.property("bnd") + "</version>");
    }
}
