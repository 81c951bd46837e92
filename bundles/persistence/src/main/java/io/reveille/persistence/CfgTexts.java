package io.reveille.persistence;

import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A definition in words that a {@code .cfg} file of Apache Felix FileInstall can hold. FileInstall gives such a file types as soon as one
 * value is no text, and does not read back then what it has written: a quote or a backslash within {@code args} cuts them off, an
 * umlaut becomes a question mark, and a plain line that somebody adds makes plain texts of all others. Texts it reads back,
 * except that it replaces <code>${…}</code> and makes one backslash of two.
 */
final class CfgTexts {

    private static final String PLAIN = ".cfg";
    private static final String TYPED = ".config";

    private CfgTexts() {}

    /** Returns the same definition as texts if it came by a {@code .cfg} file, and else the properties as they are. */
    static Map<String, Object> of(Map<String, Object> properties) {
        if (!(properties.get(FileOrigins.ORIGIN) instanceof String file) || !file.endsWith(PLAIN)) {
            return properties;
        }
        Map<String, Object> texts = new HashMap<>(properties);
        texts.keySet().retainAll(JobProperties.ALL);
        texts.replaceAll((name, value) -> text(value));
        texts.computeIfPresent(JobProperties.ARGS, (name, value) -> unreplaced(value));
        Map<String, Object> all = JobProperties.replace(properties, texts);
        all.values().removeIf(value -> value instanceof String[] list && list.length == 0);
        return all;
    }

    /**
     * Refuses what FileInstall would write into a file with types and not read back.
     *
     * @param before what the file says
     * @throws IOException if a value that changes has a backslash in it
     */
    static void check(Map<String, Object> before, Map<String, Object> after) throws IOException {
        if (!(after.get(FileOrigins.ORIGIN) instanceof String file) || !file.endsWith(TYPED)) {
            return;
        }
        for (Map.Entry<String, Object> each : JobProperties.definition(after).entrySet()) {
            if (each.getValue() instanceof String text
                    && text.indexOf('\\') >= 0
                    && !text.equals(before.get(each.getKey()))) {
                throw new IOException(
                        "\"" + each.getKey() + "\" would have a backslash in it, which FileInstall does not read"
                                + " back from " + file + "; edit that file, or make it a .cfg or .cfg.json");
            }
        }
    }

    private static Object text(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (!(value instanceof String[] || value instanceof Collection)) {
            return value;
        }
        List<String> list = value instanceof String[] array
                ? Arrays.asList(array)
                : ((Collection<?>) value).stream().map(String::valueOf).toList();
        // A list of one text has commas between its values, and no way to say one that has a comma in it.
        boolean isSayable = list.stream().noneMatch(each -> each.contains(","));
        return isSayable && !list.isEmpty() ? String.join(", ", list) : list.toArray(new String[0]);
    }

    /** Returns the same JSON, without what FileInstall replaces. */
    private static Object unreplaced(Object args) {
        return args instanceof String json ? json.replace("\\\\", "\\u005c").replace("${", "\\u0024{") : args;
    }
}
