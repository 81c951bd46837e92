package io.reveille.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

/** What Karaf says of its bundles. */
final class Bundles {

    private Bundles() {}

    /** Reveille's are there and active, and no other bundle waits for anything. */
    static void areActive(Ssh ssh, int count) {
        String bundles = ssh.told("bundle:list -t 0");
        assertThat(bundles.lines().filter(line -> line.contains("Reveille")))
                .as(bundles)
                .hasSize(count)
                .allMatch(line -> line.contains("Active"));
        assertThat(bundles).doesNotContain("Waiting", "Failure", "Installed", "GracePeriod");
    }
}
