package io.reveille.persistence.pages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The page store can be carried by another bundle: what it needs is there wherever the engine runs. */
class ArchitectureTest {

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.reveille.persistence.pages");

    @Test
    void knowsNoComponentsAndNothingElseOfTheBundle() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.reveille.persistence.pages",
                        "io.reveille.spi",
                        "com.google.gson..",
                        "org.slf4j",
                        "org.jspecify.annotations")
                .check(PRODUCTION);
    }

    @Test
    void hasASmallEntry() {
        assertThat(PRODUCTION.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.isNestedClass())
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder("PageStore", "StateOnPages", "PageMedium", "Address", "SafeFiles");
    }
}
