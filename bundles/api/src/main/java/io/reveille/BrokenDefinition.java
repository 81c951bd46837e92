package io.reveille;

import java.util.Map;

/**
 * A definition that exists but cannot be used. It is kept untouched, and taken up once corrected.
 *
 * @param source where it lies: the PID of its configuration, or the handler's service
 * @param reason what is wrong, what was expected
 * @param properties the definition as found
 */
public record BrokenDefinition(String source, String reason, Map<String, Object> properties) {
    public BrokenDefinition {
        properties = Map.copyOf(properties);
    }
}
