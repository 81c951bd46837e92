package io.reveille.handlers.telemetry;

import static java.util.Objects.requireNonNull;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Hosts whose /proc and /sys lie in the test resources. */
final class TestHosts {

    private TestHosts() {}

    /** A gateway where all is well. */
    static Host gateway() {
        return host("gateway");
    }

    /** One where nearly every file is damaged. */
    static Host damaged() {
        return host("damaged");
    }

    private static Host host(String name) {
        URL url = requireNonNull(TestHosts.class.getResource("/hosts/" + name));
        try {
            return new Host(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
