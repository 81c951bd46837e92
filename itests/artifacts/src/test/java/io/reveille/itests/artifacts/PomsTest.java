package io.reveille.itests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** A module is published as Maven Central asks for it, or not at all. */
class PomsTest {

    static Stream<String> modules() throws Exception {
        return Stream.concat(Project.modules().stream(), Project.folders("itests").stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void whatIsForTestsAloneStaysHereAndAllElseIsPublished(String module) {
        boolean isOurs = module.startsWith("itests/") || module.equals("bench");
        String expected = isOurs ? "true" : null;

        Element pom = Project.pom(module);
        assertThat(Project.text(pom, "properties/maven.install.skip")).isEqualTo(expected);
        assertThat(Project.text(pom, "properties/maven.deploy.skip")).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void eachSaysWhatItIs(String module) {
        Element pom = Project.pom(module);
        assertThat(Project.text(pom, "name")).startsWith("Reveille");
        assertThat(Project.text(pom, "description")).isNotBlank();
        String version = Project.text(pom, module.equals("bom") ? "version" : "parent/version");
        assertThat(version).isEqualTo(Project.text(Project.pom("."), "version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "bom"})
    void whatTheOthersInheritIsThere(String module) {
        Element pom = Project.pom(module);
        for (String path : new String[] {
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/url",
            "scm/connection"
        }) {
            assertThat(Objects.requireNonNullElse(Project.text(pom, path), ""))
                    .as(path)
                    .isNotBlank();
            assertThat(Project.text(pom, path)).isEqualTo(Project.text(Project.pom("."), path));
        }
    }

    /** What tests here read of a bundle is there in a clone, in which nothing was built before. */
    @Test
    void eachBundleIsBuiltBeforeThisModule() throws Exception {
        Set<String> broughtByTesting = Set.of("bundles/core", "bundles/api", "bundles/schedule");
        String pom = Files.readString(Project.ROOT.resolve("itests/artifacts/pom.xml"));
        assertThat(Project.folders("bundles"))
                .filteredOn(bundle -> !broughtByTesting.contains(bundle))
                .allSatisfy(bundle -> assertThat(pom)
                        .contains("<artifactId>"
                                + bundle.replace("bundles/", "io.reveille.").replace('-', '.') + "</artifactId>"));
    }
}
