package io.reveille.power.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads single settings; what cannot be used is named. */
record Values(Map<String, ?> properties) {

    String text(String name, String standard) {
        @Nullable Object value = properties.get(name);
        return value == null ? standard : value.toString().strip();
    }

    /** @throws IllegalArgumentException if it is out of range or no whole number */
    int whole(String name, int min, int max, int standard) {
        String text = text(name, String.valueOf(standard));
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return (int) value;
            }
        } catch (NumberFormatException e) {
            throw refused(name, text, "a whole number from " + min + " to " + max);
        }
        throw refused(name, text, min + " to " + max);
    }

    double number(String name) {
        String text = text(name, "0");
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 1e9) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused(name, text, "a number from 0 to 1000000000");
        }
        throw refused(name, text, "0 to 1000000000");
    }

    boolean flag(String name) {
        String text = text(name, "false");
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw refused(name, text, "true or false");
        };
    }

    static IllegalArgumentException refused(String name, String value, String expected) {
        return new IllegalArgumentException(
                "The setting " + name + " is \"" + value + "\"; expected " + expected + ".");
    }
}
