package io.reveille.spi;

import io.reveille.schedule.Nearest;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from a configuration, whatever type a form, a file or a program has given to each. Blanks around a
 * value are ignored, an array or collection of one value is that value, and a text that can be parsed as a number is a
 * number. Each value that cannot be used is refused separately, with its name and what was expected; the others can
 * still be read.
 */
public final class SettingValues {

    private static final int SHOWN = 80;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    /** Keys that frameworks, consoles and installers put beside the settings, or that Declarative Services reads. */
    private static final Pattern FOREIGN =
            Pattern.compile("(service|component|felix|kura|osgi|org|com|aries|karaf|sling|webconsole)\\..*"
                    + "|objectClass|.*\\.(target|cardinality\\.minimum)|[^A-Za-z].*|");

    private final Map<String, ?> properties;

    public SettingValues(Map<String, ?> properties) {
        this.properties = properties;
    }

    /**
     * * Returns a text.
     *
     * @param name the name of the setting
     * @param standard the default
     * @throws SettingException if there are several values, or none in an array
     */
    public String text(String name, String standard) {
        return text(name, standard, "one text");
    }

    /**
     * Returns a whole number. A value written with a fraction is refused, even {@code 4.0}.
     *
     * @param name the name of the setting
     * @param least the least value
     * @param most the greatest value
     * @param standard the default
     * @throws SettingException if the value is out of range, or no whole number
     */
    public int whole(String name, int least, int most, int standard) {
        String expected = "a whole number from " + least + " to " + most;
        String text = text(name, String.valueOf(standard), expected);
        if (WHOLE.matcher(text).matches()) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        throw refused(name, text, expected);
    }

    /**
     * Returns a number.
     *
     * @param name the name of the setting
     * @param least the least value
     * @param most the greatest value
     * @param standard the default
     * @throws SettingException if the value is out of range, or no number
     */
    public double number(String name, int least, int most, double standard) {
        String expected = "a number from " + least + " to " + most;
        String text = text(name, String.valueOf(standard), expected);
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new SettingException(name, sentence(name, text, expected), e);
        }
        throw refused(name, text, expected);
    }

    /**
     * Returns a truth value.
     *
     * @param name the name of the setting
     * @param standard the default, also for an empty text
     * @throws SettingException if the value is neither {@code true} nor {@code false}
     */
    public boolean flag(String name, boolean standard) {
        String text = text(name, "", "true or false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "" -> standard;
            default -> throw refused(name, text, "true or false");
        };
    }

    /**
     * Returns a sentence for each key of the configuration that is no setting, with the setting that was perhaps meant.
     * Keys of other software are passed over: {@code service.pid}, {@code felix.fileinstall.filename} and the like.
     *
     * @param known the names of all settings
     */
    public List<String> unknown(Collection<String> known) {
        return properties.keySet().stream()
                .filter(key -> !known.contains(key) && !FOREIGN.matcher(key).matches())
                .sorted()
                .map(key -> "There is no setting " + shown(key)
                        + Nearest.of(key, known)
                                .map(meant -> " (did you mean \"" + meant + "\"?)")
                                .orElse("")
                        + ".")
                .toList();
    }

    /**
     * Returns an exception for a value that cannot be used.
     *
     * @param name the name of the setting
     * @param value the value
     * @param expected the expected values, for example {@code suspend or power-off}
     */
    public static SettingException refused(String name, String value, String expected) {
        return new SettingException(name, sentence(name, value, expected));
    }

    private static String sentence(String name, String value, String expected) {
        return "The setting " + name + " is " + shown(value) + "; expected " + expected + ".";
    }

    private String text(String name, String standard, String expected) {
        @Nullable Object value = properties.get(name);
        return value == null ? standard : single(name, value, expected).strip();
    }

    private static String single(String name, Object value, String expected) {
        List<?> values = list(value);
        if (values.size() != 1 || values.get(0) == null) {
            throw refused(name, values.toString(), expected);
        }
        return String.valueOf(values.get(0));
    }

    private static List<?> list(Object value) {
        if (value instanceof Collection<?> several) {
            return new ArrayList<>(several);
        }
        if (value.getClass().isArray()) {
            Object[] several = new Object[Array.getLength(value)];
            Arrays.setAll(several, i -> Array.get(value, i));
            return Arrays.asList(several);
        }
        return List.of(value);
    }

    /** Formats a value for a message: in quotes, cut, with unprintable characters as escapes. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }
}
