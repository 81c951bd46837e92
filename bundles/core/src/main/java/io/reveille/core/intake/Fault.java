package io.reveille.core.intake;

import io.reveille.JobDefinitionException;
import java.lang.reflect.Array;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report of a property that cannot be used: its name and value, in one short line that can be printed. */
public final class Fault {

    private static final int SHOWN = 80;

    private Fault() {}

    /** @param why the fault, and the expected value; without full stop */
    static JobDefinitionException of(String property, Object value, String why) {
        return new JobDefinitionException(property, message(property, value, why));
    }

    static JobDefinitionException of(String property, Object value, RuntimeException why) {
        String message = String.valueOf(why.getMessage() == null ? why : why.getMessage());
        boolean stops = message.endsWith(".");
        return new JobDefinitionException(
                property, message(property, value, stops ? message.substring(0, message.length() - 1) : message), why);
    }

    static JobDefinitionException wrongType(String property, Object value, String expected) {
        return of(
                property,
                value,
                "expected " + expected + ", found " + value.getClass().getSimpleName());
    }

    /** Whether a character can be shown in a table, a log and a path. */
    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Shows a value in quotes, cut, and with escapes for characters that cannot be printed. */
    public static String shown(Object value) {
        String text = value.getClass().isArray() ? elements(value) : value.toString();
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    private static String elements(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> String.valueOf(Array.get(array, i)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String message(String property, Object value, String why) {
        return "The property \"" + property + "\" cannot be used: " + shown(value) + ": " + why + ".";
    }
}
