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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final String CORE = "io.reveille.core.";

    /** The way of a job: each package may use those behind it. "transfer" and the last six are no stations. */
    private static final List<String> DOWNSTREAM = List.of(
            "service",
            "component",
            "engine",
            "transfer",
            "definitions",
            "sleep",
            "jobs",
            "runs",
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
            "fault",
            "machine",
            "events",
            "health");

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
                        DOWNSTREAM.stream().map(name -> CORE + name).toList());
    }

    @TestFactory
    Stream<DynamicTest> importsPointOnlyDownstream() {
        return DOWNSTREAM.stream()
                .skip(1)
                .map(station -> DynamicTest.dynamicTest(
                        station,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(CORE + station)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(upstreamOf(station))
                                .check(PRODUCTION)));
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

    private static String[] upstreamOf(String station) {
        return DOWNSTREAM.subList(0, DOWNSTREAM.indexOf(station)).stream()
                .map(name -> CORE + name)
                .collect(Collectors.toList())
                .toArray(new String[0]);
    }
}
