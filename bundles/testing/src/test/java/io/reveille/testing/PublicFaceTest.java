package io.reveille.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users see of the module: its exported types and its guide. */
class PublicFaceTest {

    private static final Set<String> PACKAGES =
            Set.of("io.reveille", "io.reveille.spi", "io.reveille.schedule", "io.reveille.testing");

    private static final List<Class<?>> EXPORTED = List.of(
            ManualScheduler.class,
            ManualScheduler.Registration.class,
            ManualClock.class,
            MemoryDefinitionStore.class,
            MemoryDefinitionStore.Killed.class,
            MemoryStateStore.class,
            Recorder.class);

    @Test
    void allExportedTypesAreLookedAt() throws Exception {
        Path classes = Path.of(ManualScheduler.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/reveille/testing");
        try (Stream<Path> files = Files.list(classes)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".class") && !name.equals("package-info.class")))
                    .containsExactlyInAnyOrderElementsOf(EXPORTED.stream()
                            .map(type -> type.getName().replace("io.reveille.testing.", "") + ".class")
                            .toList());
        }
    }

    @Test
    void noExportedTypeNamesOneThatUsersDoNotHave() {
        Set<String> packages = new TreeSet<>();
        EXPORTED.forEach(type -> collect(type, packages));

        assertThat(packages).contains("io.reveille", "io.reveille.spi");
        assertThat(packages).allMatch(name -> name.startsWith("java.") || PACKAGES.contains(name));
    }

    @Test
    void theGuideShowsTheExampleAsItCompiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/reveille/testing/DoorCheckTest.java"));

        assertThat(Files.readString(Path.of("../../docs/testing.md")))
                .contains("<!-- bundles/testing: DoorCheckTest.java -->\n```java\n"
                        + source.substring(source.indexOf("class DoorCheckTest")) + "```\n");
    }

    private static void collect(Class<?> type, Set<String> packages) {
        add(type.getGenericSuperclass(), packages);
        Stream.of(type.getGenericInterfaces()).forEach(each -> add(each, packages));
        Stream.of(type.getDeclaredFields())
                .filter(field -> isVisible(field.getModifiers()))
                .map(Field::getGenericType)
                .forEach(each -> add(each, packages));
        Stream.<Executable>concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
                .filter(member -> isVisible(member.getModifiers()))
                .forEach(member -> {
                    Stream.of(member.getGenericParameterTypes()).forEach(each -> add(each, packages));
                    Stream.of(member.getGenericExceptionTypes()).forEach(each -> add(each, packages));
                    if (member instanceof Method method) {
                        add(method.getGenericReturnType(), packages);
                    }
                });
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void add(Type type, Set<String> packages) {
        if (type instanceof ParameterizedType generic) {
            add(generic.getRawType(), packages);
            Stream.of(generic.getActualTypeArguments()).forEach(each -> add(each, packages));
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType(), packages);
        } else if (type instanceof Class<?> plain && plain.isArray()) {
            add(plain.getComponentType(), packages);
        } else if (type instanceof Class<?> plain) {
            packages.add(plain.isPrimitive() ? "java.lang" : plain.getPackageName());
        }
    }
}
