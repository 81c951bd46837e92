package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

class BundlesTest {

    @TempDir
    Path temp;

    private Path folder;
    private Framework framework;

    @BeforeEach
    void framework() throws Exception {
        folder = Files.createDirectory(temp.resolve("bundle"));
        framework = initialized();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void theFirstStartInstallsAndStartsAll() throws Exception {
        jar("a", "1.0.0");
        jar("org.apache.felix.http.jetty12", "1.0.0");
        jar("org.ops4j.pax.logging.api", "1.0.0");

        assertThat(Bundles.synchronize(folder, framework.getBundleContext())).isEmpty();
        framework.start();

        assertThat(bundles()).containsOnlyKeys("a", "org.apache.felix.http.jetty12", "org.ops4j.pax.logging.api");
        assertThat(bundle("a").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(level("org.ops4j.pax.logging.api")).isLessThan(level("a"));
        assertThat(level("org.apache.felix.http.jetty12")).isGreaterThan(level("a"));
    }

    @Test
    void theNextStartLeavesABundleThatDidNotChangeAsItIs() throws Exception {
        jar("a", "1.0.0");
        Bundles.synchronize(folder, framework.getBundleContext());
        long id = bundle("a").getBundleId();

        restart();
        Bundles.synchronize(folder, framework.getBundleContext());

        assertThat(bundle("a").getBundleId()).isEqualTo(id);
    }

    @Test
    void aChangedJarReplacesItsBundleAndAMissingOneEndsIt() throws Exception {
        jar("a", "1.0.0");
        jar("b", "1.0.0");
        Bundles.synchronize(folder, framework.getBundleContext());

        restart();
        jar("a", "1.0.1");
        Files.delete(folder.resolve("b.jar"));
        assertThat(Bundles.synchronize(folder, framework.getBundleContext())).isEmpty();
        framework.start();

        assertThat(bundles()).containsOnly(Map.entry("a", "1.0.1"));
        assertThat(bundle("a").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void theFolderMayMove() throws Exception {
        jar("a", "1.0.0");
        Bundles.synchronize(folder, framework.getBundleContext());
        long id = bundle("a").getBundleId();

        restart();
        Path moved = Files.move(folder, temp.resolve("elsewhere"));
        assertThat(Bundles.synchronize(moved, framework.getBundleContext())).isEmpty();

        assertThat(bundle("a").getBundleId()).isEqualTo(id);
    }

    @Test
    void whatAnOperatorInstalledStaysAndWhatAnOperatorStoppedIsBack() throws Exception {
        jar("a", "1.0.0");
        Bundles.synchronize(folder, framework.getBundleContext());
        framework.start();
        framework
                .getBundleContext()
                .installBundle("inputstream:own", new ByteArrayInputStream(content("own", "1.0.0")));
        bundle("a").stop();

        restart();
        Bundles.synchronize(folder, framework.getBundleContext());
        framework.start();

        assertThat(bundles()).containsOnly(Map.entry("a", "1.0.0"), Map.entry("own", "1.0.0"));
        assertThat(bundle("a").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("own").getState()).isEqualTo(Bundle.INSTALLED);
    }

    @Test
    void aJarThatCannotBeInstalledIsNamedAndHarmsNoOther() throws Exception {
        jar("a", "1.0.0");
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        jar("z", "1.0.0");

        assertThat(Bundles.synchronize(folder, framework.getBundleContext()))
                .singleElement()
                .asString()
                .contains("broken.jar");

        assertThat(bundles()).containsOnlyKeys("a", "z");
    }

    private void restart() throws BundleException, InterruptedException {
        stop();
        framework = initialized();
    }

    private Framework initialized() throws BundleException {
        Framework started = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        temp.resolve("cache").toString(),
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "2",
                        "felix.log.level",
                        "0"));
        started.init();
        return started;
    }

    private void jar(String name, String version) throws IOException {
        Files.write(folder.resolve(name + ".jar"), content(name, version));
    }

    private static byte[] content(String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private Map<String, String> bundles() {
        Map<String, String> bundles = new TreeMap<>();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
                bundles.put(bundle.getSymbolicName(), bundle.getVersion().toString());
            }
        }
        return bundles;
    }

    private Bundle bundle(String name) {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getSymbolicName().equals(name)) {
                return bundle;
            }
        }
        throw new AssertionError("No bundle " + name + " in " + bundles());
    }

    private int level(String name) {
        return bundle(name).adapt(BundleStartLevel.class).getStartLevel();
    }
}
