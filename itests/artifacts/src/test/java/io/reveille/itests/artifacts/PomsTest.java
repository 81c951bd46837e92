package io.reveille.itests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
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
}
