package io.reveille.core.state;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds JSON to store: what is at its default is left out, most jobs are short to tell. */
public final class Written {

    private final Map<String, Object> json = new LinkedHashMap<>();

    public Map<String, Object> json() {
        return json;
    }

    public Written put(String key, boolean value) {
        return value ? always(key, true) : this;
    }

    public Written put(String key, @Nullable String value) {
        return value == null || value.isEmpty() ? this : always(key, value);
    }

    public Written put(String key, @Nullable Instant value) {
        return value == null ? this : always(key, value.toString());
    }

    public Written put(String key, long value) {
        return value == 0 ? this : always(key, value);
    }

    public Written put(String key, Map<String, Object> value) {
        return value.isEmpty() ? this : always(key, value);
    }

    public <T> Written put(String key, Collection<T> values, Function<T, Written> each) {
        List<Map<String, Object>> list =
                values.stream().map(each).map(Written::json).toList();
        return list.isEmpty() ? this : always(key, list);
    }

    public Written always(String key, Object value) {
        json.put(key, value);
        return this;
    }
}
