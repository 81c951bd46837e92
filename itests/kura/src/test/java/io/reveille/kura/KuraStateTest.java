package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.RunReport;
import io.reveille.spi.StateRecord;
import io.reveille.testing.ManualScheduler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

@Timeout(120)
class KuraStateTest {

    private static final StateRecord POLL = new StateRecord("poll", "{\"v\":1}");

    @TempDir
    Path folder;

    private @Nullable Home started;

    @AfterEach
    void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    private Home start() throws Exception {
        Home home = new Home(folder);
        started = home;
        return home;
    }

    private Path ours() {
        return folder.resolve("data/reveille");
    }

    @Test
    void historyCountsAndWhatIsNextOutliveARestartThatEmptiesConfigurationAdmin() throws Exception {
        Home home = start();
        home.define("poll", "every 10 minutes");
        home.advance(Duration.ofMinutes(25));
        List<RunReport> before = home.job("poll").history();

        home.restart();

        Job after = home.job("poll");
        assertThat(after.history()).hasSize(2).isEqualTo(before);
        assertThat(after.status().runs()).isEqualTo(2);
        assertThat(after.status().nextRun()).contains(ManualScheduler.START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void allLiesInAFolderOfKurasUserAlone() throws Exception {
        Home home = start();
        home.define("poll", "every 10 minutes");

        for (Path each : List.of(ours(), ours().resolve("state"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
            assertThat(Files.getOwner(each)).isEqualTo(Files.getOwner(folder));
        }
        try (Stream<Path> files = Files.list(ours().resolve("state"))) {
            assertThat(files).extracting(each -> each.getFileName().toString()).contains("lock", "1A.page");
        }
    }

    @Test
    void onAFolderThatCannotBeWrittenToJobsRunAndTheirStateIsSavedOnceItCan() throws Exception {
        Path inTheWay = Files.createDirectories(ours().resolve("state/lock"));
        Home home = start();
        runsAlthoughNothingIsSaved(home);

        Files.delete(inTheWay);
        home.advance(Duration.ofMinutes(1)); // a save that failed is tried again after 30 s
        home.restart();
        assertThat(home.job("poll").history()).hasSize(2);
    }

    @Test
    void whereTheFolderCannotBeMadeJobsRunAndTheirStateIsSavedOnceItCan() throws Exception {
        Path data = Files.createSymbolicLink(folder.resolve("data"), Path.of("/proc/self")); // takes no new folder
        Home home = start();
        runsAlthoughNothingIsSaved(home);

        Files.delete(data);
        Files.createDirectory(data);
        home.advance(Duration.ofMinutes(1));
        home.restart();
        assertThat(home.job("poll").history()).hasSize(2);
    }

    private static void runsAlthoughNothingIsSaved(Home home) throws Exception {
        home.make("poll");
        home.apply("poll", Map.of("schedule", "every 10 minutes", "handler", "work"));
        home.until(() -> home.scheduler().job("poll").isPresent());
        home.advance(Duration.ofMinutes(20));
        assertThat(home.job("poll").history()).hasSize(2);
        assertThat(home.scheduler().status().storage().problem()).isNotBlank();
    }

    @Test
    void aFullDiskFailsTheSaveAndKeepsWhatWasSaved() throws Exception {
        KuraState state = state();
        state.load();
        state.save(List.of(POLL), List.of());
        Path aside = Files.createSymbolicLink(ours().resolve("state/1B.page.tmp"), Path.of("/dev/full"));

        StateRecord later = new StateRecord("poll", "{\"v\":2}");
        assertThatThrownBy(() -> state.save(List.of(later), List.of())).hasMessageContaining("No space left");

        Files.delete(aside);
        state.close();
        KuraState next = state();
        assertThat(next.load()).containsExactly(POLL);
        next.close();
    }

    @Test
    void aSecondGatewayOnTheFolderHasNoStateRatherThanAnother() throws Exception {
        KuraState first = state();
        KuraState second = state();

        assertThatThrownBy(second::load)
                .hasMessageStartingWith("There is no state, and the engine does not start")
                .hasMessageContaining("used by another gateway");
        first.close();
        second.close();
    }

    @Test
    void aLinkToADiskThatIsNotThereMeansNoStateRatherThanAnother() throws Exception {
        Files.createDirectories(ours());
        Files.createSymbolicLink(ours().resolve("state"), folder.resolve("disk/state"));

        KuraState state = state();

        assertThatThrownBy(state::load).hasMessageContaining("the engine does not start");
        state.close();
    }

    @Test
    void withoutAPlaceThereIsNoStateAndItSaysSo() throws Exception {
        KuraState state = new KuraState(place -> Optional.empty(), () -> "");
        assertThatThrownBy(state::load)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the engine does not start")
                .hasMessageContaining("no absolute path");
        state.close();
    }

    private KuraState state() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        BundleContext nothingNamed = (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, args) -> null); // no property
        return new KuraState(
                new KuraFolders(nothingNamed, () -> folder.resolve("data").toString()),
                () -> folder.resolve("data").toString());
    }
}
