package io.reveille.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;

/** What was seen of Kura, of its stand-in. */
@Timeout(120)
class KuraFakeTest {

    private static final Form METERS = new Form("meter", true, Map.of("unit", 1, "speed", "fast"));
    private static final Form SETTINGS = new Form("settings", false, Map.of("workers", 4));

    private final Path folder;
    private KuraGateway gateway;

    KuraFakeTest(@TempDir Path folder) {
        this.folder = folder;
        this.gateway = new KuraGateway(folder);
    }

    @BeforeEach
    void forms() throws Exception {
        gateway.kura().formIsActive(METERS);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private void restart(boolean wiped) throws Exception {
        gateway.close();
        if (wiped) {
            KuraGateway.wipe(folder);
        }
        gateway = new KuraGateway(folder);
        gateway.kura().formIsActive(METERS);
    }

    private void make(String pid, Map<String, Object> properties) throws KuraException {
        gateway.kura().createFactoryConfiguration("meter", pid, properties, true);
    }

    private void update(String pid, Map<String, Object> properties) throws KuraException {
        gateway.kura().updateConfiguration(pid, new HashMap<>(properties), true);
    }

    private Map<String, Object> lies(String pid) throws KuraException {
        return gateway.kura().lies(pid);
    }

    private int configurations() throws Exception {
        return gateway.service(ConfigurationAdmin.class).listConfigurations("(service.factoryPid=meter)").length;
    }

    @Test
    void theFrameworkIsTheOneThatTheBuildNames() {
        Bundle framework = gateway.context().getBundle(0);
        assertThat(framework.getSymbolicName() + " " + framework.getVersion())
                .startsWith(System.getProperty("kura.framework", framework.getSymbolicName()));
        assertThat(gateway.context().getBundles())
                .extracting(Bundle::getSymbolicName)
                .contains("org.eclipse.equinox.cm");
    }

    @Test
    void layDefaultsUnderEachConfiguration() throws Exception {
        make("m1", Map.of("unit", 7));
        assertThat(lies("m1")).containsEntry("unit", 7).containsEntry("speed", "fast");
    }

    @Test
    void takesAPropertyAwayForNullUntilTheDefaultComesBack() throws Exception {
        make("m1", Map.of("note", "n"));
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("speed", null);
        nothing.put("note", null);
        gateway.kura().updateConfiguration("m1", nothing, true);
        assertThat(lies("m1")).doesNotContainKeys("speed", "note").containsEntry("unit", 1);

        restart(true);
        assertThat(lies("m1")).containsEntry("speed", "fast").doesNotContainKey("note");
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws Exception {
        update("m1", Map.of("unit", 7));
        assertThat(lies("m1")).isEmpty();
        make("m1", Map.of());
        assertThatThrownBy(() -> make("m1", Map.of())).isInstanceOf(KuraException.class);
        gateway.kura().createFactoryConfiguration("pump", "p1", null, true);
        update("p1", Map.of("unit", 7));
        assertThat(lies("p1")).doesNotContainKey("unit"); // no form
        gateway.kura().deleteFactoryConfiguration("m2", true);
    }

    @Test
    void keepsTextsAsTheyAreAndDropsEmptyLists() throws Exception {
        String text = " \t\n\r\r\n\u007F\u0085\u2028\uD83D\uDE00]]>&<\"' ";
        make("m1", Map.of("text", text, "empty", "", "none", new String[0], "list", new String[] {"a", "b"}, "c", 'x'));

        restart(true);

        assertThat(lies("m1"))
                .containsEntry("text", text)
                .containsEntry("empty", "")
                .containsEntry("c", 'x');
        assertThat((String[]) lies("m1").get("list")).containsExactly("a", "b");
        assertThat(lies("m1")).doesNotContainKey("none");
    }

    @Test
    void hasNothingAfterASnapshotThatXmlCannotSay() throws Exception {
        make("m1", Map.of());
        for (String bad : List.of("\0", "\u000B", "\u001F", "\uFFFE", "\uD83D")) {
            make("m2", Map.of("text", bad));
            restart(true);
            assertThat(gateway.kura().getConfigurableComponentPids()).isEmpty();
            make("m1", Map.of());
        }
    }

    @Test
    void hasNothingAfterATornSnapshot() throws Exception {
        make("m1", Map.of());
        make("m2", Map.of());
        gateway.snapshots().tearNewest();

        restart(true);

        assertThat(gateway.kura().getConfigurableComponentPids()).isEmpty();
    }

    @Test
    void makesEachConfigurationAnewAtEachStartWhereTheOldOnesStay() throws Exception {
        make("m1", Map.of());
        restart(false);
        assertThat(configurations()).isEqualTo(2);
        restart(false);
        assertThat(configurations()).isEqualTo(3);
        restart(true);
        assertThat(configurations()).isEqualTo(1);
    }

    @Test
    void keepsTenSnapshots() throws Exception {
        make("m1", Map.of());
        long first = gateway.snapshots().ids().first();
        for (int i = 0; i < 11; i++) {
            update("m1", Map.of("unit", i));
        }
        assertThat(gateway.snapshots().ids()).hasSize(10).allMatch(id -> id > first);
    }

    @Test
    void goesBackToASnapshotByMakingFactoriesAnew() throws Exception {
        make("m1", Map.of());
        long old = gateway.snapshots().ids().last();
        Object place = lies("m1").get("service.pid");
        update("m1", Map.of("unit", 7, "note", "n"));
        make("m2", Map.of());

        gateway.kura().rollback(old);

        assertThat(lies("m1")).containsEntry("unit", 1).doesNotContainKey("note");
        assertThat(lies("m1").get("service.pid")).isNotEqualTo(place);
        assertThat(gateway.kura().getConfigurableComponentPids()).containsExactly("m1");
        assertThat(gateway.snapshots().ids()).hasSize(4);
        gateway.kura().snapshot();
        restart(true);
        assertThat(gateway.kura().getConfigurableComponentPids()).containsExactly("m1");
    }

    @Test
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    void updatesSettingsAtEachStartAndAtARollbackThoughNothingChanges() throws Exception {
        AtomicInteger updates = new AtomicInteger();
        ManagedService settings = properties -> updates.incrementAndGet();
        gateway.context()
                .registerService(ManagedService.class, settings, new Hashtable<>(Map.of("service.pid", "settings")));
        await().until(() -> updates.get() == 1); // there are none

        gateway.kura().formIsActive(SETTINGS);
        await().until(() -> updates.get() == 2);
        gateway.context()
                .registerService(
                        ConfigurableComponent.class,
                        new ConfigurableComponent() {},
                        new Hashtable<>(Map.of("service.pid", "settings", "kura.service.pid", "settings")));
        long snapshot = gateway.kura().snapshot();
        gateway.kura().formIsActive(SETTINGS);
        await().until(() -> updates.get() == 3);
        gateway.kura().rollback(snapshot);
        await().until(() -> updates.get() == 4);
        assertThat(lies("settings")).containsEntry("workers", 4);
    }

    @Test
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    void knowsAComponentAsLongAsItsServiceIsThere() throws Exception {
        make("m1", Map.of());
        assertThat(Shown.within(gateway.context(), "m1", 1, TimeUnit.MILLISECONDS))
                .isFalse();
        var service = gateway.context()
                .registerService(
                        ConfigurableComponent.class,
                        new ConfigurableComponent() {},
                        new Hashtable<>(Map.of(
                                "service.pid", lies("m1").get("service.pid"),
                                "service.factoryPid", "meter",
                                "kura.service.pid", "m1")));
        assertThat(Shown.within(gateway.context(), "m1", 10, TimeUnit.SECONDS)).isTrue();
        service.unregister();
        assertThat(gateway.kura().getConfigurableComponentPids()).isEmpty();
    }

    @Test
    void saysWhenTheDiskIsFull() throws Exception {
        gateway.kura().faults().diskIsFull(true);
        assertThatThrownBy(() -> make("m1", Map.of())).isInstanceOf(KuraException.class);
        assertThat(lies("m1")).isNotEmpty(); // until the next start
        restart(true);
        assertThat(lies("m1")).isEmpty();
    }
}
