package io.reveille.core.intake;

import io.reveille.JobDefinitionException;
import io.reveille.spi.JobProperties;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts among properties: plain ones, names, lists of them. */
final class Texts {

    private static final Pattern COMMA = Pattern.compile(",");

    private static final int MAX_NAME = 64;

    private static final Interner<SortedSet<String>> TAGS = new Interner<>();

    private Texts() {}

    /** Reads the text of a property that must be there. */
    static String required(Map<String, ?> properties, String property) {
        if (properties.get(property) == null) {
            throw new JobDefinitionException(property, "The property \"" + property + "\" is missing.");
        }
        return optional(properties, property);
    }

    /** Reads the text of a property; empty if it is not there. */
    static String optional(Map<String, ?> properties, String property) {
        Object value = properties.get(property);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw Fault.wrongType(property, value, "a String");
        }
        return text;
    }

    /**
     * Reads a property of several texts: a list of them, or one text with commas between them, since many installers' files know no
     * lists. In a list a comma is a part of its text. Blank ones are left out, since a form sends an empty line for none.
     */
    static List<String> several(Map<String, ?> properties, String property) {
        return several(properties, property, COMMA);
    }

    /** The same, with another sign between those of one text. */
    static List<String> several(Map<String, ?> properties, String property, Pattern between) {
        return nonBlank(property, all(property, properties.get(property), between));
    }

    private static Collection<?> all(String property, @Nullable Object value, Pattern between) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof String[] several) {
            return Arrays.asList(several);
        }
        if (value instanceof Collection<?> several) {
            return several;
        }
        if (value instanceof String one) {
            return List.of(between.split(one, -1));
        }
        throw Fault.wrongType(property, value, "Strings");
    }

    private static List<String> nonBlank(String property, Collection<?> values) {
        return values.stream()
                .map(value -> {
                    if (value instanceof String text) {
                        return text.strip();
                    }
                    throw Fault.of(property, values, "expected Strings");
                })
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static SortedSet<String> tags(Collection<String> tags) {
        SortedSet<String> checked = new TreeSet<>();
        for (String tag : nonBlank(JobProperties.TAGS, tags)) {
            checked.add(checkedName(JobProperties.TAGS, tag));
        }
        return TAGS.one(Collections.unmodifiableSortedSet(checked));
    }

    /** Checks a name, also of a handler or a tag: names stand in paths, tables, logs and PIDs. */
    static String checkedName(String property, String text) {
        String fault = "";
        int length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            fault = "it is empty";
        } else if (length > MAX_NAME) {
            fault = "it has " + length + " characters";
        } else if (text.indexOf('/') >= 0) {
            fault = "it has a slash";
        } else if (!text.equals(text.strip())) {
            fault = "it begins or ends with a blank";
        } else if (!text.codePoints().allMatch(Fault::isPrintable)) {
            fault = "it has a control character or one that cannot be shown";
        }
        if (fault.isEmpty()) {
            return text;
        }
        throw Fault.of(
                property,
                text,
                fault + "; expected 1 to " + MAX_NAME + " printable characters without slash, none of them a control"
                        + " character");
    }
}
