package io.reveille.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.kura.KuraDefinitions;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.Folders;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The bundle as it is built, in a framework that has what Kura has of the packages that it imports. */
@Timeout(120)
class KuraBundleTest {

    private final Path folder;
    private final KuraGateway gateway;
    private final Bundle bundle;

    KuraBundleTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        // Of our own packages the classes of the test, whichever version they have before 1.0.
        gateway = new KuraGateway(
                folder,
                ",org.slf4j;version=1.7.36,com.google.gson;version=2.9.0,com.google.gson.stream;version=2.9.0,io.reveille;version=0.99,io.reveille.spi;version=0.99,"
                        + "io.reveille.json;version=0.99,io.reveille.schedule;version=0.99");
        gateway.install(Class.forName("org.osgi.util.function.Function"));
        gateway.install(Class.forName("org.osgi.util.promise.Promise"));
        gateway.install(Class.forName("org.osgi.service.component.ComponentConstants"));
        gateway.install(Class.forName("org.apache.felix.scr.impl.Activator"));
        bundle = gateway.install(KuraDefinitions.class);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void itImportsWhatKuraHasAndExportsNothing() {
        Dictionary<String, String> headers = bundle.getHeaders();

        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(headers.get("Import-Package"))
                .contains("org.eclipse.kura;version=\"[1.7,2)\"")
                .contains("org.eclipse.kura.configuration;version=\"[1.2,1.3)\"")
                .contains("org.eclipse.kura.cloudconnection.message;version=\"[1.0,2)\"")
                .contains("org.eclipse.kura.cloudconnection.request;version=\"[1.0,2)\"")
                .contains("org.eclipse.kura.message;version=\"[1.4,2)\"")
                .contains("com.google.gson.stream;version=\"[2.9,3)\"")
                .doesNotContain("io.reveille.core")
                .doesNotContain("org.osgi.service.metatype")
                .contains("org.eclipse.kura.system;version=\"[1.6,2)\"")
                .doesNotContain("io.reveille.persistence")
                .doesNotContain("io.reveille.kura");
        assertThat(headers.get("Export-Package")).isNull();
    }

    @Test
    void itKeepsJobsAsKurasComponents() throws Exception {
        String pid = gateway.service(DefinitionStore.class)
                .save(Optional.empty(), Map.of("name", "poll", "schedule", "every hour", "handler", "log"));

        assertThat(pid).isEqualTo("io.reveille.job.poll");
        await().until(() -> gateway.shown(pid).size() == 1);
        bundle.stop();
        assertThat(gateway.shown(pid)).isEmpty();
        bundle.start();
        await().until(() -> gateway.shown(pid).size() == 1);
    }

    @Test
    void itBringsAStoreOfItsOwnInKurasDataFolder() throws Exception {
        assertThat(bundle.getHeaders().get("Provide-Capability")) // by which core knows that it has to wait for it
                .contains("objectClass:List<String>=\"io.reveille.spi.Folders\"");

        StateStore store = gateway.service(StateStore.class);
        store.load();
        store.save(List.of(new StateRecord("poll", "{}")), List.of());

        Path state = KuraGateway.data(folder).resolve("reveille/state");
        assertThat(gateway.service(Folders.class).path(Folders.Place.STATE)).contains(state.toString());
        assertThat(state.resolve("1A.page")).exists();
        assertThat(store.survives()).isEqualTo(StateStore.Durability.POWER_CUT);
        bundle.stop();
        bundle.start(); // which finds the folder given back
        assertThat(gateway.service(StateStore.class).load()).hasSize(1);
    }

    @Test
    void settingsAreShownOnceTheyAreThereAndStayShownWhenTheyChange() throws Exception {
        for (String pid : new String[] {"io.reveille", "io.reveille.power"}) {
            assertThat(gateway.shown(pid)).isEmpty();
            gateway.kura().formIsActive(new Form(pid, false, Map.of("workers", 4)));
            await().until(() -> gateway.shown(pid).size() == 1);
            ServiceReference<?> shown = gateway.shown(pid).get(0);

            gateway.kura().updateConfiguration(pid, Map.of("workers", 2), true);

            await().until(() -> Integer.valueOf(2).equals(shown.getProperty("workers")));
            assertThat(gateway.shown(pid)).containsExactly(shown);
        }
    }
}
