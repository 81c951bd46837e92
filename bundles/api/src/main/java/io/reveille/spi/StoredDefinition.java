package io.reveille.spi;

import java.util.Map;

/**
 * A job definition as it lies in a store: properties not yet read, which may be wrong.
 *
 * @param id its address in the store, a configuration's PID for example; unique and stable, but not the job's identity
 * @param canonical whether the address is the one that the store itself gives to a job of this name; of two
 *     definitions with one name the canonical one counts, else the one with the smallest id
 * @param properties see {@link JobProperties}
 */
public record StoredDefinition(String id, boolean canonical, Map<String, Object> properties) {
    public StoredDefinition {
        properties = Map.copyOf(properties);
    }
}
