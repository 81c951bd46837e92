package io.reveille;

import java.util.Map;

/**
 * A definition that exists but cannot be used. The definition is kept untouched, and used once it has been corrected.
 *
 * @param source the place of the definition: the PID of its configuration, or the handler's service
 * @param reason the fault, and what was expected
 * @param properties the definition as found
 */
public record BrokenDefinition(String source, String reason, Map<String, Object> properties) {
    public BrokenDefinition {
        properties = Map.copyOf(properties);
    }
}
