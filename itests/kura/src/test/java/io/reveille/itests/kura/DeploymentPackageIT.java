package io.reveille.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/**
 * The deployment package as Kura's page Packages installs it: by Felix' DeploymentAdmin, on a framework that has what Kura has.
 * No class of Reveille is the test's own here.
 */
@Timeout(180)
class DeploymentPackageIT {

    /** The packages that Kura 5.3 has, of those that are needed at all, and their versions there. */
    private static final Map<String, String> KURAS_PACKAGES = Map.ofEntries(
            Map.entry("org.osgi.framework", "1.10"),
            Map.entry("org.osgi.framework.wiring", "1.2"),
            Map.entry("org.osgi.service.cm", "1.6"),
            Map.entry("org.osgi.service.component", "1.4"),
            Map.entry("org.osgi.service.event", "1.4"),
            Map.entry("org.slf4j", "1.7.36"),
            Map.entry("com.google.gson", "2.9"),
            Map.entry("com.google.gson.stream", "2.9"),
            Map.entry("org.eclipse.kura", "1.7"),
            Map.entry("org.eclipse.kura.configuration", "1.2"),
            Map.entry("org.eclipse.kura.system", "1.6"),
            Map.entry("org.eclipse.kura.message", "1.4"),
            Map.entry("org.eclipse.kura.clock", "1.0.1"),
            Map.entry("org.eclipse.kura.cloudconnection", "1.0"),
            Map.entry("org.eclipse.kura.cloudconnection.listener", "1.0"),
            Map.entry("org.eclipse.kura.cloudconnection.message", "1.0"),
            Map.entry("org.eclipse.kura.cloudconnection.publisher", "1.0"),
            Map.entry("org.eclipse.kura.cloudconnection.request", "1.0"));

    private static final Form JOBS = new Form("io.reveille.job", true, Map.of());

    @TempDir
    Path folder;

    private KuraGateway gateway;
    private PackageFile built;

    @BeforeEach
    void start() throws Exception {
        built = PackageFile.built();
        startGateway();
    }

    private void startGateway() throws Exception {
        gateway = KuraGateway.forBundles(
                folder,
                ",org.osgi.service.deploymentadmin;version=1.0,org.osgi.service.deploymentadmin.spi;version=1.0");
        for (String ofBundle :
                List.of("org.apache.felix.dm.DependencyActivatorBase", "org.apache.felix.deploymentadmin.Activator")) {
            gateway.install(Class.forName(ofBundle, false, getClass().getClassLoader()));
        }
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void theManifestComesFirstAndNamesAllBundlesInTheirOrder() throws Exception {
        assertThat(built.entries().keySet().iterator().next()).isEqualTo(PackageFile.MANIFEST);
        assertThat(built.bundles().keySet()).containsExactlyElementsOf(built.values("Name"));
        assertThat(built.values("Bundle-SymbolicName"))
                .containsExactlyElementsOf(built.values("Name").stream()
                        .map(name -> name.replace(".jar", ""))
                        .toList());
        assertThat(built.values("DeploymentPackage-SymbolicName"))
                .containsExactly("io.reveille"); // for ever: updates go by it
        assertThat(built.bundles().keySet())
                .containsExactlyInAnyOrder(
                        "io.reveille.api.jar",
                        "io.reveille.core.jar",
                        "io.reveille.handlers.jar",
                        "io.reveille.kura.jar",
                        "io.reveille.machine.jar",
                        "io.reveille.power.jar",
                        "io.reveille.schedule.jar",
                        "io.reveille.shell.jar");
        assertThat(PackageFile.times()).as("one, whenever it was built").hasSize(1);
    }

    @Test
    void allThatIsImportedKuraHasOrItIsOptional() throws Exception {
        install(built);

        List<BundleRevision> ours = ours().stream()
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .toList();
        for (BundleRevision bundle : ours) {
            assertThat(bundle.getDeclaredRequirements(BundleRevision.PACKAGE_NAMESPACE))
                    .as(bundle.getSymbolicName())
                    .allMatch(needed -> isOptional(needed) || isBrought(needed, ours) || isKuras(needed));
        }
    }

    private static boolean isOptional(BundleRequirement needed) {
        return "optional".equals(needed.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
    }

    private static boolean isBrought(BundleRequirement needed, List<BundleRevision> ours) {
        return ours.stream()
                .flatMap(bundle -> bundle.getDeclaredCapabilities(BundleRevision.PACKAGE_NAMESPACE).stream())
                .anyMatch(needed::matches);
    }

    private static boolean isKuras(BundleRequirement needed) {
        String filter = needed.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return KURAS_PACKAGES.entrySet().stream().anyMatch(offered -> {
            try {
                return FrameworkUtil.createFilter(filter)
                        .matches(Map.of(
                                BundleRevision.PACKAGE_NAMESPACE,
                                offered.getKey(),
                                "version",
                                Version.parseVersion(offered.getValue())));
            } catch (InvalidSyntaxException e) {
                throw new AssertionError(filter, e);
            }
        });
    }

    @Test
    void aJobRunsAndGoesOnOverAnUpdateInPlaceAndARestartUntilItIsRemoved() throws Exception {
        install(built);
        assertThat(ours()).hasSize(8).allMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
        assertThat(ours()).allMatch(bundle -> bundle.getLocation().startsWith("osgi-dp:"));
        gateway.kura().formIsActive(JOBS);
        make("twice", "every second times 2");
        awaitLines("twice", 2);

        install(built.as("0.1.1"));
        assertThat(ours()).hasSize(8).allMatch(bundle -> bundle.getVersion().equals(new Version("0.1.1")));
        goesOnAs("after-update");

        gateway.close(); // and the framework's cache and ConfigurationAdmin are emptied, as Kura does
        KuraGateway.wipe(folder);
        startGateway();
        DeploymentPackage installed = install(built.as("0.1.1")); // as Kura does at each start
        gateway.kura().formIsActive(JOBS);
        goesOnAs("after-restart");

        installed.uninstall();
        assertThat(ours()).isEmpty();
        assertThat(gateway.shown("twice")).isEmpty();
        assertThat(data("twice")).exists();
        assertThat(state()).isNotEmptyDirectory();

        install(built);
        goesOnAs("after-reinstallation");
    }

    /** Another job runs, and the one that was to run twice does not a third time. */
    private void goesOnAs(String other) throws Exception {
        await().until(() -> gateway.shown("twice").size() == 1);
        make(other, "every second times 3");
        awaitLines(other, 3);
        assertThat(lines("twice")).isEqualTo(2);
        assertThat(Path.of("data"))
                .as("where handlers wrote without Kura's folder")
                .doesNotExist();
    }

    @Test
    void onADataFolderThatTakesNothingJobsRunAndTheStateIsSavedOnceItDoes() throws Exception {
        Path data = KuraGateway.data(folder);
        Files.createDirectories(data.resolve("reveille/state/lock")); // in the way of a file
        install(built);
        gateway.kura().formIsActive(JOBS);

        make("thrice", "every second times 3");

        awaitLines("thrice", 3);
        assertThat(state().resolve("1A.page")).doesNotExist();
        Files.delete(state().resolve("lock"));
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(state().resolve("1A.page")));
    }

    private DeploymentPackage install(PackageFile file) throws Exception {
        try (InputStream in = file.stream()) {
            return gateway.service(DeploymentAdmin.class).installDeploymentPackage(in);
        }
    }

    private List<Bundle> ours() {
        return Arrays.stream(gateway.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.reveille."))
                .toList();
    }

    /** A job as Kura's console makes it, each of whose runs writes a line. */
    private void make(String pid, String schedule) throws Exception {
        gateway.kura()
                .createFactoryConfiguration(
                        "io.reveille.job",
                        pid,
                        new TreeMap<>(Map.of(
                                "schedule",
                                schedule,
                                "handler",
                                "host-telemetry",
                                "args",
                                "{\"file\": \"" + pid + ".jsonl\"}")),
                        true);
    }

    private Path state() {
        return KuraGateway.data(folder).resolve("reveille/state");
    }

    private Path data(String job) {
        return KuraGateway.data(folder).resolve("reveille/data/" + job + ".jsonl");
    }

    private long lines(String job) {
        try (Stream<String> lines = Files.exists(data(job)) ? Files.lines(data(job)) : Stream.empty()) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLines(String job, long expected) {
        await().atMost(Duration.ofSeconds(60)).until(() -> lines(job) == expected);
    }
}
