package io.reveille.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    /** The package of the API, on which all rooms may lean, and which leans on none. */
    private static final String API = "io.reveille.console";

    /** The rooms, and on which others each may lean. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "commands", List.of(),
            "sources", List.of("pages"),
            "component", List.of("jobs", "gateway", "pages", "web"),
            "jobs", List.of("pages", "web"),
            "gateway", List.of("pages", "web"),
            "pages", List.of("web"),
            "web", List.of());

    private static final int LINES_OF_A_ROOM = 2500;
    private static final int LINES_OF_A_CLASS = 300;

    private static final Path SOURCES = Path.of("src/main/java/io/reveille/console");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludePackageInfos())
            .importPackages(API);

    @Test
    void everyPackageHasItsPlace() {
        assertThat(PRODUCTION.stream()
                        .map(type -> type.getPackageName())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(API), rooms(ROOMS.keySet())).toList());
    }

    @TestFactory
    Stream<DynamicTest> roomsLeanOnlyOnThoseThatTheyMay() {
        return ROOMS.keySet().stream()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    Set<String> others = new HashSet<>(ROOMS.keySet());
                    others.remove(room);
                    others.removeAll(ROOMS.getOrDefault(room, List.of()));
                    leansOnNone(API + "." + room, others);
                }));
    }

    @Test
    void theApiLeansOnNoRoom() {
        leansOnNone(API, ROOMS.keySet());
    }

    @Test
    void noRoomsLeanOnEachOther() {
        slices().matching(API + ".(*)").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void noRoomIsTooLarge() throws IOException {
        Map<Path, Integer> rooms = new TreeMap<>();
        sources().forEach((file, lines) -> rooms.merge(file.getParent(), lines, Integer::sum));

        rooms.values().removeIf(lines -> lines <= LINES_OF_A_ROOM);
        assertThat(rooms).isEmpty();
    }

    @Test
    void noClassIsTooLong() throws IOException {
        Map<Path, Integer> classes = sources();

        classes.values().removeIf(lines -> lines <= LINES_OF_A_CLASS);
        assertThat(classes).isEmpty();
    }

    private static void leansOnNone(String name, Set<String> rooms) {
        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms(rooms).toArray(String[]::new))
                .check(PRODUCTION);
    }

    private static Stream<String> rooms(Set<String> names) {
        return names.stream().map(name -> API + "." + name);
    }

    /** The source files, and how many lines each has. */
    private static Map<Path, Integer> sources() throws IOException {
        Map<Path, Integer> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                sources.put(file, Files.readAllLines(file).size());
            }
        }
        return sources;
    }
}
