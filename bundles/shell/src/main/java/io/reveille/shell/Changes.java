package io.reveille.shell;

import io.reveille.json.JsonText;
import io.reveille.spi.JobProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Changes of a job as words {@code KEY=VALUE}: a key that is a property of definitions sets the property, any other
 * sets an argument, and {@code args.KEY} always sets an argument. An empty value removes the property or argument.
 */
final class Changes {

    private static final String ARGUMENT = JobProperties.ARGS + ".";

    /** The texts that are read as JSON; any other value is a plain text. */
    private static final Pattern LITERAL =
            Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?|[\\[{\"].*", Pattern.DOTALL);

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> arguments = new LinkedHashMap<>();

    private Changes() {}

    /**
     * Reads changes from a line.
     *
     * @param from the index of the first word that is a change
     * @throws IllegalArgumentException if a word is no change
     */
    static Changes of(Line line, int from) {
        Changes changes = new Changes();
        for (String word : line.words().subList(from, line.words().size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw line.refused("\"" + word + "\" is no KEY=VALUE; what has blanks in it wants quotes around it");
            }
            changes.put(word.substring(0, equals), word.substring(equals + 1));
        }
        if (changes.names(JobProperties.ARGS) && changes.hasArguments()) {
            throw line.refused("args= gives all arguments at once, and others are given beside it");
        }
        return changes;
    }

    private void put(String key, String value) {
        if (JobProperties.ALL.contains(key)) {
            properties.put(key, value);
        } else {
            arguments.put(key.startsWith(ARGUMENT) ? key.substring(ARGUMENT.length()) : key, value);
        }
    }

    boolean isNothing() {
        return properties.isEmpty() && arguments.isEmpty();
    }

    /** Returns whether arguments are given one by one. */
    boolean hasArguments() {
        return !arguments.isEmpty();
    }

    boolean names(String property) {
        return properties.containsKey(property);
    }

    /**
     * Returns the changed properties.
     *
     * @param before the present properties
     * @param given the present arguments
     */
    Map<String, Object> on(Map<String, Object> before, Map<String, Object> given) {
        Map<String, Object> after = new LinkedHashMap<>(before);
        properties.forEach((key, value) -> set(after, key, value));
        if (!arguments.isEmpty()) {
            after.put(JobProperties.ARGS, arguments(given));
        }
        return after;
    }

    private static void set(Map<String, Object> after, String key, String value) {
        if (value.isEmpty()) {
            after.remove(key);
        } else if (key.equals(JobProperties.TAGS) || key.equals(JobProperties.GATES)) {
            after.put(key, List.of(value.strip().split("\\s*,\\s*")).toArray(new String[0]));
        } else {
            after.put(key, value);
        }
    }

    /** As JSON. */
    private String arguments(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(given);
        arguments.forEach((key, value) -> {
            if (value.isEmpty()) {
                all.remove(key);
            } else {
                all.put(key, LITERAL.matcher(value).matches() ? new JsonText.Ready(value) : value);
            }
        });
        return JsonText.of(all);
    }
}
