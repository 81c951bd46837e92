package io.reveille.console.pages;

import io.reveille.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one PID, as a bundle describes them.
 *
 * @param name for people
 * @param settings those of one value, in the order of the description
 */
public record SettingForm(String pid, String name, String description, List<Setting> settings) {

    private static final List<String> SECRET_WORDS =
            List.of("password", "passwd", "secret", "token", "credential", "key", "hash");

    /** The list is copied. */
    public SettingForm {
        settings = List.copyOf(settings);
    }

    /** The kind of value that may stand in a setting. */
    public enum Kind {
        /** Any text. */
        TEXT,
        /** A whole number. */
        WHOLE,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        /** A text that is shown to nobody. */
        SECRET
    }

    /**
     * One setting.
     *
     * @param label its name for people
     * @param otherwise the default; empty if there is none
     * @param choices all values that it may have; empty if others may be, too
     * @param labels one for each choice
     */
    public record Setting(
            String name,
            String label,
            String description,
            Kind kind,
            String otherwise,
            List<String> choices,
            List<String> labels) {

        /** The lists are copied. */
        public Setting {
            choices = List.copyOf(choices);
            labels = List.copyOf(labels);
        }

        /** The value as a configuration stores it: what cannot be read as its type stays a text, for the check to refuse. */
        public Object value(String text) {
            try {
                return switch (kind) {
                    case WHOLE -> (Object) Integer.valueOf(text);
                    case NUMBER -> Double.valueOf(text);
                    case FLAG -> text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
                    case TEXT, SECRET -> text;
                };
            } catch (NumberFormatException e) {
                return text;
            }
        }

        public Map<String, Object> json(Optional<Object> stored) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("label", label);
            json.put("description", description);
            json.put("type", kind.name());
            json.put("otherwise", kind == Kind.SECRET ? "" : otherwise);
            if (!choices.isEmpty()) {
                json.put("choices", choices);
                json.put("labels", labels);
            }
            json.put("stored", stored.isPresent());
            if (kind != Kind.SECRET) {
                stored.ifPresent(value -> json.put("value", text(value)));
            }
            return json;
        }

        /** A value as the log of a change tells it; one line. */
        public String told(Optional<Object> value) {
            return value.map(each -> kind == Kind.SECRET ? "a secret" : JsonText.of(text(each)))
                    .orElse("the default");
        }

        private static String text(Object value) {
            return value instanceof Object[] ? JsonText.of(value) : String.valueOf(value);
        }
    }

    public Optional<Setting> setting(String named) {
        return settings.stream().filter(each -> each.name().equals(named)).findFirst();
    }

    /** Returns whether the name of a setting suggests that its value is secret. */
    public static boolean isSecret(String name) {
        return SECRET_WORDS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains);
    }
}
