package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.cm.file.FilePersistenceManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

class ConfigStoreTest {

    @TempDir
    Path data;

    private Path folder;

    @BeforeEach
    void folder() {
        folder = data.resolve("config");
    }

    @Test
    void aServicesNewStoreHasNoJobs() throws IOException {
        ConfigStore.open(folder, false);

        assertThat(pids()).isNotEmpty().noneMatch(pid -> pid.startsWith("io.reveille.job"));
        ConfigStore.open(folder);
        assertThat(pids()).as("not later, either").noneMatch(pid -> pid.startsWith("io.reveille.job"));
    }

    @Test
    void aNewStoreHasTheExampleJobsAndNoPassword() throws IOException {
        ConfigStore store = ConfigStore.open(folder);

        assertThat(store.login()).isEmpty();
        assertThat(pids())
                .containsExactlyInAnyOrder(
                        "io.reveille.job~log",
                        "io.reveille.job~host-telemetry",
                        "io.reveille.job~telemetry-report",
                        "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet~gateway",
                        "org.apache.felix.hc.generalchecks.ServicesCheck~gateway");
        Dictionary<?, ?> job = felix().load("io.reveille.job~host-telemetry");
        assertThat(job.get("service.factoryPid")).isEqualTo("io.reveille.job");
        assertThat(job.get("name")).isEqualTo("host-telemetry");
        assertThat(job.get("schedule")).isEqualTo("every 10 seconds");
        assertThat(job.get("handler")).isEqualTo("host-telemetry");
        assertThat(job.get("args")).isEqualTo("{}");
        assertThat(job.get("tags")).isEqualTo(new String[] {"example"});
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        ConfigStore.open(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void anExampleJobThatWasDeletedDoesNotComeBack() throws IOException {
        ConfigStore.open(folder);
        felix().delete("io.reveille.job~log");

        ConfigStore.open(folder);

        assertThat(jobs())
                .containsExactlyInAnyOrder("io.reveille.job~host-telemetry", "io.reveille.job~telemetry-report");
    }

    @Test
    void allJobsThatWereDeletedDoNotComeBackEither() throws IOException {
        ConfigStore.open(folder);
        for (String pid : jobs()) {
            felix().delete(pid);
        }

        ConfigStore.open(folder);

        assertThat(jobs()).isEmpty();
    }

    @Test
    void aFirstStartThatWasCutOffBeginsAnew() throws IOException {
        Path half = Files.createDirectory(data.resolve("config.new"));
        new FilePersistenceManager(half.toString()).store("io.reveille.job~log", FrameworkUtil.asDictionary(Map.of()));

        ConfigStore.open(folder);

        assertThat(jobs()).hasSize(3);
        assertThat(half).doesNotExist();
    }

    @Test
    void settingsOfHealthAreStoredOnceMoreAndAnOperatorsStay() throws IOException {
        String servlet = "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet~gateway";
        ConfigStore.open(folder);
        felix().store(servlet, FrameworkUtil.asDictionary(Map.of("service.pid", servlet, "disabled", true)));
        felix().delete("org.apache.felix.hc.generalchecks.ServicesCheck~gateway");

        ConfigStore.open(folder);

        assertThat(felix().load(servlet).get("disabled")).isEqualTo(true);
        assertThat(pids()).contains("org.apache.felix.hc.generalchecks.ServicesCheck~gateway");
    }

    private List<String> jobs() {
        return pids().stream().filter(pid -> pid.startsWith("io.reveille.job~")).toList();
    }

    private FilePersistenceManager felix() {
        return new FilePersistenceManager(folder.toString());
    }

    @SuppressWarnings("unchecked")
    private List<String> pids() {
        return ((Stream<Dictionary<String, Object>>) (Stream<?>) Collections.list(felix().getDictionaries()).stream())
                .map(properties -> String.valueOf(properties.get("service.pid")))
                .sorted()
                .toList();
    }
}
