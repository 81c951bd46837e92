package io.reveille.core.definitions;

import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Definitions;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.IntentNumbers;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The changes that Reveille is about to make to definitions, saved before they are made: a store that is killed in the
 * middle may have lost the old definitions. Belongs to the engine's thread.
 */
public final class Intents {

    /** A caller that waits until an intent is saved. */
    private record Waiting(Intent intent, CompletableFuture<Intent> answer) {}

    /** The most finished intents kept until their effect on jobs is saved. */
    private static final int MOST_DONE = 100;

    private final StateKeeper keeper;
    private final Definitions definitions;
    private final DefinitionCodec codec;
    private final IntentNumbers numbers;
    private final Map<Long, Waiting> waiting = new HashMap<>(); // by the intent's number
    private final Map<Long, Intent> done = new LinkedHashMap<>(); // done, but the effect on jobs may not be saved yet
    private List<Long> sent = List.of(); // the finished ones that the batch under way saves
    private final Set<String> over = new LinkedHashSet<>(); // names of records no longer needed
    private final Map<Long, CompletableFuture<Boolean>> dropping = new HashMap<>(); // who waits until records are gone
    private Set<String> underWay = Set.of(); // jobs of the intent under way, one at a time
    private long drops;

    public Intents(StateKeeper keeper, Definitions definitions, DefinitionCodec codec, IntentNumbers numbers) {
        this.keeper = keeper;
        this.definitions = definitions;
        this.codec = codec;
        this.numbers = numbers;
    }

    /**
     * Saves an intent, and drops those no longer needed; fails if the store does.
     *
     * @param states the states that new jobs go on with
     */
    CompletableFuture<Intent> save(List<DefinitionChange> changes, List<StateRecord> states) {
        List<DefinitionChange> knowing =
                changes.stream().map(change -> change.instead(there(change))).toList();
        return save(new Intent(numbers.next(), knowing, states), List.of());
    }

    /**
     * Saves an intent in place of another, whose changes it takes back. The given changes already say what is there
     * now.
     */
    CompletableFuture<Intent> saveInstead(List<DefinitionChange> changes, Intent of) {
        return save(new Intent(numbers.next(), changes), of.names());
    }

    private CompletableFuture<Intent> save(Intent intent, List<String> instead) {
        underWay = intent.changes().stream().map(DefinitionChange::job).collect(Collectors.toSet());
        List<StateRecord> records = intent.write();
        List<StateRecord> parts = records.subList(0, records.size() - 1);
        Waiting who = new Waiting(intent, new CompletableFuture<>());
        waiting.put(intent.number(), who);
        over.addAll(instead);
        if (parts.isEmpty()) {
            saveLast(who, records);
        } else {
            keeper.now(parts, List.of(), saved -> {
                if (saved) {
                    saveLast(who, records);
                } else {
                    failed(who);
                }
            });
        }
        return who.answer();
    }

    private void saveLast(Waiting who, List<StateRecord> records) {
        if (!waiting.containsKey(who.intent().number())) {
            return; // Reveille stops
        }
        List<String> gone = List.copyOf(over);
        keeper.now(records.subList(records.size() - 1, records.size()), gone, saved -> {
            if (saved) {
                gone.forEach(over::remove);
                waiting.remove(who.intent().number());
                who.answer().complete(who.intent());
            } else {
                failed(who);
            }
        });
    }

    private void failed(Waiting who) {
        drop(who.intent().names()); // the intent may have been saved all the same
        waiting.remove(who.intent().number());
        who.answer()
                .completeExceptionally(new IllegalStateException(
                        "The state store failed, without which no definition is changed; nothing was changed. See the"
                                + " log."));
    }

    /** Describes the stored definition that is to be changed. */
    private String there(DefinitionChange change) {
        return change.address()
                .flatMap(definitions::at)
                .or(() -> definitions.named(change.job()))
                .filter(Candidate::isStored)
                .map(there -> codec.meaning(there.properties()))
                .orElse(DefinitionChange.NOTHING);
    }

    /**
     * Notes that an intent is carried out. The intent is kept until its effect on jobs is saved: their owners, and that
     * a job made after a deletion is another than the one before.
     */
    public void done(Intent intent) {
        underWay = Set.of();
        done.put(intent.number(), intent);
        if (done.size() >= MOST_DONE || !intent.states().isEmpty()) { // a later change by others would end all of it
            keeper.flush(new CompletableFuture<>());
        }
    }

    /** Notes that all changes are on their way to the store; returns whether an intent depends on that. */
    public boolean sent() {
        sent = List.copyOf(done.keySet());
        return !sent.isEmpty();
    }

    /** Drops the intents whose effects are saved by now. */
    public void saved() {
        for (long number : sent) {
            Intent intent = done.remove(number);
            if (intent != null) {
                over.addAll(intent.names());
                intent.names().forEach(keeper::forgottenLater);
            }
        }
        sent = List.of();
    }

    /** Drops at once the records of an intent that was not carried out and must not be. Tells whether they are gone. */
    CompletableFuture<Boolean> dropNow(Collection<String> names) {
        underWay = Set.of();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        long number = ++drops;
        dropping.put(number, answer);
        keeper.now(List.of(), names, saved -> {
            if (!saved) {
                drop(names);
            }
            dropping.remove(number);
            answer.complete(saved);
        });
        return answer;
    }

    /** Drops records with the next save. */
    public void drop(Collection<String> names) {
        over.addAll(names);
        names.forEach(keeper::forgotten);
    }

    /** Whether an intent under way changes the definition of this job. */
    public boolean isUnderWay(String job) {
        return underWay.contains(job);
    }

    /**
     * Notes that somebody else has changed a definition: earlier intents must not change it again. Their effect on jobs
     * stays known until saved.
     */
    public void overtaken(String job) {
        if (isUnderWay(job)) {
            return; // the change is our own
        }
        List<StateRecord> settlements = new ArrayList<>();
        for (Intent intent : List.copyOf(done.values())) {
            if (intent.isOpenFor(job)) {
                done.put(intent.number(), intent.settledFor(job));
                settlements.add(intent.settlement(job));
            }
        }
        if (!settlements.isEmpty()) {
            keeper.now(settlements, List.of(), saved -> {
                if (!saved) {
                    settlements.forEach(record -> keeper.changed(record, Urgency.SOON));
                }
            });
        }
    }

    /** Refuses the callers that wait; an intent that was not acknowledged is not saved at the end either. */
    public void stop() {
        for (Waiting who : waiting.values()) {
            keeper.now(List.of(), who.intent().names(), saved -> {});
            who.answer().completeExceptionally(new IllegalStateException("Reveille has stopped."));
        }
        waiting.clear();
        dropping.values().forEach(answer -> answer.complete(false));
        dropping.clear();
    }
}
