package io.reveille.spi;

import java.util.Map;

/**
 * A job definition as found in a store: its properties are not checked yet and may be wrong.
 *
 * @param id the address in the store, a configuration's PID for example; unique and stable, but not the job's identity
 * @param canonical whether the address is the one that the store itself gives to a job of this name; of two definitions
 *     with one name the canonical one is used, else the one with the smallest id
 * @param properties all properties at the address, see {@link JobProperties}
 * @param misplaced why the properties at this address are no definition, whatever they say, and what to do about it;
 *     empty for a definition. A misplaced one is shown among the broken, has no name, and is never written to
 */
public record StoredDefinition(String id, boolean canonical, Map<String, Object> properties, String misplaced) {
    public StoredDefinition {
        properties = Map.copyOf(properties);
    }

    /** Makes a definition that is not misplaced. */
    public StoredDefinition(String id, boolean canonical, Map<String, Object> properties) {
        this(id, canonical, properties, "");
    }
}
