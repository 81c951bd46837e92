package io.reveille.handlers.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobResult;
import io.reveille.handlers.TestContext;
import io.reveille.handlers.arguments.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCleanupTest {

    private static final Instant NOW = Instant.parse("2027-01-10T00:00:00Z");
    private static final TestContext RUN = TestContext.at(NOW).with("folder", "dump");

    @TempDir
    private Path temp;

    private Path data;
    private Path dump;

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectory(temp.resolve("data"));
        dump = Files.createDirectory(data.resolve("dump"));
    }

    private FileCleanup handler(Path... more) {
        return new FileCleanup(new CleanupFolders(new DataFolder(data), List.of(more)), OpenFolder::open);
    }

    /** A file of so many bytes, last changed so many days ago. */
    private static Path file(Path path, int days, int bytes) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[bytes]);
        return Files.setLastModifiedTime(path, FileTime.from(NOW.minus(Duration.ofDays(days))));
    }

    private List<String> left() throws IOException {
        try (var files = Files.walk(dump)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> dump.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsOlderIsDeletedAndSaidSo() throws IOException {
        file(dump.resolve("a.log"), 8, 100);
        file(dump.resolve("b.log"), 7, 20);
        file(dump.resolve("c.log"), 1, 3);

        JobResult result = handler().run(RUN.with("older-than", "7 days"));

        assertThat(left()).containsExactly("b.log", "c.log");
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).isEqualTo("deleted 1 of 3 files, 100 of 123 bytes, in " + dump);
        assertThat(result.data())
                .containsEntry("files", 1L)
                .containsEntry("bytes", 100L)
                .containsEntry("filesLeft", 2L)
                .containsEntry("bytesLeft", 23L)
                .containsEntry("names", List.of("a.log"));
    }

    @Test
    void theNewestStayHoweverOldTheyAre() throws IOException {
        for (int i = 1; i <= 5; i++) {
            file(dump.resolve(i + ".log"), 100 + i, 1);
        }

        handler().run(RUN.with("older-than", "7 days").with("keep-newest", 2L));

        assertThat(left()).containsExactly("1.log", "2.log");
    }

    @Test
    void aloneANumberOfTheNewestIsAllThatStays() throws IOException {
        for (int i = 1; i <= 5; i++) {
            file(dump.resolve(i + ".log"), i, 1);
        }

        handler().run(RUN.with("keep-newest", 3L));

        assertThat(left()).containsExactly("1.log", "2.log", "3.log");
    }

    @Test
    void theOldestGoUntilAllTogetherAreSmallEnough() throws IOException {
        for (int i = 1; i <= 5; i++) {
            file(dump.resolve(i + ".log"), i, 10);
        }

        handler().run(RUN.with("max-bytes", 25L));

        assertThat(left()).containsExactly("1.log", "2.log");
    }

    @Test
    void aDryRunDeletesNothing() throws IOException {
        file(dump.resolve("a.log"), 8, 100);

        JobResult result = handler().run(RUN.with("older-than", "7 days").with("dry-run", true));

        assertThat(left()).containsExactly("a.log");
        assertThat(result.message()).startsWith("would delete 1 of 1 files, 100 of 100 bytes");
        assertThat(result.data()).containsEntry("dryRun", true).containsEntry("names", List.of("a.log"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.log", "a*", "*.{log,txt}"})
    void aPlainGlobIsForTheFolderItself(String glob) throws IOException {
        file(dump.resolve("a.log"), 8, 1);
        file(dump.resolve("in/a.log"), 8, 1);
        file(dump.resolve("b.dat"), 8, 1);

        handler().run(RUN.with("glob", glob).with("older-than", "1 day"));

        assertThat(left()).containsExactly("b.dat", "in/a.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"**.log", "**/*.log", "**/a.log"})
    void twoStarsAreForFoldersBelowToo(String glob) throws IOException {
        file(dump.resolve("a.log"), 8, 1);
        file(dump.resolve("in/deep/a.log"), 8, 1);
        file(dump.resolve("in/b.dat"), 8, 1);

        handler().run(RUN.with("glob", glob).with("older-than", "1 day"));

        assertThat(left()).containsExactly("in/b.dat");
        assertThat(dump.resolve("in/deep")).isDirectory();
    }

    @Test
    void linksAreNeitherFollowedNorDeleted() throws IOException {
        Path outside = file(temp.resolve("outside/victim.log"), 8, 1);
        Files.createSymbolicLink(dump.resolve("file.log"), outside);
        Files.createSymbolicLink(dump.resolve("folder"), outside.getParent());
        Files.createSymbolicLink(dump.resolve("lost"), Path.of("nowhere"));

        JobResult result = handler().run(RUN.with("glob", "**").with("older-than", "1 day"));

        assertThat(result.message()).startsWith("deleted 0 of 0 files");
        assertThat(outside).exists();
        assertThat(dump.resolve("file.log")).isSymbolicLink();
    }

    @Test
    void aFolderThatIsALinkOrLiesBehindOneIsRefused() throws IOException {
        Path outside = file(temp.resolve("outside/in/victim.log"), 8, 1);
        Files.createSymbolicLink(data.resolve("link"), temp.resolve("outside"));

        for (String folder : List.of("link", "link/in")) {
            assertThatThrownBy(() -> handler().run(RUN.with("folder", folder).with("older-than", "1 day")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it is a link, and links are not followed")
                    .hasMessageEndingWith("Nothing was deleted");
        }
        assertThat(outside).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "/etc", "dump/../..", ".", "state", "config/x"})
    void aFolderOutsideOrKeptIsRefused(String folder) throws IOException {
        JobResult result = handler().run(RUN.with("folder", folder).with("older-than", "1 day"));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).contains("argument folder is \"" + folder + "\"", "Nothing was done");
        assertThatThrownBy(() -> handler().check(Map.of("folder", folder, "older-than", "1 day")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListedFolderMayBeNamedAbsolutely() throws IOException {
        Path listed = temp.resolve("var/log");
        file(listed.resolve("a.log"), 8, 1);
        file(listed.resolve("app/a.log"), 8, 1);

        handler(listed).run(RUN.with("folder", listed.toString()).with("older-than", "1 day"));
        handler(listed).run(RUN.with("folder", listed + "/app").with("older-than", "1 day"));
        assertThat(listed.resolve("a.log")).doesNotExist();
        assertThat(listed.resolve("app/a.log")).doesNotExist();

        for (String folder : List.of(listed + "/../x", listed + "x", temp.toString(), data.toString())) {
            JobResult result = handler(listed).run(RUN.with("folder", folder).with("older-than", "1 day"));
            assertThat(result.message()).contains("expected a path relative to the data folder", listed.toString());
        }
    }

    @Test
    void whatTheGatewayKeepsIsSparedWhereverItLies() throws IOException {
        Path state = file(data.resolve("state/page"), 8, 1);
        Path secrets = file(data.resolve("secrets.properties"), 8, 1);
        Path other = file(data.resolve("other/page"), 8, 1);

        handler(temp).run(RUN.with("folder", temp.toString()).with("glob", "**").with("older-than", "1 day"));

        assertThat(state).exists();
        assertThat(secrets).exists();
        assertThat(other).doesNotExist();
        assertThatThrownBy(() ->
                        handler(temp).run(RUN.with("folder", data + "/state").with("older-than", "1 day")))
                .hasMessageContaining("the gateway keeps it for itself");
        assertThat(state).exists();
    }

    @Test
    void aFileThatChangedSinceItWasSeenStays() throws IOException {
        Path log = file(dump.resolve("a.log"), 8, 1);
        AtomicInteger opened = new AtomicInteger();
        FileCleanup handler = new FileCleanup(new CleanupFolders(new DataFolder(data), List.of()), path -> {
            if (opened.incrementAndGet() == 2) {
                Files.delete(log);
                Files.write(log, new byte[] {1}); // a new one of the same name
            }
            return OpenFolder.open(path);
        });

        JobResult result = handler.run(RUN.with("older-than", "1 day"));

        assertThat(result.message()).startsWith("deleted 0 of 1 files");
        assertThat(left()).containsExactly("a.log");
    }

    @Test
    void aFolderThatBecomesALinkBetweenLookAndStepIsNotEntered() throws IOException {
        Files.createSymbolicLink(dump.resolve("in"), Files.createDirectory(temp.resolve("outside")));
        for (OpenFolder folder : List.of(OpenFolder.open(dump), OpenFolder.byPath(dump))) {
            try (folder) {
                assertThatThrownBy(() -> folder.enter("in")).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whatIsDeletedInAFolderThatIsHeldOpenIsDeletedThere() throws IOException {
        Path outside = file(temp.resolve("outside/a.log"), 8, 1);
        file(dump.resolve("a.log"), 8, 1);
        try (OpenFolder open = OpenFolder.open(dump)) {
            Files.move(dump, data.resolve("aside"));
            Files.createSymbolicLink(dump, outside.getParent());

            open.delete("a.log");
        }
        assertThat(outside).exists();
        assertThat(data.resolve("aside/a.log")).doesNotExist();
    }

    /** Somebody who may write in the folder swaps a folder and a link to another for as long as runs go on. */
    @Test
    void noRaceLeadsOutOfTheFolder() throws Exception {
        Path outside = temp.resolve("outside");
        file(outside.resolve("a.log"), 8, 1);
        Path swapped = dump.resolve("in");
        Path aside = temp.resolve("aside");
        AtomicBoolean over = new AtomicBoolean();
        Thread swapper = new Thread(() -> {
            while (!over.get()) {
                try {
                    file(aside.resolve("a.log"), 8, 1);
                    Files.move(aside, swapped);
                    LockSupport.parkNanos(20_000); // else a machine with few processors never looks into the folder
                    Files.move(swapped, aside);
                    Files.createSymbolicLink(swapped, outside);
                    Files.delete(swapped);
                } catch (NoSuchFileException e) {
                    // a run has deleted what lay in the folder, when it was already aside
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        AtomicReference<Throwable> fault = new AtomicReference<>();
        swapper.setUncaughtExceptionHandler((thread, thrown) -> fault.set(thrown));
        swapper.start();
        int deleted = 0;
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            for (int i = 0; i < 3_000 || (deleted == 0 && System.nanoTime() < end); i++) {
                JobResult result = handler().run(RUN.with("glob", "**").with("older-than", "1 day"));
                deleted += Long.valueOf(1).equals(result.data().get("files")) ? 1 : 0;
            }
        } finally {
            over.set(true);
            swapper.join();
        }
        assertThat(outside.resolve("a.log")).exists();
        assertThat(fault).hasNullValue();
        assertThat(deleted).isPositive();
    }

    @Test
    void whatCannotBeDeletedFailsTheRunAndIsNamedAndTheRestGoes() throws IOException {
        file(dump.resolve("a.log"), 9, 1);
        file(dump.resolve("b.log"), 8, 1);
        FileCleanup handler = new FileCleanup(
                new CleanupFolders(new DataFolder(data), List.of()),
                path -> new Guarded(OpenFolder.open(path), "a.log"));

        JobResult result = handler.run(RUN.with("older-than", "1 day"));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message())
                .isEqualTo("1 could not be deleted or looked into (a.log: AccessDeniedException); deleted 1 of 2 files,"
                        + " 1 of 2 bytes, in " + dump);
        assertThat(result.data()).containsEntry("failed", 1L).containsEntry("names", List.of("b.log"));
        assertThat(left()).containsExactly("a.log");
    }

    /** A folder in which one file cannot be deleted. */
    private static final class Guarded extends OpenFolder {

        private final OpenFolder folder;
        private final String guarded;

        Guarded(OpenFolder folder, String guarded) {
            this.folder = folder;
            this.guarded = guarded;
        }

        @Override
        OpenFolder enter(String name) throws IOException {
            return new Guarded(folder.enter(name), guarded);
        }

        @Override
        BasicFileAttributes attributes(String name) throws IOException {
            return folder.attributes(name);
        }

        @Override
        Object key(String name, BasicFileAttributes attributes) {
            return folder.key(name, attributes);
        }

        @Override
        void delete(String name) throws IOException {
            if (name.equals(guarded)) {
                throw new AccessDeniedException(name);
            }
            folder.delete(name);
        }

        @Override
        DirectoryStream<Path> entries() throws IOException {
            return folder.entries();
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    @Test
    void aFolderThatIsNotThereIsClean() throws IOException {
        JobResult result = handler().run(RUN.with("folder", "later").with("older-than", "1 day"));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).isEqualTo("there is no folder " + data.resolve("later") + "; nothing to delete");
    }

    @Test
    void aRunThatIsToEndStopsAndSaysHowFarItCame() throws IOException {
        for (int i = 1; i <= 5; i++) {
            file(dump.resolve(i + ".log"), 10 + i, 1);
        }
        AtomicInteger looks = new AtomicInteger();

        JobResult result =
                handler().run(RUN.with("older-than", "1 day").cancelledWhen(() -> looks.incrementAndGet() > 7));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).startsWith("was asked to stop: deleted 2 of 5 files");
        assertThat(left()).containsExactly("1.log", "2.log", "3.log");
    }

    @Test
    void whereFoldersCannotBeHeldOpenTheSameHolds() throws IOException {
        Path outside = file(temp.resolve("outside/victim.log"), 8, 1);
        Files.createSymbolicLink(dump.resolve("folder"), outside.getParent());
        file(dump.resolve("in/a.log"), 8, 1);
        FileCleanup handler = new FileCleanup(new CleanupFolders(new DataFolder(data), List.of()), OpenFolder::byPath);

        JobResult result = handler.run(RUN.with("glob", "**").with("older-than", "1 day"));

        assertThat(result.message()).startsWith("deleted 1 of 1 files");
        assertThat(outside).exists();
        assertThat(left()).isEmpty();
        Files.createSymbolicLink(data.resolve("link"), temp.resolve("outside"));
        assertThatThrownBy(() -> handler.run(RUN.with("folder", "link").with("older-than", "1 day")))
                .hasMessageContaining("links are not followed");
    }

    @Test
    void aFolderThatLeadsElsewhereMeanwhileIsLeftWhereNoneCanBeHeldOpen() throws IOException {
        Path outside = file(temp.resolve("outside/a.log"), 8, 1);
        file(dump.resolve("a.log"), 8, 1);
        try (OpenFolder open = OpenFolder.byPath(dump)) {
            Files.move(dump, data.resolve("aside"));
            Files.createSymbolicLink(dump, outside.getParent());

            assertThatThrownBy(() -> open.delete("a.log")).hasMessageContaining("leads elsewhere now");
        }
        assertThat(outside).exists();
    }

    @Test
    void badArgumentsAreRefusedWhenTheJobIsMade() {
        assertThatThrownBy(() -> handler().check(Map.of("folder", "dump")))
                .hasMessage("no argument says what is to be deleted; expected older-than, max-bytes, keep-newest or"
                        + " several of them");
        assertThatThrownBy(() -> handler().check(Map.of("folder", "dump", "keep-newest", 1L, "glob", "*.{log")))
                .hasMessageStartingWith("argument glob is \"*.{log\"; expected a glob");
        assertThatThrownBy(() -> handler().check(Map.of("keep-newest", 1L)))
                .hasMessageStartingWith("argument folder is missing");
        assertThatCode(() -> handler().check(Map.of("folder", "%{secret:where}", "older-than", "1 day")))
                .doesNotThrowAnyException();
    }

    @Test
    void theFrameworkPropertyListsAbsolutePaths() {
        DataFolder folder = new DataFolder(data);

        assertThat(CleanupFolders.of(folder, null).more()).isEmpty();
        assertThat(CleanupFolders.of(folder, "/var/log:/srv/../srv/dump").more())
                .containsExactly(Path.of("/var/log"), Path.of("/srv/dump"));
        assertThatThrownBy(() -> CleanupFolders.of(folder, "/var/log:dump"))
                .hasMessageContaining("framework property reveille.cleanup.folders lists \"dump\"; expected absolute");
    }
}
