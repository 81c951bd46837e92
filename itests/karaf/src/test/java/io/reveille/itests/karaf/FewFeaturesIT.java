package io.reveille.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Karaf with hardly anything in it, whose own features start Reveille. */
class FewFeaturesIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temp;

    private Karaf karaf;

    @BeforeEach
    void job() throws IOException {
        karaf = Karaf.in(temp);
        karaf.writeJob("hello", "hello from few");
    }

    private KarafProcess start(String features) throws IOException {
        karaf.set(
                "org.apache.karaf.features.cfg",
                Map.of(
                        "featuresRepositories",
                        "mvn:org.apache.karaf.features/standard/" + Karaf.KARAF_VERSION + "/xml/features, "
                                + "mvn:org.apache.karaf.features/framework/" + Karaf.KARAF_VERSION + "/xml/features, "
                                + Karaf.FEATURES,
                        "featuresBoot",
                        features));
        return karaf.start();
    }

    @Test
    void whatKarafHasNotIsInstalled() throws IOException {
        karaf.remove("startup.properties", "eventadmin"); // as in the minimal distribution
        try (KarafProcess process = start("framework, log, jaas, bundle, ssh, reveille, reveille-power")) {
            Ssh ssh = new Ssh(karaf.sshPort());
            process.await(Karaf.PATIENCE).until(ssh::isThere);
            process.await(Karaf.PATIENCE).until(() -> karaf.log().contains("hello from few"));

            await().atMost(Karaf.PATIENCE).untilAsserted(() -> Bundles.areActive(ssh, 8));
            assertThat(ssh.told("reveille:jobs")).contains("hello");
        }
    }

    @Test
    void withoutAShellJobsRun() throws IOException {
        try (KarafProcess process = start("framework, log, reveille")) {
            process.await(Karaf.PATIENCE).until(() -> karaf.log().contains("hello from few"));

            assertThat(karaf.log()).doesNotContain("NoClassDefFoundError", "Unable to resolve");
        }
    }
}
