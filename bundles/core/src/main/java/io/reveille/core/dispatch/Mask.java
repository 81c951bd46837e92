package io.reveille.core.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hides secrets in what a handler says. Use it before a text is cut or put on one line: half a secret is not found. Nor is
 * one that the handler has encoded.
 */
public final class Mask {

    /** Shorter secrets are not hidden: they would be found everywhere. */
    public static final int SHORTEST = 4;

    /** Hides nothing. */
    public static final Mask NONE = new Mask(Map.of());

    private record Found(int start, int end, String name) {}

    private final Map<String, String> secrets;

    /** @param secrets what they are, by name */
    Mask(Map<String, String> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    /** The text with <code>%{secret:NAME}</code> in place of each secret; where several overlap, of the longest. */
    public String apply(String text) {
        if (secrets.isEmpty()) {
            return text;
        }
        List<Found> all = new ArrayList<>();
        secrets.forEach((name, value) -> {
            if (value.length() >= SHORTEST) {
                for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                    all.add(new Found(at, at + value.length(), name));
                }
            }
        });
        if (all.isEmpty()) {
            return text;
        }
        all.sort(Comparator.comparingInt(Found::start).thenComparing(Found::name));
        StringBuilder masked = new StringBuilder();
        int done = 0;
        for (int i = 0; i < all.size(); ) {
            Found longest = all.get(i);
            int start = longest.start;
            int end = longest.end;
            for (i++; i < all.size() && all.get(i).start < end; i++) {
                Found next = all.get(i);
                end = Math.max(end, next.end);
                longest = next.end - next.start > longest.end - longest.start ? next : longest;
            }
            masked.append(text, done, start)
                    .append("%{secret:")
                    .append(longest.name)
                    .append('}');
            done = end;
        }
        return masked.append(text, done, text.length()).toString();
    }

    /** The data with each secret hidden in its texts, those of lists and maps in it and the names in these too. */
    public Map<String, Object> apply(Map<String, Object> data) {
        if (secrets.isEmpty()) {
            return data;
        }
        Map<String, Object> masked = new LinkedHashMap<>();
        data.forEach((name, value) -> masked.put(apply(name), value(value)));
        return masked;
    }

    /** How many secrets there are; never which. */
    @Override
    public String toString() {
        return "a mask for " + secrets.size() + " secrets";
    }

    private Object value(Object value) {
        if (value instanceof String text) {
            return apply(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> masked = new LinkedHashMap<>();
            map.forEach((name, inner) -> masked.put(apply(String.valueOf(name)), value(inner)));
            return masked;
        }
        return value;
    }
}
