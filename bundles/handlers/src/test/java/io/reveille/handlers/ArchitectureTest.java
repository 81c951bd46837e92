package io.reveille.handlers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final String HANDLERS = "io.reveille.handlers.";

    /** The rooms of handlers, none of which leans on another. */
    private static final List<String> ROOMS = List.of("cleanup", "command", "http", "log", "telemetry");

    /** The room on which all others may lean, and which leans on none. */
    private static final String ARGUMENTS = "arguments";

    private static final int LINES_OF_A_ROOM = 2500;
    private static final int LINES_OF_A_CLASS = 300;

    private static final Path SOURCES = Path.of("src/main/java/io/reveille/handlers");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludePackageInfos())
            .importPackages("io.reveille.handlers");

    @Test
    void everyClassLiesInARoom() {
        assertThat(PRODUCTION.stream()
                        .map(type -> type.getPackageName())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(ROOMS.stream(), Stream.of(ARGUMENTS))
                        .map(room -> HANDLERS + room)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> noRoomLeansOnARoomOfHandlers() {
        return Stream.concat(ROOMS.stream(), Stream.of(ARGUMENTS))
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(HANDLERS + room)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(ROOMS.stream()
                                        .filter(other -> !other.equals(room))
                                        .map(other -> HANDLERS + other)
                                        .toArray(String[]::new))
                                .check(PRODUCTION)));
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
