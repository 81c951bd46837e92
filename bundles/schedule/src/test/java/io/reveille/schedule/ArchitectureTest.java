package io.reveille.schedule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final int LINES_OF_A_CLASS = 300;

    private static final Path SOURCES = Path.of("src/main/java/io/reveille/schedule");
    private static final String PACKAGE = "package-info.java";

    /** A line of the list in the package's comment: names of classes, two blanks or more, and what they do. */
    private static final Pattern LISTED =
            Pattern.compile("^ \\*   ([A-Z]\\w+(?:, [A-Z]\\w+)*)  +\\S.*$", Pattern.MULTILINE);

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.reveille.schedule");

    @Test
    void needsNothingButTheLibraryOfJava() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "io.reveille.schedule", "org.jspecify.annotations", "org.osgi.annotation..")
                .check(PRODUCTION);
    }

    @Test
    void readsNoClockAndNoDefaultOfTheMachine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalTime.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(PRODUCTION);
    }

    @Test
    void noClassIsTooLong() throws IOException {
        Map<String, Integer> classes = sources();

        classes.values().removeIf(lines -> lines <= LINES_OF_A_CLASS);
        assertThat(classes).isEmpty();
    }

    @Test
    void thePackageListsEachOfItsFilesOnce() throws IOException {
        List<String> listed = LISTED.matcher(Files.readString(SOURCES.resolve(PACKAGE)))
                .results()
                .map(line -> line.group(1))
                .flatMap(names -> Stream.of(names.split(", ")))
                .map(name -> name + ".java")
                .toList();

        Map<String, Integer> classes = sources();
        classes.remove(PACKAGE);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(classes.keySet());
    }

    /** The files of the package, and how many lines each has. */
    private static Map<String, Integer> sources() throws IOException {
        Map<String, Integer> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                sources.put(
                        file.getFileName().toString(), Files.readAllLines(file).size());
            }
        }
        return sources;
    }
}
