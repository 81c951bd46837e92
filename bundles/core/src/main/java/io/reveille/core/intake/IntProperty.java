package io.reveille.core.intake;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A property whose value is a whole number.
 *
 * @param usual the value of an absent property
 */
record IntProperty(String property, int least, int most, int usual) {

    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,9}");

    /** Whether a value is one of Java's whole numbers: configurators make a Long of every number. */
    static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    int read(Map<String, ?> properties) {
        Object value = properties.get(property);
        if (value == null) {
            return usual;
        }
        if (isWhole(value)) {
            return checked(value, ((Number) value).longValue());
        }
        if (!(value instanceof String text)) {
            throw Fault.wrongType(property, value, expected());
        }
        String digits = text.strip();
        if (digits.isEmpty()) {
            return usual;
        }
        if (!DIGITS.matcher(digits).matches()) {
            throw Fault.of(property, text, "expected " + expected());
        }
        return checked(text, Long.parseLong(digits));
    }

    void check(int value) {
        checked(value, value);
    }

    void write(int value, Map<String, Object> properties) {
        if (value != usual) {
            properties.put(property, value);
        }
    }

    private int checked(Object shown, long number) {
        if (number < least || number > most) {
            throw Fault.of(property, shown, "expected " + expected());
        }
        return (int) number;
    }

    private String expected() {
        return "a whole number from " + least + " to " + most;
    }
}
