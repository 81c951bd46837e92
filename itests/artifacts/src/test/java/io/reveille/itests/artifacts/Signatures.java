package io.reveille.itests.artifacts;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What others can see of a type, a line for each thing that may come and go: {@code TYPE is}, {@code TYPE extends}, {@code TYPE
 * implements}, {@code TYPE permits}, {@code TYPE MEMBER : what it is}. What a type has from one that nobody can see counts as its own.
 */
final class Signatures {

    private static final int SHOWN = Modifier.PUBLIC | Modifier.PROTECTED;
    private static final int SAID =
            SHOWN | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT; // of these a change may break code

    private Signatures() {}

    /** The type that a line is about. */
    static String type(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    /** The lines of a type, each with whether it breaks those who implement the type when it is new there. */
    static Map<String, Boolean> of(Class<?> type) {
        Map<String, Boolean> lines = new TreeMap<>();
        if (!isShown(type)) {
            return lines;
        }
        String name = type.getName();
        boolean isProviders = hasAnnotation(type, "ProviderType");
        lines.put(
                name + " is " + modifiers(type.getModifiers() & ~(type.isInterface() ? Modifier.ABSTRACT : 0))
                        + kind(type) + typeParameters(type.getTypeParameters()) + (isProviders ? " for providers" : ""),
                false);
        String parent = parent(type);
        if (parent != null) {
            lines.put(name + " extends " + parent, false);
        }
        for (Class<?> part : type.isAnnotation() ? List.<Class<?>>of() : parts(type)) {
            for (int i = 0; i < part.getInterfaces().length; i++) {
                if (isShown(part.getInterfaces()[i])) {
                    lines.put(name + " implements " + part.getGenericInterfaces()[i].getTypeName(), false);
                }
            }
        }
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses())
                    .filter(Signatures::isShown)
                    .forEach(each -> lines.put(name + " permits " + each.getName(), false));
        }
        boolean isExtensible = isExtensible(type);
        for (Class<?> from : parts(type)) {
            for (Method method : from.getDeclaredMethods()) {
                if (isShown(method.getModifiers(), isExtensible) && !method.isSynthetic()) {
                    boolean isLacking = Modifier.isAbstract(method.getModifiers()) && isExtensible && !isProviders;
                    lines.put(name + " " + line(method), isLacking && !type.isAnnotation());
                }
            }
            for (Field field : from.getDeclaredFields()) {
                if (isShown(field.getModifiers(), isExtensible) && !field.isSynthetic()) {
                    lines.put(name + " " + line(field), false);
                }
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isShown(constructor.getModifiers(), isExtensible) && !constructor.isSynthetic()) {
                lines.put(
                        name + " new" + call(constructor) + " : " + (said(constructor) + thrown(constructor)).strip(),
                        false);
            }
        }
        return lines;
    }

    /** The first class above the type that others can see; null if that says nothing. */
    private static @Nullable String parent(Class<?> type) {
        Class<?> below = type;
        for (Class<?> above = type.getSuperclass(); above != null && !isShown(above); above = above.getSuperclass()) {
            below = above;
        }
        Class<?> parent = below.getSuperclass();
        return parent == null || List.of(Object.class, Enum.class, Record.class).contains(parent)
                ? null
                : below.getGenericSuperclass().getTypeName();
    }

    private static String line(Method method) {
        String result = method.getGenericReturnType().getTypeName();
        Object preset = method.getDefaultValue();
        return method.getName() + call(method) + " : " + said(method) + (method.isDefault() ? "default " : "") + result
                + thrown(method) + (preset == null ? "" : " = " + value(preset));
    }

    private static String line(Field field) {
        String line = field.getName() + " : " + modifiers(field.getModifiers())
                + field.getGenericType().getTypeName();
        boolean isConstant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        if (!isConstant || !Modifier.isPublic(field.getModifiers())) {
            return line;
        }
        try {
            return line + " = " + value(Objects.requireNonNull(field.get(null)));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }

    private static String value(Object value) {
        if (value instanceof Object[] values) {
            return Arrays.deepToString(values);
        }
        return value instanceof String text ? '"' + text.replace("\n", "\\n") + '"' : value.toString();
    }

    private static String said(Executable executable) {
        String parameters = typeParameters(executable.getTypeParameters());
        return modifiers(executable.getModifiers()) + (parameters.isEmpty() ? "" : parameters + " ");
    }

    private static String call(Executable executable) {
        List<String> types = new ArrayList<>();
        for (Type each : executable.getGenericParameterTypes()) {
            types.add(each.getTypeName());
        }
        String all = String.join(", ", types);
        return "(" + (executable.isVarArgs() ? all.replaceAll("\\[]$", "...") : all) + ")";
    }

    private static String thrown(Executable executable) {
        Type[] types = executable.getGenericExceptionTypes();
        return types.length == 0
                ? ""
                : " throws " + Stream.of(types).map(Type::getTypeName).sorted().collect(joining(", "));
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Stream.of(variables).map(Signatures::typeParameter).collect(joining(", ", "<", ">"));
    }

    private static String typeParameter(TypeVariable<?> variable) {
        String bounds = Stream.of(variable.getBounds())
                .filter(bound -> bound != Object.class)
                .map(Type::getTypeName)
                .collect(joining(" & "));
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String modifiers(int modifiers) {
        int said = modifiers & SAID;
        return said == 0 ? "" : Modifier.toString(said) + " ";
    }

    private static String kind(Class<?> type) {
        String kind;
        if (type.isAnnotation()) {
            kind = "@interface";
        } else if (type.isInterface()) {
            kind = "interface";
        } else if (type.isEnum()) {
            kind = "enum";
        } else {
            kind = type.isRecord() ? "record" : "class";
        }
        return (type.isSealed() ? "sealed " : "") + kind;
    }

    /** The type, and those above it that nobody else can see. */
    private static List<Class<?>> parts(Class<?> type) {
        List<Class<?>> parts = new ArrayList<>(List.of(type));
        for (int i = 0; i < parts.size(); i++) {
            Class<?> parent = parts.get(i).getSuperclass();
            Stream.concat(Stream.ofNullable(parent), Stream.of(parts.get(i).getInterfaces()))
                    .filter(each -> !isShown(each) && each.getPackage() == type.getPackage())
                    .filter(each -> !parts.contains(each))
                    .forEach(parts::add);
        }
        return parts;
    }

    private static boolean isShown(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if ((each.getModifiers() & SHOWN) == 0 || each.isAnonymousClass() || each.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    /** A protected member is seen by those who extend the type, if anybody can. */
    private static boolean isShown(int modifiers, boolean isExtensible) {
        return Modifier.isPublic(modifiers) || (isExtensible && Modifier.isProtected(modifiers));
    }

    private static boolean isExtensible(Class<?> type) {
        if (type.isSealed() || Modifier.isFinal(type.getModifiers())) {
            return false;
        }
        return type.isInterface()
                || Stream.of(type.getDeclaredConstructors()).anyMatch(each -> (each.getModifiers() & SHOWN) != 0);
    }

    /** The annotations of OSGi are in the class file, and not there for reflection. */
    private static boolean hasAnnotation(Class<?> type, String annotation) {
        String file = type.getName().replaceFirst(".*\\.", "") + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .contains("Lorg/osgi/annotation/versioning/" + annotation + ";");
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
