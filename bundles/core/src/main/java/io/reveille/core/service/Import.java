package io.reveille.core.service;

import io.reveille.ImportPlan;
import io.reveille.JobDefinitionException;
import io.reveille.core.engine.ArgumentQuestions;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.transfer.Document;
import io.reveille.core.transfer.Planned;
import io.reveille.core.transfer.Snapshot;
import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An import that was thought through: what it changes, and the way to do it. */
final class Import implements ImportPlan {

    private final Document document;
    private final List<Planned> planned;
    private final List<String> untouched;
    private final DefinitionQuestions questions;
    private final DefinitionChanges changes;
    private boolean applied; // guarded by the definition lock

    Import(Document document, Snapshot here, Instant now, DefinitionQuestions questions, DefinitionChanges changes) {
        this.document = document;
        this.planned = Planned.of(document, here, now);
        this.untouched = Planned.untouched(document, here);
        this.questions = questions;
        this.changes = changes;
    }

    /**
     * @throws io.reveille.ImportException if the store cannot keep jobs that it would make or change, or handlers refuse their
     *     arguments
     */
    void check(ArgumentQuestions arguments) {
        Planned.check(planned, definition -> changes.refusal(definition).or(() -> arguments.refusal(definition)));
    }

    @Override
    public String source() {
        return document.source();
    }

    @Override
    public List<Item> items() {
        return planned.stream().map(Planned::item).toList();
    }

    @Override
    public List<String> untouched() {
        return untouched;
    }

    @Override
    public List<String> passedOver() {
        return document.passedOver();
    }

    @Override
    public void apply() {
        applied = questions.changes().hold(this::applyOnce);
    }

    private boolean applyOnce() {
        if (applied) {
            throw new IllegalStateException("This import has been applied; make another plan.");
        }
        checkNothingHasChanged();
        List<Planned> changing =
                planned.stream().filter(one -> one.item().kind() != Kind.SAME).toList();
        List<StateRecord> states =
                changing.stream().flatMap(one -> one.state().stream()).toList();
        changes.apply(changing.stream().map(Import::change).toList(), states);
        return true;
    }

    private static DefinitionChange change(Planned planned) {
        return DefinitionChange.save(
                        planned.there().map(Candidate::source), DefinitionCodec.write(planned.definition()))
                .saying(planned.definition());
    }

    private void checkNothingHasChanged() {
        Snapshot now = questions.known((intake, states) -> Snapshot.of(intake, states, false, document.names()));
        List<String> changed = planned.stream()
                .filter(one -> !isSame(one.there(), now.stored(one.item().name())))
                .map(one -> "\"" + one.item().name() + "\"")
                .toList();
        if (!changed.isEmpty()) {
            throw new IllegalStateException("Since the plan was made the definitions of these jobs have changed: "
                    + String.join(", ", changed) + ". Nothing was changed by it; make another plan.");
        }
    }

    private static boolean isSame(Optional<Candidate> before, Optional<Candidate> now) {
        return before.map(Candidate::source).equals(now.map(Candidate::source))
                && Objects.equals(
                        before.map(Candidate::definition).orElse(null),
                        now.map(Candidate::definition).orElse(null))
                && Objects.equals(fault(before), fault(now));
    }

    private static @Nullable String fault(Optional<Candidate> candidate) {
        return candidate
                .map(Candidate::fault)
                .map(JobDefinitionException::getMessage)
                .orElse(null);
    }
}
