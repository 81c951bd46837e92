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
 * @param source where it lies: an id of the store, or a handler's service
 * @param rank of two with one name the lower rank counts, then the smaller source
 * @param owner the bundle that carries it; empty for a stored one
 * @param properties as found
 * @param definition what they say; null if broken
 * @param fault why it is broken; null if it is not
 */
public record Candidate(
        String source,
        Rank rank,
        Optional<String> owner,
        Map<String, Object> properties,
        @Nullable JobDefinition definition,
        @Nullable JobDefinitionException fault) {

    /** Which goes before which. */
    public enum Rank {
        /** Stored, at the address that the store itself gives to the name. */
        CANONICAL,
        /** Stored elsewhere, by a console for example. */
        STORED,
        /** Carried by a handler's service: what an operator stores goes before it. */
        WHITEBOARD,
        /** Stored where no definition lies. */
        MISPLACED
    }

    /** Services are numbered anew at each start: of two that carry one name the bundle decides first. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::rank)
            .thenComparing(candidate -> candidate.owner().orElse(""))
            .thenComparing(Candidate::source);

    /** Reads the properties; what is wrong with them becomes part of the candidate. */
    static Candidate read(
            String source, Rank rank, Optional<String> owner, Map<String, Object> properties, DefinitionCodec codec) {
        try {
            return new Candidate(source, rank, owner, properties, codec.read(properties), null);
        } catch (JobDefinitionException e) {
            return new Candidate(source, rank, owner, properties, null, e);
        }
    }

    /** A text at an address of the store that is no definition: it defines no job, whatever name it says. */
    static Candidate misplaced(StoredDefinition stored) {
        return new Candidate(
                stored.id(),
                Rank.MISPLACED,
                Optional.empty(),
                stored.properties(),
                null,
                new JobDefinitionException("service.factoryPid", stored.misplaced()));
    }

    /** The name of the job that it says it defines, usable or not; empty if it says none. */
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

    /** Whether it means the same, whatever else has changed about it. */
    boolean saysTheSameAs(Candidate other) {
        return rank == other.rank
                && source.equals(other.source)
                && Objects.equals(definition, other.definition)
                && (fault == null) == (other.fault == null);
    }
}
