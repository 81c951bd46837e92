package io.reveille.core.definitions;

import io.reveille.DeletedJob.How;
import io.reveille.JobDefinitionException;
import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.definitions.KeptDefinitions.Entry;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Definitions;
import io.reveille.core.intake.Succession;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Definitions that would take the place of the one that their job had last, while that has not come since the start, as
 * where definitions come one by one in any order; or while it is there and cannot be used. A definition that says the
 * same may take the place at once. Belongs to the engine's thread.
 */
final class StandIns {

    /** The time that a job's last definition is awaited, once another one of its name is there. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KeptDefinitions kept;
    private final Definitions definitions;
    private final DefinitionCodec codec;
    private final Retention.Clock clock;
    private final Set<String> waiting = new HashSet<>(); // names whose patience is running
    private final Set<String> over =
            new HashSet<>(); // names of jobs whose last definition is not waited for any longer

    StandIns(KeptDefinitions kept, Definitions definitions, DefinitionCodec codec, Retention.Clock clock) {
        this.kept = kept;
        this.definitions = definitions;
        this.codec = codec;
        this.clock = clock;
    }

    /** See {@link Succession#whyNotYet}. */
    String whyNotYet(Candidate candidate) {
        Optional<Entry> last = awaited(candidate);
        if (last.isEmpty()) {
            return "";
        }
        String address = last.get().record().address();
        String job = "The job \"" + candidate.job() + "\" ";
        if (definitions.at(address).isPresent()) {
            return job + "is defined by " + address + ", which cannot be used; correct that one, or delete it, and this"
                    + " one counts.";
        }
        return last.get().hasCome() || over.contains(candidate.job())
                ? ""
                : job + "was last defined by " + address + ", which says something else and has not come yet; this one"
                        + " counts if that does not come within " + PATIENCE.toSeconds() + " seconds.";
    }

    /** See {@link Succession#standsInFor}. */
    Optional<String> standsInFor(Candidate candidate) {
        return awaited(candidate)
                .filter(last -> over.contains(candidate.job()) && !last.hasCome())
                .map(last -> last.record().address());
    }

    /** See {@link Succession#await}. */
    void await(String job, Runnable whenOver) {
        if (waiting.add(job)) {
            clock.agenda().after(clock.time().wall(), PATIENCE, "patience for " + job, () -> {
                waiting.remove(job);
                waitNoLonger(job);
                whenOver.run();
            });
        }
    }

    /** See {@link Succession#waitNoLonger}. */
    void waitNoLonger(String job) {
        over.add(job);
    }

    /** Finds the definition that the job had last, if it is gone or cannot be used and this one differs. */
    private Optional<Entry> awaited(Candidate candidate) {
        return kept.find(candidate.job())
                .filter(last ->
                        last.deleted().filter(gone -> gone.how() != How.MISSING).isEmpty())
                .filter(last -> !last.record().address().equals(candidate.source()))
                .filter(last -> definitions
                        .at(last.record().address())
                        .filter(there -> there.fault() == null)
                        .isEmpty())
                .filter(last -> !saysTheSame(last.record(), candidate));
    }

    /** Whether a definition means the same as the record, in whatever shape the store gives it. */
    boolean saysTheSame(DefinitionRecord record, Candidate candidate) {
        try {
            return codec.read(record.properties()).equals(candidate.definition());
        } catch (JobDefinitionException e) {
            return false; // the recorded text was usable once, by other rules
        }
    }
}
