package io.reveille.core.definitions;

import io.reveille.DeletedJob.How;
import io.reveille.JobDefinitionException;
import io.reveille.core.definitions.KeptDefinitions.Entry;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Succession;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Definitions that would take the place of the one that their job had last, while that has not come since the start, as
 * where definitions come one by one in any order; or while it is there and cannot be used. One that says the same may do so
 * at once. Belongs to the engine's thread.
 */
final class StandIns implements Succession {

    /** How long the one that the job had last is waited for, once another one of its name is there. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KeptDefinitions kept;
    private final DefinitionIntake intake;
    private final Retention.Clock clock;
    private final Set<String> waiting = new HashSet<>(); // names whose patience is running
    private final Set<String> over = new HashSet<>(); // names of which it has run out
    private Consumer<String> whenTaken = name -> {};

    StandIns(KeptDefinitions kept, DefinitionIntake intake, Retention.Clock clock) {
        this.kept = kept;
        this.intake = intake;
        this.clock = clock;
    }

    /** Sets the listener that is told of each name of which a definition counts now that has waited. */
    void whenTaken(Consumer<String> then) {
        whenTaken = then;
    }

    @Override
    public String whyNotYet(Candidate candidate) {
        Optional<Entry> last = awaited(candidate);
        if (last.isEmpty()) {
            return "";
        }
        String address = last.get().record().address();
        String job = "The job \"" + candidate.job() + "\" ";
        if (intake.at(address).isPresent()) {
            return job + "is defined by " + address + ", which cannot be used; correct that one, or delete it, and this"
                    + " one counts.";
        }
        return last.get().hasCome() || over.contains(candidate.job())
                ? ""
                : job + "was last defined by " + address + ", which says something else and has not come yet; this one"
                        + " counts if that does not come within " + PATIENCE.toSeconds() + " seconds.";
    }

    @Override
    public Optional<String> standsInFor(Candidate candidate) {
        return awaited(candidate)
                .filter(last -> over.contains(candidate.job()) && !last.hasCome())
                .map(last -> last.record().address());
    }

    @Override
    public void waits(String job) {
        if (waiting.add(job)) {
            clock.agenda().after(clock.time().wall(), PATIENCE, () -> {
                waiting.remove(job);
                waitNoLonger(job);
            });
        }
    }

    /** The definition that the job had last has had its time to come. */
    void waitNoLonger(String job) {
        over.add(job);
        reconsider(job);
    }

    /** Looks again, since whatever stood in the way of others of this name may have gone. */
    void reconsider(String job) {
        Optional<Candidate> before = intake.best(job);
        intake.settle(job);
        if (before.isEmpty() && intake.best(job).isPresent()) {
            whenTaken.accept(job);
        }
    }

    /** The definition that the job had last, if it is there no more or cannot be used, and this one is another. */
    private Optional<Entry> awaited(Candidate candidate) {
        return kept.find(candidate.job())
                .filter(last ->
                        last.deleted().filter(gone -> gone.how() != How.MISSING).isEmpty())
                .filter(last -> !last.record().address().equals(candidate.source()))
                .filter(last -> intake.at(last.record().address())
                        .filter(there -> there.fault() == null)
                        .isEmpty())
                .filter(last -> !saysTheSame(last.record(), candidate));
    }

    /** Whether a definition means what was kept, in whatever shape the store gives it. */
    boolean saysTheSame(DefinitionRecord record, Candidate candidate) {
        try {
            return intake.codec().read(record.properties()).equals(candidate.definition());
        } catch (JobDefinitionException e) {
            return false; // it could be used once, by other rules
        }
    }
}
