package io.reveille.spi;

import java.util.Map;

/**
 * A job definition as it lies in a store: properties not yet read, which may be wrong.
 *
 * @param id its address in the store, a configuration's PID for example; unique and stable, but not the job's identity
 * @param canonical whether the address is the one that the store itself gives to a job of this name; of two
 *     definitions with one name the canonical one counts, else the one with the smallest id
 * @param properties see {@link JobProperties}
 * @param misplaced why what lies at this address is no definition, whatever it says, and what to do about it; empty if it is
 *     one. Such a one is shown among the broken, has no name, and is never written to
 */
public record StoredDefinition(String id, boolean canonical, Map<String, Object> properties, String misplaced) {
    public StoredDefinition {
        properties = Map.copyOf(properties);
    }

    /** One that lies where definitions lie. */
    public StoredDefinition(String id, boolean canonical, Map<String, Object> properties) {
        this(id, canonical, properties, "");
    }
}
