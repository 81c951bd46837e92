package io.reveille.core.intake;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.core.json.Json;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.JobProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Job definitions from properties and back: the one place that knows what a definition may say. */
public final class DefinitionCodec {

    /** How long the arguments may be, in characters of JSON. */
    public static final int MAX_ARGS = 16 * 1024;

    private static final int MAX_TEXT = 64;

    /** What a policy may say by the design, the default first; of these only the default is there yet. */
    private static final Map<String, List<String>> POLICIES = Map.of(
            JobProperties.MISFIRE, List.of("once", "skip", "all"),
            JobProperties.OVERLAP, List.of("skip", "queue", "parallel"),
            JobProperties.DELIVERY, List.of("at-least-once", "at-most-once"));

    private final ZoneId zone;

    /** @param zone what a schedule means that names none */
    public DefinitionCodec(ZoneId zone) {
        this.zone = zone;
    }

    /** What a schedule means that names no zone. */
    public ZoneId zone() {
        return zone;
    }

    /** Checks a job's name alone. */
    public void checkName(String name) {
        checkedText(JobProperties.NAME, name);
    }

    /**
     * Reads a definition.
     *
     * @throws JobDefinitionException naming the property, its value and what was expected
     */
    public JobDefinition read(Map<String, ?> properties) {
        String handler = checkedText(JobProperties.HANDLER, text(properties, JobProperties.HANDLER));
        String name = checkedText(JobProperties.NAME, text(properties, JobProperties.NAME));
        Schedule schedule = schedule(text(properties, JobProperties.SCHEDULE));
        Map<String, Object> arguments = arguments(optionalText(properties, JobProperties.ARGS));
        SortedSet<String> tags = tags(properties.get(JobProperties.TAGS));
        checkPolicies(properties);
        return new JobDefinition(name, schedule, handler, arguments, tags, JobPolicies.DEFAULTS);
    }

    /** Checks a definition made in code, by the same rules. */
    public JobDefinition check(JobDefinition given) {
        checkedText(JobProperties.HANDLER, given.handler());
        checkedText(JobProperties.NAME, given.name());
        Map<String, Object> arguments;
        try {
            arguments = Json.copyOf(given.arguments());
        } catch (IllegalArgumentException e) {
            throw bad(JobProperties.ARGS, "arguments", e.getMessage(), e);
        }
        checkLength(Json.print(arguments));
        return new JobDefinition(
                given.name(),
                supported(given.schedule()),
                given.handler(),
                arguments,
                tags(given.tags().toArray(new String[0])),
                given.policies());
    }

    /** Writes a definition; read again it is equal. */
    public static Map<String, Object> write(JobDefinition definition) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(JobProperties.NAME, definition.name());
        properties.put(JobProperties.SCHEDULE, definition.schedule().toString());
        properties.put(JobProperties.HANDLER, definition.handler());
        properties.put(JobProperties.ARGS, definition.arguments().isEmpty() ? "" : Json.print(definition.arguments()));
        properties.put(JobProperties.TAGS, definition.tags().toArray(new String[0]));
        return properties;
    }

    /** A short text that differs if the definition does. */
    public static String hash(JobDefinition definition) {
        String text = String.join(
                "\u0000",
                definition.name(),
                definition.schedule().toString(),
                definition.handler(),
                Json.print(sorted(definition.arguments())),
                String.join("\u0001", definition.tags()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Map<String, Object> sorted(Map<String, Object> arguments) {
        // The order of arguments means nothing, and Map.of gives another at each start of the process.
        Map<String, Object> sorted = new java.util.TreeMap<>();
        arguments.forEach((key, value) -> sorted.put(key, sortedValue(value)));
        return sorted;
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    private static Object sortedValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted((Map<String, Object>) map);
        }
        return value instanceof List<?> list
                ? list.stream().map(DefinitionCodec::sortedValue).toList()
                : value;
    }

    private Schedule schedule(String text) {
        try {
            return supported(Schedule.parse(text, zone));
        } catch (ScheduleSyntaxException e) {
            throw new JobDefinitionException(JobProperties.SCHEDULE, String.valueOf(e.getMessage()), e);
        }
    }

    /** What a schedule may say and the engine does not act on yet is refused: kept and not done would be worse. */
    private static Schedule supported(Schedule schedule) {
        if (schedule.isEvent()
                || schedule.times().isPresent()
                || !schedule.spread().isZero()) {
            String why = "not supported yet: @reboot, after another job, times and spread";
            throw bad(JobProperties.SCHEDULE, schedule, why, null);
        }
        return schedule;
    }

    private static Map<String, Object> arguments(String text) {
        if (text.isBlank()) {
            return Map.of();
        }
        checkLength(text);
        try {
            return Json.parseObject(text);
        } catch (IllegalArgumentException e) {
            throw bad(JobProperties.ARGS, text, e.getMessage(), e);
        }
    }

    private static void checkLength(String json) {
        if (json.length() > MAX_ARGS) {
            throw bad(
                    JobProperties.ARGS,
                    json,
                    json.length() + " characters of JSON, at most " + MAX_ARGS + " are allowed",
                    null);
        }
    }

    private static SortedSet<String> tags(@Nullable Object value) {
        SortedSet<String> tags = new TreeSet<>();
        if (value instanceof String[] several) {
            for (String tag : several) {
                addTag(tags, tag);
            }
        } else if (value instanceof Collection<?> several) {
            several.forEach(tag -> addTag(tags, String.valueOf(tag)));
        } else if (value instanceof String one) {
            addTag(tags, one);
        } else if (value != null) {
            throw bad(JobProperties.TAGS, value, "expected Strings", null);
        }
        return Collections.unmodifiableSortedSet(tags);
    }

    private static void addTag(Set<String> tags, String tag) {
        if (!tag.isBlank()) { // a form sends an empty line for no tags
            tags.add(checkedText(JobProperties.TAGS, tag.strip()));
        }
    }

    private static void checkPolicies(Map<String, ?> properties) {
        POLICIES.forEach((policy, values) -> {
            String value = optionalText(properties, policy);
            if (value.isEmpty() || value.equals(values.get(0))) {
                return;
            }
            throw bad(
                    policy,
                    value,
                    values.contains(value)
                            ? "not supported yet; only \"" + values.get(0) + "\" is"
                            : "expected one of " + String.join(", ", values),
                    null);
        });
        checkOnly(properties, JobProperties.TIMEOUT, "none");
        checkOnly(properties, JobProperties.RETRY, "0");
    }

    private static void checkOnly(Map<String, ?> properties, String policy, String only) {
        Object value = properties.get(policy);
        String text = value == null ? "" : value.toString().strip();
        if (!text.isEmpty() && !text.equals(only)) {
            throw bad(policy, text, "not supported yet; only \"" + only + "\" is", null);
        }
    }

    private static String text(Map<String, ?> properties, String property) {
        Object value = properties.get(property);
        if (value == null) {
            throw new JobDefinitionException(property, "The property \"" + property + "\" is missing.");
        }
        return optionalText(properties, property);
    }

    private static String optionalText(Map<String, ?> properties, String property) {
        Object value = properties.get(property);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw bad(
                    property,
                    value,
                    "expected a String, found " + value.getClass().getSimpleName(),
                    null);
        }
        return text;
    }

    /** The rule for names, of handlers and tags too: they stand in paths, tables, logs and PIDs. */
    private static String checkedText(String property, String text) {
        String fault = "";
        int length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            fault = "it is empty";
        } else if (length > MAX_TEXT) {
            fault = "it has " + length + " characters";
        } else if (text.indexOf('/') >= 0) {
            fault = "it has a slash";
        } else if (!text.equals(text.strip())) {
            fault = "it begins or ends with a blank";
        } else if (!text.codePoints().allMatch(DefinitionCodec::isPrintable)) {
            fault = "it has a control character or one that cannot be shown";
        }
        if (fault.isEmpty()) {
            return text;
        }
        throw bad(
                property,
                text,
                fault + "; expected 1 to " + MAX_TEXT + " printable characters without slash, none of them a control"
                        + " character",
                null);
    }

    private static boolean isPrintable(int c) {
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

    private static JobDefinitionException bad(
            String property, Object value, @Nullable String cause, @Nullable Throwable thrown) {
        String message = "The property \"" + property + "\" cannot be used: " + shown(value) + ": " + cause + ".";
        return thrown == null
                ? new JobDefinitionException(property, message)
                : new JobDefinitionException(property, message, thrown);
    }

    private static String shown(Object value) {
        StringBuilder shown = new StringBuilder("\"");
        value.toString().codePoints().limit(80).forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.append(value.toString().length() > 80 ? "…\"" : "\"").toString();
    }
}
