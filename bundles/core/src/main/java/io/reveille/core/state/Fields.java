package io.reveille.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Typed access to stored JSON: an absent field is at its default, one of another type is damage. */
public record Fields(Map<String, Object> json) {

    public boolean has(String key) {
        return json.containsKey(key);
    }

    public String text(String key) {
        return as(String.class, key, "");
    }

    /** Of the text; one that does not say is none of ours. */
    public long version() {
        long version = count("v");
        if (version == 0) {
            throw new IllegalArgumentException("\"v\" is not there, expected a version");
        }
        return version;
    }

    /** A text that has to be there. */
    public String name(String key) {
        String name = text(key);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("\"" + key + "\" is not there");
        }
        return name;
    }

    void ifText(String key, Consumer<String> then) {
        if (has(key)) {
            then.accept(text(key));
        }
    }

    public boolean flag(String key) {
        return as(Boolean.class, key, false);
    }

    public long count(String key) {
        long count = as(Long.class, key, 0L);
        if (count < 0) {
            throw new IllegalArgumentException("\"" + key + "\" is " + count + ", expected a count");
        }
        return count;
    }

    public int smallCount(String key) {
        return (int) Math.min(Integer.MAX_VALUE, count(key));
    }

    public Instant time(String key) {
        try {
            return Instant.parse(text(key));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + key + "\" is no time: " + text(key), e);
        }
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    public Map<String, Object> object(String key) {
        return as(Map.class, key, Map.of());
    }

    Fields fields(String key) {
        return new Fields(object(key));
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    public List<Fields> list(String key) {
        return ((List<?>) as(List.class, key, List.of()))
                .stream()
                        .map(item -> {
                            if (item instanceof Map<?, ?> map) {
                                return new Fields((Map<String, Object>) map);
                            }
                            throw new IllegalArgumentException("\"" + key + "\" has " + item + ", expected objects");
                        })
                        .toList();
    }

    public <E extends Enum<E>> E one(Class<E> type, String key) {
        try {
            return Enum.valueOf(type, text(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + key + "\" is \"" + text(key) + "\", expected one of " + List.of(type.getEnumConstants()), e);
        }
    }

    private <T> T as(Class<T> type, String key, T absent) {
        Object value = json.getOrDefault(key, absent);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("\"" + key + "\" is " + value + ", expected a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
