package io.reveille.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the bundles of the features require of services: Karaf's resolver installs nothing that it cannot satisfy. */
class ManifestsIT {

    private static final List<String> OPTIONAL = List.of(
            "org.osgi.service.event.EventAdmin",
            "org.osgi.service.metatype.MetaTypeService",
            "org.osgi.service.log.LogReaderService",
            "org.apache.felix.hc.api.execution.HealthCheckExecutor",
            "org.apache.felix.service.command.CommandProcessor",
            "java.util.function.");

    @Test
    void noBundleRequiresAServiceThatItCanDoWithout() throws IOException {
        List<Path> bundles = bundles();
        assertThat(bundles).hasSizeGreaterThanOrEqualTo(10);
        for (Path bundle : bundles) {
            try (JarFile jar = new JarFile(bundle.toFile())) {
                String required = jar.getManifest().getMainAttributes().getValue("Require-Capability");
                for (String service : OPTIONAL) {
                    assertThat(required.replaceAll("[^,]*resolution:=optional[^,]*", ""))
                            .as("%s", bundle.getFileName())
                            .doesNotContain("objectClass=" + service);
                }
            }
        }
    }

    private static List<Path> bundles() throws IOException {
        List<Path> bundles = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Karaf.REPOSITORY.resolve("io/reveille"))) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().contains("itests"))
                    .forEach(bundles::add);
        }
        return bundles;
    }
}
