package io.reveille.handlers.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.spi.Folders.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

class DataFolderTest {

    @Test
    void theFrameworkPropertyNamesIt(@TempDir Path temp) {
        assertThat(DataFolder.of(temp + "/a/../b").root()).isEqualTo(temp.resolve("b"));
    }

    @Test
    void whatThePlatformPlacesElsewhereIsKept(@TempDir Path temp) {
        Map<Place, String> places = Map.of(
                Place.DATA,
                temp.toString(),
                Place.STATE,
                temp + "/here",
                Place.SECRETS,
                " " + temp + "/passwords ",
                Place.COMMANDS,
                "a\0b");
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, args) -> switch ((String) args[0]) {
                    case "felix.cm.dir" -> temp + "/configurations";
                    case "reveille.load" -> temp + "/bundles";
                    default -> null;
                });
        DataFolder folder = DataFolder.of(context, place -> Optional.ofNullable(places.get(place)));

        assertThat(folder.root()).isEqualTo(temp);
        for (String kept : List.of(
                "here/1A.page", "passwords", "configurations/x", "bundles/own.jar", "state/1A.page", "commands.txt")) {
            assertThatThrownBy(() -> folder.resolve("file", kept)).as(kept).isInstanceOf(ArgumentException.class);
        }
        assertThat(folder.resolve("file", "there")).isEqualTo(temp.resolve("there"));
    }

    @Test
    void byDefaultItIsDataBelowTheCurrentDirectory() {
        Path expected = Path.of("data").toAbsolutePath();

        assertThat(DataFolder.of((String) null).root()).isEqualTo(expected);
        assertThat(DataFolder.of(" ").root()).isEqualTo(expected);
    }

    @Test
    void aPropertyThatIsNoPathIsNamed() {
        assertThatThrownBy(() -> DataFolder.of("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reveille.data")
                .hasMessageContaining("\"a\\u0000b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telemetry.jsonl", "a/b/telemetry.jsonl", "./telemetry.jsonl", "..telemetry.jsonl", "Жд"})
    void aRelativePathLiesBelow(String text, @TempDir Path temp) {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
        assumeTrue(names.newEncoder().canEncode(text), "in this locale no file can be named " + text);
        assertThat(new DataFolder(temp).resolve("file", text))
                .isEqualTo(temp.resolve(text).normalize());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "//host/share",
                "..",
                "../other.jsonl",
                "a/../../other.jsonl",
                "a/../b.jsonl",
                "a/..",
                ".",
                "./.",
                "a//b",
                "a/",
                "..\\other.jsonl",
                "C:\\other.jsonl",
                "C:other.jsonl",
                "a\0b",
                "a\nb",
            })
    void whatLeadsOutOrIsNoPathIsRefused(String text, @TempDir Path temp) {
        assertThatThrownBy(() -> new DataFolder(temp).resolve("file", text))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("argument file is " + OneLine.show(text))
                .hasMessageContaining("relative to the data folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "config/io/reveille/job~log.config",
                "state/page.jsonl",
                "./state/./x.jsonl",
                "cache/x",
                "log/x.jsonl",
                "load/own.jar",
                "load/io.reveille.job-own.cfg",
                "loaded.properties",
                "lock",
                "tmp/x",
                "login",
                "first-password",
                "secrets.properties",
                "commands.txt",
                "elsewhere/x.jsonl",
                "reports/config/x.jsonl",
                "page.jsonl",
                "new.jsonl",
                "far.jsonl",
                "circle/x.jsonl"
            })
    void whatTheGatewayKeepsIsNotForHandlers(String text, @TempDir Path temp) throws IOException {
        for (String name : List.of("config", "state", "cache", "load", "log", "tmp", "cm", "reports")) {
            Files.createDirectory(temp.resolve(name));
        }
        Files.writeString(temp.resolve("state/page"), "");
        Files.createSymbolicLink(temp.resolve("elsewhere"), temp.resolve("cm"));
        Files.createSymbolicLink(temp.resolve("reports/config"), Path.of("../config"));
        Files.createSymbolicLink(temp.resolve("page.jsonl"), Path.of("state/page"));
        Files.createSymbolicLink(temp.resolve("new.jsonl"), Path.of("state/new"));
        Files.createSymbolicLink(temp.resolve("far"), Path.of("elsewhere"));
        Files.createSymbolicLink(temp.resolve("far.jsonl"), Path.of("far/../state/new"));
        Files.createSymbolicLink(temp.resolve("circle"), Path.of("circle"));
        Set<Path> kept = new HashSet<>(new DataFolder(temp).kept());
        kept.add(temp.resolve("cm"));

        assertThatThrownBy(() -> new DataFolder(temp, kept).resolve("file", text))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("argument file is " + OneLine.show(text))
                .hasMessageContaining("keeps for itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"configuration.jsonl", "reports/state/x.jsonl", "my/config/x.jsonl", "link/x.jsonl", "statex"})
    void whatOnlySoundsLikeItIsFree(String text, @TempDir Path temp) throws IOException {
        Files.createDirectory(temp.resolve("config"));
        Files.createDirectory(temp.resolve("disk"));
        Files.createSymbolicLink(temp.resolve("link"), temp.resolve("disk"));

        assertThat(new DataFolder(temp).resolve("file", text)).isEqualTo(temp.resolve(text));
    }

    @Test
    void aFolderIsCreatedWithThoseAboveItAndALinkToOneIsFollowed(@TempDir Path temp) throws IOException {
        DataFolder.create(temp.resolve("a/b"));
        DataFolder.create(temp.resolve("a/b"));
        Files.createSymbolicLink(temp.resolve("link"), temp.resolve("a/b"));
        DataFolder.create(temp.resolve("link"));

        assertThat(temp.resolve("a/b")).isDirectory();
    }

    @Test
    void whatIsCreatedIsForItsOwnerAloneAndWhatIsThereKeepsItsMode(@TempDir Path temp) throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataFolder.create(temp.resolve("a/b"));

        for (String made : List.of("a", "a/b")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(made))))
                    .as(made)
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed(@TempDir Path temp) throws IOException {
        Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.create(temp.resolve("file/below")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot create the folder " + temp.resolve("file/below"));
    }

    @Test
    void aFileThatAnotherJobMovesAwayAndMakesAnewIsNoLinkToAnything(@TempDir Path temp) throws Exception {
        DataFolder folder = new DataFolder(temp);
        Path file = Files.createFile(temp.resolve("telemetry.jsonl"));
        AtomicBoolean over = new AtomicBoolean();
        Thread mover = new Thread(() -> {
            while (!over.get()) {
                try {
                    Files.move(file, temp.resolve("telemetry.1.jsonl"), StandardCopyOption.REPLACE_EXISTING);
                    Files.createFile(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        mover.start();
        try {
            for (int i = 0; i < 20_000; i++) {
                assertThat(folder.resolve("file", "telemetry.jsonl")).isEqualTo(file);
            }
        } finally {
            over.set(true);
            mover.join();
        }
    }
}
