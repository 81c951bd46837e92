package io.reveille.itests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The BOM has every bundle and every feature that one can depend on, and nothing else. */
class BomTest {

    private static final String VERSION = String.valueOf(Project.text(Project.pom("."), "version"));

    @Test
    void everythingThatIsPublishedIsInIt() throws Exception {
        List<String> published = new ArrayList<>();
        for (String module : Project.modules()) {
            if (module.startsWith("bundles/") || module.startsWith("features/")) {
                published.add(Project.text(Project.pom(module), "artifactId"));
            }
        }

        assertThat(managed().stream().map(each -> each.get("artifact")).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        published.stream().map(each -> "io.reveille:" + each).toList());
    }

    @Test
    void everyFolderOfABundleIsAModule() throws Exception {
        assertThat(Project.modules()).containsAll(Project.folders("bundles")).containsAll(Project.folders("features"));
    }

    @Test
    void itHasTheVersionOfAllOthers() {
        Element bom = Project.pom("bom");
        assertThat(Project.text(bom, "version")).isEqualTo(VERSION);
        assertThat(managed()).isNotEmpty().allMatch(each -> "${project.version}".equals(each.get("version")));
    }

    /** What is imported must not bring the versions and scopes of this build. */
    @Test
    void itHasNoParent() {
        assertThat(Project.children(Project.pom("bom"), "parent")).isEmpty();
    }

    private static List<Map<String, String>> managed() {
        Element management =
                Project.children(Project.pom("bom"), "dependencyManagement").get(0);
        return Project.children(Project.children(management, "dependencies").get(0), "dependency").stream()
                .map(Project::coordinates)
                .toList();
    }
}
