package io.reveille.core.dispatch;

import java.util.Map;

/** Placeholder. */
public final class Secrets {
    public record Resolved(Map<String, Object> arguments, Mask mask) {}

    public static final class Mask {
        public static final Mask NONE = new Mask();

        public String apply(String text) {
            return text;
        }

        public Map<String, Object> apply(Map<String, Object> data) {
            return data;
        }
    }

    public Resolved resolve(Map<String, Object> arguments) {
        return new Resolved(arguments, Mask.NONE);
    }
}
