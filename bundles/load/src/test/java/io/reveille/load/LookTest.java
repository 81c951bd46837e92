package io.reveille.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** One look after another, in a real framework with a real ConfigurationAdmin. */
class LookTest {

    private static final String JOB = "io.reveille.job~poll";

    @TempDir
    Path temp;

    private Path folder;
    private RealFramework framework;
    private Look look;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(
                temp.resolve("load"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        framework = new RealFramework(temp);
        look = look();
    }

    private Look look() {
        return new Look(folder, temp.resolve("loaded.properties"), framework.context(), framework.admin());
    }

    private void restart() throws Exception {
        framework.close();
        framework = new RealFramework(temp);
        look = look();
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    private void carryOut(String... deleted) throws InterruptedException {
        look.carryOut(Set.of(deleted), true);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private @Nullable Object schedule() throws Exception {
        return framework.properties(JOB).get("schedule");
    }

    @Test
    void bothFormatsAndBothSignsMakeAConfigurationOfTheFactory() throws Exception {
        file(
                "io.reveille.job-poll.cfg",
                "# each minute\nname = poll\nschedule = every minute\nargs = ${not.read} Grün\n");
        file("io.reveille.job~other.config", "name=\"other\"\npriority=I\"5\"\ntags=[\"a\",\"b\"]\n");
        file("io.reveille.engine.cfg", "zone = UTC\n");
        carryOut();

        assertThat(framework.properties(JOB))
                .containsEntry("service.factoryPid", "io.reveille.job")
                .containsEntry("args", "${not.read} Grün");
        assertThat(framework.properties("io.reveille.job~other"))
                .containsEntry("priority", 5)
                .containsEntry("tags", new String[] {"a", "b"});
        assertThat(framework.properties("io.reveille.engine")).containsEntry("zone", "UTC");
    }

    @Test
    void anEditIsWrittenIntoTheFileWithItsCommentsAndStandsOverARestart() throws Exception {
        Path file = file("io.reveille.job-poll.cfg", "# each minute\nname = poll\nschedule = every minute\n");
        carryOut();
        framework.edit("io.reveille.job", "poll", Map.of("name", "poll", "schedule", "every hour", "retry", "3"));
        carryOut();

        assertThat(file).content().contains("# each minute", "schedule = every hour", "retry = 3");
        restart();
        carryOut();
        assertThat(schedule()).isEqualTo("every hour");
    }

    @Test
    void anEditThatNoLookHasSeenStandsOverARestart() throws Exception {
        Path file = file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        carryOut();
        framework.edit("io.reveille.job", "poll", Map.of("name", "poll", "schedule", "every hour"));
        restart();
        carryOut();

        assertThat(schedule()).isEqualTo("every hour");
        assertThat(file).content().contains("schedule = every hour");
    }

    @Test
    void anEditThatTheFileCannotSayStandsAllTheSame() throws Exception {
        Path file = file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        carryOut();
        // An address where the changed file cannot be written first.
        Files.createDirectories(folder.resolve(".io.reveille.job-poll.cfg.new/x"));
        framework.edit("io.reveille.job", "poll", Map.of("name", "poll", "schedule", "every hour"));
        carryOut();
        restart();
        carryOut();

        assertThat(file).content().contains("every minute");
        assertThat(schedule()).isEqualTo("every hour");
        // Until the file itself is changed.
        file("io.reveille.job-poll.cfg", "name = poll\nschedule = every 2 minutes\n");
        carryOut();
        assertThat(schedule()).isEqualTo("every 2 minutes");
    }

    @Test
    void listsAndNumbersAreWrittenInTheFormatWithTypes() throws Exception {
        Path file = file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        carryOut();
        Map<String, Object> edited =
                Map.of("name", "poll", "schedule", "every minute", "priority", 5, "tags", new String[] {"a", "b"});
        framework.edit("io.reveille.job", "poll", edited);
        carryOut();

        assertThat(ConfigurationText.read(Files.readAllBytes(file)))
                .containsEntry("priority", 5)
                .containsEntry("tags", new String[] {"a", "b"});
    }

    @Test
    void aFileThatIsGoneTakesItsConfigurationAlongAlsoOverARestart() throws Exception {
        Path one = file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        Path other = file("io.reveille.job-other.cfg", "name = other\n");
        carryOut();
        Files.delete(one);
        carryOut();
        assertThat(framework.properties(JOB)).isEmpty();

        Files.delete(other);
        restart();
        carryOut();
        assertThat(framework.properties("io.reveille.job~other")).isEmpty();
    }

    @Test
    void aConfigurationThatSomebodyDeletesTakesItsFileAlong() throws Exception {
        Path file = file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        carryOut();
        framework
                .admin()
                .getFactoryConfiguration("io.reveille.job", "poll", "?")
                .delete();
        carryOut(JOB);

        assertThat(file).doesNotExist();
        carryOut();
        assertThat(framework.properties(JOB)).isEmpty();
    }

    @Test
    void aConfigurationThatIsLostIsTakenAgain() throws Exception {
        file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        carryOut();
        framework
                .admin()
                .getFactoryConfiguration("io.reveille.job", "poll", "?")
                .delete();
        restart();
        carryOut();

        assertThat(schedule()).isEqualTo("every minute");
    }

    @Test
    void ofTwoFilesOfOneConfigurationTheFirstCounts() throws Exception {
        file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        file("io.reveille.job~poll.config", "name=\"poll\"\nschedule=\"every hour\"\n");
        carryOut();

        assertThat(schedule()).isEqualTo("every minute");
    }

    @Test
    void aTextThatCannotBeReadChangesNothing() throws Exception {
        file("io.reveille.job-poll.cfg", "name = poll\nschedule = every minute\n");
        carryOut();
        Files.write(folder.resolve("io.reveille.job-poll.cfg"), new byte[] {'n', '=', (byte) 0xff, '\n'});
        file("io.reveille.job-empty.cfg", "# nothing\n");
        carryOut();

        assertThat(schedule()).isEqualTo("every minute");
        assertThat(framework.properties("io.reveille.job~empty")).isEmpty();
    }

    @Test
    void aBundleComesChangesAndGoes() throws Exception {
        Path jar = folder.resolve("doors.jar");
        Jars.write(jar, "doors", "1.0.0");
        carryOut();
        Bundle bundle = framework.bundle("doors");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        long id = bundle.getBundleId();

        Jars.write(jar, "doors", "1.0.1");
        carryOut();
        assertThat(framework.bundle("doors").getBundleId()).isEqualTo(id);
        assertThat(framework.bundle("doors").getVersion()).hasToString("1.0.1");
        assertThat(framework.bundle("doors").getState()).isEqualTo(Bundle.ACTIVE);

        Files.delete(jar);
        restart();
        carryOut();
        assertThat(framework.hasBundle("doors")).isFalse();
    }

    @Test
    void aBundleThatWasStoppedStaysStoppedWhenItIsUpdated() throws Exception {
        Path jar = folder.resolve("doors.jar");
        Jars.write(jar, "doors", "1.0.0");
        carryOut();
        framework.bundle("doors").stop();
        Jars.write(jar, "doors", "1.0.1");
        carryOut();
        restart();
        carryOut();

        assertThat(framework.bundle("doors").getVersion()).hasToString("1.0.1");
        assertThat(framework.bundle("doors").getState()).isNotEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aBundleThatNeedsAnotherOneIsStartedWhenThatComes() throws Exception {
        Jars.write(folder.resolve("user.jar"), "user", "1.0.0", "Import-Package", "com.example.door");
        carryOut();
        assertThat(framework.bundle("user").getState()).isEqualTo(Bundle.INSTALLED);

        Jars.write(folder.resolve("maker.jar"), "maker", "1.0.0", "Export-Package", "com.example.door");
        carryOut();
        assertThat(framework.bundle("user").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void whatIsNoBundleDoesNoHarm() throws Exception {
        Path jar = folder.resolve("doors.jar");
        Jars.write(jar, "doors", "1.0.0");
        Jars.write(folder.resolve("plain.jar"), "", "");
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        carryOut();
        Files.writeString(jar, "half of a copy");
        carryOut();

        assertThat(framework.bundle("doors").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(framework.context().getBundles()).hasSize(3); // with the framework and ConfigurationAdmin
    }

    @Test
    void whatOthersCanWriteIsNotUsed() throws Exception {
        Jars.write(folder.resolve("doors.jar"), "doors", "1.0.0");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        carryOut();
        assertThat(framework.hasBundle("doors")).isFalse();

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("doors.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
        carryOut();
        assertThat(framework.hasBundle("doors")).isFalse();

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        carryOut();
        assertThat(framework.hasBundle("doors")).isTrue();
    }
}
