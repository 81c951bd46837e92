package io.reveille.itests.kuraapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.Test;

/** A declaration that Kura does not have would compile here and fail on a gateway. */
class KuraSignaturesTest {

    @Test
    void whatIsDeclaredIsWhatKuraHas() throws Exception {
        List<String> declared = new ArrayList<>();
        for (String type : types()) {
            declare(Class.forName(type), declared);
        }

        assertThat(declared).containsExactlyInAnyOrderElementsOf(listed());
    }

    private static List<String> listed() throws Exception {
        try (InputStream text =
                Objects.requireNonNull(KuraSignaturesTest.class.getResourceAsStream("signatures.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** All that this module declares, whether a test knows of it or not. */
    private static Set<String> types() throws Exception {
        Path root = Path.of(KuraException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> types = new TreeSet<>();
        Path kura = root.resolve("org/eclipse/kura");
        if (!Files.isDirectory(kura)) {
            fail("expected the compiled declarations in " + kura);
        }
        try (Stream<Path> files = Files.walk(kura)) {
            files.map(file -> root.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .forEach(name -> types.add(name.substring(0, name.length() - ".class".length())));
        }
        return types;
    }

    private static void declare(Class<?> type, List<String> declared) throws IllegalAccessException {
        if (type.isEnum()) {
            declared.add(Modifier.toString(type.getModifiers()) + " enum " + type.getName());
            Stream.of(type.getEnumConstants()).map(String::valueOf).forEach(declared::add);
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .map(Method::toGenericString)
                    .forEach(declared::add);
            return;
        }
        String kind = type.isInterface() ? " " : " class ";
        String parent =
                type.isInterface() ? "" : " extends " + type.getSuperclass().getName();
        declared.add(Modifier.toString(type.getModifiers()) + kind + type.getName() + parent);
        for (Constructor<?> constructor : type.getConstructors()) {
            declared.add(constructor.toGenericString());
        }
        for (Method method : type.getDeclaredMethods()) {
            declared.add(method.toGenericString());
        }
        for (Field field : type.getFields()) {
            declared.add(field.getName() + " = " + field.get(null));
        }
    }
}
