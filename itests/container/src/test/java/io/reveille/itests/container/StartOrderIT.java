package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.ScheduleService;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.Folders;
import io.reveille.spi.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** Bundles may start, stop and be updated in any order: in the end all jobs are there, and work. */
public class StartOrderIT extends ContainerTest {

    @Override
    @Configuration
    public Option[] container() {
        return Containers.reveilleAndExamples();
    }

    @Before
    public void makeAConsoleJob() throws Exception {
        gateway.configure("console", Map.of("name", "console", "schedule", "every 2 hours", "handler", "door-check"));
        gateway.job("console");
    }

    @Test
    public void anyOrderOfStartsWillDo() throws Exception {
        for (List<String> order : List.of(
                List.of(Gateway.CORE, Gateway.EXAMPLES, Gateway.PERSISTENCE),
                List.of(Gateway.EXAMPLES, Gateway.CORE, Gateway.PERSISTENCE),
                List.of(Gateway.EXAMPLES, Gateway.PERSISTENCE, Gateway.CORE),
                List.of(Gateway.PERSISTENCE, Gateway.EXAMPLES, Gateway.CORE),
                List.of(Gateway.PERSISTENCE, Gateway.CORE, Gateway.EXAMPLES),
                List.of(Gateway.CORE, Gateway.PERSISTENCE, Gateway.EXAMPLES))) {
            gateway.stop(order.toArray(new String[0]));
            assertThat(gateway.find(ScheduleService.class)).isEmpty();
            gateway.start(order.toArray(new String[0]));
            assertAllWork(order.toString());
        }
    }

    @Test
    public void anyOrderOfStopsWillDo() throws Exception {
        List<String> order = List.of(Gateway.PERSISTENCE, Gateway.CORE, Gateway.EXAMPLES);
        for (String first : order) {
            for (String second : order) {
                if (!second.equals(first)) {
                    gateway.stop(first, second);
                    gateway.start(first, second);
                    assertAllWork("stopped and started: " + first + ", " + second);
                }
            }
        }
    }

    @Test
    public void storeMayGoAndComeBack() throws Exception {
        gateway.run("console");
        long runs = gateway.job("console").status().runs();
        gateway.restart(Gateway.PERSISTENCE);
        assertAllWork("after the store's restart");
        assertThat(gateway.job("console").status().runs()).isEqualTo(runs + 1);
    }

    @Test
    public void configurationAdminMayGoAndComeBack() throws Exception {
        Bundle admin = gateway.providerOf(org.osgi.service.cm.ConfigurationAdmin.class);
        admin.stop();
        assertThat(gateway.find(DefinitionStore.class)).isEmpty();
        assertThat(gateway.find(StateStore.class)).isEmpty();
        assertThat(gateway.find(ScheduleService.class)).isEmpty();
        admin.start();
        assertAllWork("after ConfigurationAdmin's restart");
    }

    @Test
    public void componentRuntimeMayGoAndComeBack() throws Exception {
        Bundle scr = gateway.bundle("org.apache.felix.scr");
        scr.stop();
        assertThat(gateway.find(ScheduleService.class)).isEmpty();
        scr.start();
        assertAllWork("after the component runtime's restart");
    }

    @Test
    public void bundlesMayBeUpdated() throws Exception {
        for (String name : List.of(Gateway.CORE, Gateway.PERSISTENCE)) {
            gateway.bundle(name).update();
            gateway.refresh();
            assertAllWork("after an update of " + name);
        }
    }

    @Test
    public void whereABundleBringsFoldersNothingBeginsElsewhere() throws Exception {
        Bundle platform = gateway.install(
                "org.example.platform",
                Map.of(
                        "Provide-Capability",
                        "osgi.service;objectClass:List<String>=\"" + Folders.class.getName() + "\""));
        try {
            gateway.stop(Gateway.CORE);
            gateway.start(Gateway.CORE);
            for (Class<?> waits : List.of(Folders.class, StateStore.class, ScheduleService.class)) {
                assertThat(gateway.find(waits)).as(waits.getName()).isEmpty();
            }

            Path state = Files.createTempDirectory("reveille").resolve("state");
            gateway.register(
                    Folders.class,
                    place -> Optional.of(state.toString()).filter(any -> place == Folders.Place.STATE),
                    Map.of());
            assertAllWork("with the platform's folders");
            assertThat(gateway.service(StateStore.class).survives()).isEqualTo(StateStore.Durability.POWER_CUT);
            assertThat(state.resolve("lock")).exists();
        } finally {
            platform.uninstall();
            gateway.stop(Gateway.CORE);
            gateway.start(Gateway.CORE);
        }
    }

    /** As a platform's bundle that came unannounced, after all others. */
    @Test
    public void laterFoldersOfAHigherRankCount() throws Exception {
        assertThat(gateway.service(StateStore.class).survives()).isEqualTo(StateStore.Durability.PROCESS_KILL);
        Path state = Files.createTempDirectory("reveille").resolve("state");
        ServiceRegistration<Folders> folders = gateway.register(
                Folders.class,
                place -> Optional.of(state.toString()).filter(any -> place == Folders.Place.STATE),
                Map.of());
        Gateway.until("state is there", () -> Files.exists(state.resolve("lock")));
        assertAllWork("with later folders");

        folders.unregister();
        Gateway.until(
                "state is where it was",
                () -> gateway.find(StateStore.class)
                        .filter(store -> store.survives() == StateStore.Durability.PROCESS_KILL)
                        .isPresent());
        assertAllWork("without them again");
    }

    private void assertAllWork(String when) throws Exception {
        for (String name : List.of("door-check", "poll", "console")) {
            gateway.job(name, "is ready " + when, status -> status.state() == JobState.READY);
            assertThat(gateway.run(name).outcome()).as(name + " " + when).isEqualTo(RunOutcome.SUCCEEDED);
        }
        assertThat(gateway.scheduler().broken()).isEmpty();
    }
}
