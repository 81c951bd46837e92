package io.reveille.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.reveille.core.clock.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final String CORE = "io.reveille.core.";

    /** The rooms: each may lean on those behind it, and on no other. There is no exception. */
    private static final List<String> ROOMS = List.of(
            "service",
            "events",
            "health",
            "folders",
            "component",
            "engine",
            "transfer",
            "definitions",
            "changes",
            "sleep",
            "jobs",
            "runs",
            "calls",
            "job",
            "clocks",
            "saving",
            "intake",
            "plan",
            "timer",
            "dispatch",
            "outcome",
            "state",
            "json",
            "threads",
            "settings",
            "clock",
            "fault");

    /** Rooms that the framework enters, and no class of another room. */
    private static final List<String> DOORS = List.of("service", "events", "health", "folders");

    private static final int LINES_OF_A_ROOM = 2500;
    private static final int LINES_OF_A_CLASS = 300;

    private static final Path SOURCES = Path.of("src/main/java/io/reveille/core");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.reveille.core");

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(PRODUCTION.stream()
                        .map(type -> type.getPackageName())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        ROOMS.stream().map(name -> CORE + name).toList());
    }

    @TestFactory
    Stream<DynamicTest> roomsLeanOnlyOnThoseBehindThem() {
        return ROOMS.stream()
                .skip(1)
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(CORE + room)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(before(room))
                                .check(PRODUCTION)));
    }

    @TestFactory
    Stream<DynamicTest> nobodyLeansOnADoor() {
        return DOORS.stream()
                .map(door -> DynamicTest.dynamicTest(
                        door,
                        () -> noClasses()
                                .that()
                                .resideOutsideOfPackage(CORE + door)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(CORE + door)
                                .check(PRODUCTION)));
    }

    @Test
    void onlyTheServicesLeanOnTheComponent() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CORE + "service", CORE + "component")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE + "component")
                .check(PRODUCTION);
    }

    @Test
    void noRoomIsTooLarge() throws IOException {
        Map<Path, Integer> rooms = new TreeMap<>();
        sources().forEach((file, lines) -> rooms.merge(file.getParent(), lines, Integer::sum));

        assertThat(rooms).hasSameSizeAs(ROOMS);
        rooms.values().removeIf(lines -> lines <= LINES_OF_A_ROOM);
        assertThat(rooms).isEmpty();
    }

    @Test
    void noClassIsTooLong() throws IOException {
        Map<Path, Integer> classes = sources();

        classes.values().removeIf(lines -> lines <= LINES_OF_A_CLASS);
        assertThat(classes).isEmpty();
    }

    @Test
    void eachNameOfAClassIsThereOnce() throws IOException {
        assertThat(sources().keySet())
                .map(file -> file.getFileName().toString())
                .filteredOn(name -> !name.equals("package-info.java"))
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheTimeSourceReadsAClock() {
        ArchRule rule = noClasses()
                .that(not(assignableTo(TimeSource.class)))
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
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
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class);
        rule.check(PRODUCTION);
    }

    @Test
    void nothingSleepsOrTicks() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Timer.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.ScheduledExecutorService.class)
                .check(PRODUCTION);
    }

    private static String[] before(String room) {
        return ROOMS.subList(0, ROOMS.indexOf(room)).stream()
                .map(name -> CORE + name)
                .toArray(String[]::new);
    }

    /** The files of core, and how many lines each has. */
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
