package io.reveille.core.intake;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StoredDefinition;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A definition as it came in: read, or broken.
 *
 * @param source the place of the definition: an id of the store, or a handler's service
 * @param rank the precedence: of two with one name the lower rank counts, then the smaller source
 * @param owner the bundle that carries the definition; empty for a stored one
 * @param properties the properties as found
 * @param definition the definition as read; null if broken
 * @param fault the reason why the definition is broken; null if it is not
 */
public record Candidate(
        String source,
        Rank rank,
        Optional<String> owner,
        Map<String, Object> properties,
        @Nullable JobDefinition definition,
        @Nullable JobDefinitionException fault) {

    /** The precedence of definitions with one name. */
    public enum Rank {
        /** Stored, at the address that the store itself gives to the name. */
        CANONICAL,
        /** Stored elsewhere, by a console for example. */
        STORED,
        /** Carried by a handler's service; definitions that an operator stores go first. */
        WHITEBOARD,
        /** Stored where no definition lies. */
        MISPLACED
    }

    /**
     * The order of definitions with one name. Services are numbered anew at each start: of two that carry one name the
     * bundle decides first.
     */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::rank)
            .thenComparing(candidate -> candidate.owner().orElse(""))
            .thenComparing(Candidate::source);

    /** Reads the properties; a fault in them becomes part of the candidate. */
    static Candidate read(
            String source, Rank rank, Optional<String> owner, Map<String, Object> properties, DefinitionCodec codec) {
        try {
            return new Candidate(source, rank, owner, properties, codec.read(properties), null);
        } catch (JobDefinitionException e) {
            return new Candidate(source, rank, owner, properties, null, e);
        }
    }

    /** Makes a candidate of a text at an address where no definition lies: it defines no job, whatever name it says. */
    static Candidate misplaced(StoredDefinition stored) {
        return new Candidate(
                stored.id(),
                Rank.MISPLACED,
                Optional.empty(),
                stored.properties(),
                null,
                new JobDefinitionException("service.factoryPid", stored.misplaced()));
    }

    /** The name of the job in the properties, usable or not; empty if there is none. */
    public String job() {
        return definition != null
                ? definition.name()
                : rank != Rank.MISPLACED && properties.get(JobProperties.NAME) instanceof String name ? name : "";
    }

    public boolean isCanonical() {
        return rank == Rank.CANONICAL;
    }

    public boolean isStored() {
        return rank == Rank.CANONICAL || rank == Rank.STORED;
    }

    /** Whether another candidate means the same, whatever else differs. */
    boolean saysTheSameAs(Candidate other) {
        return rank == other.rank
                && source.equals(other.source)
                && Objects.equals(definition, other.definition)
                && (fault == null) == (other.fault == null);
    }
}
