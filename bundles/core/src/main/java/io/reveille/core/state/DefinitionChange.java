package io.reveille.core.state;

import io.reveille.JobDefinition;
import io.reveille.spi.JobProperties;
import java.util.Map;
import java.util.Optional;

/**
 * A change of one stored definition that we are to make.
 *
 * @param job the job's name
 * @param address where the definition lies; empty for a new one, or where the store would put it
 * @param properties the whole definition as it is to be; empty: it is to be deleted
 * @param owner the bundle that the job belongs to then; empty: it stays as it is
 * @param code tells what that bundle's code has given
 * @param said what the properties say, where that is known: they need not be read again
 */
public record DefinitionChange(
        String job,
        Optional<String> address,
        Optional<Map<String, Object>> properties,
        String owner,
        String code,
        Optional<JobDefinition> said) {

    /** A definition is to be stored, in place of the one that lies there, if an address is given. */
    public static DefinitionChange save(Optional<String> address, Map<String, Object> properties) {
        return new DefinitionChange(
                String.valueOf(properties.get(JobProperties.NAME)),
                address,
                Optional.of(Map.copyOf(properties)),
                "",
                "",
                Optional.empty());
    }

    /** A definition is to be deleted. */
    public static DefinitionChange delete(String job, String address) {
        return new DefinitionChange(job, Optional.of(address), Optional.empty(), "", "", Optional.empty());
    }

    /** The same, made by the code of a bundle. */
    public DefinitionChange by(String newOwner, String newCode) {
        return new DefinitionChange(job, address, properties, newOwner, newCode, said);
    }

    /**
     * The same, with what the properties say.
     *
     * @param definition of which the properties were written
     */
    public DefinitionChange saying(JobDefinition definition) {
        return new DefinitionChange(job, address, properties, owner, code, Optional.of(definition));
    }

    /** Whether it deletes. */
    public boolean deletes() {
        return properties.isEmpty();
    }

    /** The properties to store where others lie: those that are no part of a definition stay. */
    public Map<String, Object> over(Map<String, Object> there) {
        return JobProperties.replace(there, properties.orElse(Map.of()));
    }

    /**
     * Tells a definition by the texts of what belongs to it; what else lies at its address does not count. A store may give
     * the same definition back in other texts: one that can be used is told by what it means.
     */
    public static String hash(Map<String, Object> properties) {
        return TypedProperties.hash(JobProperties.definition(properties));
    }
}
