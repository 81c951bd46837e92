package io.reveille.core.intake;

import io.reveille.schedule.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A property whose value is one of a few words, each a value of an enum: {@code at-most-once} for {@code AT_MOST_ONCE}.
 */
final class EnumProperty<E extends Enum<E>> {

    private final String property;
    private final E usual;
    private final Map<String, E> values = new LinkedHashMap<>();

    EnumProperty(String property, E usual) {
        this.property = property;
        this.usual = usual;
        Arrays.stream(usual.getDeclaringClass().getEnumConstants()).forEach(value -> values.put(text(value), value));
    }

    E read(Map<String, ?> properties) {
        String text = Texts.optional(properties, property).strip();
        if (text.isEmpty()) {
            return usual;
        }
        E value = values.get(text);
        if (value == null) {
            String meant = Nearest.of(text, values.keySet())
                    .map(word -> " (did you mean \"" + word + "\"?)")
                    .orElse("");
            throw Fault.of(property, text, "expected one of " + String.join(", ", values.keySet()) + meant);
        }
        return value;
    }

    void write(E value, Map<String, Object> properties) {
        if (value != usual) {
            properties.put(property, text(value));
        }
    }

    private String text(E value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
