package io.reveille.core.transfer;

import io.reveille.core.intake.Fault;
import io.reveille.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job in a {@code schedule.json}: its fields by their types. A field that is null there is absent. */
final class AioEntry {

    static final String ARGS = "args";
    private static final String KWARGS = "kwargs";
    private static final String TAGS = "tags";

    private static final List<String> KEYS = List.of(
            "interval",
            "latest",
            "unit",
            "start_day",
            "at_time",
            "cancel_after",
            "job_func_name",
            ARGS,
            KWARGS,
            TAGS,
            "last_run",
            "next_run");

    private final String label;
    private final Map<?, ?> fields;
    private final Faults faults;

    /** @param place where it stands in the file */
    AioEntry(String place, Map<?, ?> fields, Faults faults) {
        this.label =
                fields.get("job_func_name") instanceof String function ? place + " (" + shown(function) + ")" : place;
        this.fields = fields;
        this.faults = faults;
    }

    private static String shown(String function) {
        String shown = Fault.shown(function);
        return shown.substring(1, shown.length() - 1);
    }

    /** The name of the entry in messages. */
    String label() {
        return label;
    }

    /** Makes a fault of each field that is not known here. */
    void checkKeys() {
        fields.forEach((key, value) -> {
            if (value != Json.NULL && !KEYS.contains(key.toString())) {
                faults.unknown(label, key.toString(), KEYS);
            }
        });
    }

    /** The value of a field, of whatever type; empty if there is none. */
    Optional<Object> value(String key) {
        Object value = fields.get(key);
        return value == Json.NULL ? Optional.empty() : Optional.ofNullable(value);
    }

    /** A text; empty if there is none. */
    Optional<String> text(String key) {
        return value(key).map(Object::toString); // what is no text is none of the words that are asked for either
    }

    /** A whole number from 1 on; empty if there is none. */
    Optional<Integer> number(String key) {
        Optional<Object> value = value(key);
        if (value.isPresent() && value.get() instanceof Long number && number >= 1 && number <= Integer.MAX_VALUE) {
            return Optional.of(number.intValue());
        }
        value.ifPresent(any -> fault(key, "expected a whole number from 1 on"));
        return Optional.empty();
    }

    /** The arguments of the function: those by name, and those by position as the list "args". */
    Map<String, Object> arguments() {
        List<?> positional = of(List.class, ARGS, "expected a list").orElse(List.of());
        Map<?, ?> named = of(Map.class, KWARGS, "expected an object").orElse(Map.of());
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (!positional.isEmpty()) {
            arguments.putAll(checked(ARGS, Map.of(ARGS, positional)));
            if (named.containsKey(ARGS)) {
                fault(KWARGS, "\"" + ARGS + "\" is what the arguments by position are called here");
            }
        }
        arguments.putAll(checked(KWARGS, named));
        return arguments;
    }

    private Map<String, Object> checked(String key, Map<?, ?> arguments) {
        try {
            return Json.copyOf(arguments);
        } catch (IllegalArgumentException e) {
            fault(key, String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    List<String> tags() {
        List<?> tags = of(List.class, TAGS, "expected a list").orElse(List.of());
        if (!tags.stream().allMatch(String.class::isInstance)) {
            fault(TAGS, "expected texts");
            return List.of();
        }
        return tags.stream().map(Objects::toString).toList();
    }

    /** The value of this field cannot be used. */
    void fault(String key, String why) {
        @Nullable Object value = fields.get(key);
        faults.value(label, key, value == null ? "nothing" : value, why);
    }

    private <T> Optional<T> of(Class<T> type, String key, String expected) {
        Optional<Object> value = value(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            fault(key, expected);
            return Optional.empty();
        }
        return value.map(type::cast);
    }
}
