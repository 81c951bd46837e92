package io.reveille.itests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateIT {

    private static final Path PROJECT = Path.of("project").toAbsolutePath();

    private static final String VERSION = property("version");

    @TempDir
    Path temp;

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty("template." + name), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-Dfelix"})
    void aCopyBuildsAndIsABundle(String option) throws Exception {
        Path copy = LocalRepository.copy(PROJECT, temp.resolve("copy"));
        build(copy, option);

        try (JarFile bundle =
                new JarFile(copy.resolve("target/com.example.disk.jar").toFile())) {
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
        assertThat(copy.resolve("target/surefire-reports/com.example.disk.DiskRoomTest.txt"))
                .content()
                .contains("Tests run: 2, Failures: 0, Errors: 0");
    }

    @Test
    void itsVersionsAreThoseOfThisBuild() throws IOException {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        assertThat(pom)
                .containsPattern("<reveille.version>" + VERSION.replace("-SNAPSHOT", "") + "(-SNAPSHOT)?</reveille")
                .contains(
                        "<version>" + property("junit") + "</version>",
                        "<version>" + property("assertj") + "</version>",
                        "<version>" + property("bnd") + "</version>");
    }

    /** Builds without the network, as long as nothing is missing that was never downloaded here. */
    private void build(Path project, String option) throws Exception {
        // Not in the test's own folder: JUnit would tell of each link that it deletes.
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target")).toAbsolutePath(), "repository");
        Path repository = LocalRepository.make(folder, Path.of(property("repository")), VERSION);
        List<String> maven = new ArrayList<>(List.of(
                property("maven") + "/bin/mvn",
                "-B",
                "-o",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + repository,
                "-Dreveille.version=" + VERSION));
        if (!option.isEmpty()) {
            maven.add(option);
        }
        maven.add("verify");
        String said = run(project, maven);
        if (said.contains("offline mode")) {
            maven.remove("-o");
            said = run(project, maven);
        }
        assertThat(said).contains("BUILD SUCCESS");
    }

    private String run(Path project, List<String> command) throws Exception {
        Path out = temp.resolve("maven.txt");
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }
}
