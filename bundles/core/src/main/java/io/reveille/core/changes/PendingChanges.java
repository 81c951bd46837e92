package io.reveille.core.changes;

import io.reveille.core.saving.StateKeeper;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.ChangeNumbers;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.RecordKind;
import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The changes that Reveille is about to make to definitions, one a job, saved before they are made: a store that is
 * killed in the middle may have lost the old definitions. Belongs to the engine's thread.
 */
public final class PendingChanges {

    /** The number of changes whose effect on jobs is saved then, and the most of one job. */
    private static final int MOST = 100;

    private static final int MOST_OF_ONE_JOB = 20;

    private final StateKeeper keeper;
    private final ChangeNumbers numbers;
    private final Map<String, PendingChange> stored = new LinkedHashMap<>(); // by job; their effects are not saved
    private final Set<Long> marks = new LinkedHashSet<>(); // the numbers whose marks are stored
    private final Map<String, Long> done = new HashMap<>(); // the number of the last change carried out, by job
    private Map<String, Long> sent = Map.of(); // of those the ones whose effect the batch under way saves
    private List<String> former = List.of(); // names of records of earlier versions, carried out
    private List<String> sentFormer = List.of(); // of those the ones whose effect the batch under way saves
    private final Set<String> over = new LinkedHashSet<>(); // names of records no longer needed
    private final Set<String> again = new LinkedHashSet<>(); // jobs whose changes a failed save may have replaced
    private Set<String> dropped = Set.of(); // of those the ones that the batch under way drops
    private final WaitingCallers callers = new WaitingCallers();
    private final Set<String> underWay = new HashSet<>(); // jobs of the changes under way, one of each job at a time
    private final Map<Long, Unsaved> unsaved = new LinkedHashMap<>(); // by number

    /** Changes announced by one call, until the engine knows that they are saved. */
    private record Unsaved(List<PendingChange> announced, CompletableFuture<Boolean> answer) {}

    public PendingChanges(StateKeeper keeper, ChangeNumbers numbers) {
        this.keeper = keeper;
        this.numbers = numbers;
    }

    /** The number of the next changes. */
    public long number() {
        return numbers.next();
    }

    /** The change of a job that is stored, if its effect on the job is not saved. */
    public Optional<PendingChange> of(String job) {
        return Optional.ofNullable(stored.get(job));
    }

    /** Whether there is a stored change of one of these jobs, whose effect on the job is not saved. */
    public boolean hasAny(Collection<DefinitionChange> changes) {
        return changes.stream().anyMatch(change -> stored.containsKey(change.job()));
    }

    /** Has everything saved that stored changes have done, so that others can take their places. */
    public CompletableFuture<Boolean> settled() {
        CompletableFuture<Boolean> answer = callers.answer();
        keeper.flush(answer);
        return answer;
    }

    /** Saves changes, and drops records no longer needed; tells whether the changes are saved. */
    public CompletableFuture<Boolean> save(List<PendingChange> announced) {
        CompletableFuture<Boolean> answer = callers.answer();
        unsaved.put(announced.get(0).number(), new Unsaved(announced, answer));
        announced.forEach(change -> {
            underWay.add(change.job());
            again.remove(change.job());
        });
        List<StateRecord> records =
                announced.stream().flatMap(change -> change.records().stream()).toList();
        records.forEach(record -> over.remove(record.job()));
        catchUp();
        if (PendingChange.areTogether(announced)) {
            keeper.now(records, List.of(), saved -> saveMark(saved, announced, answer));
        } else {
            keeper.now(records, saved -> saved(saved, announced, answer), answer);
        }
        return answer;
    }

    /** Adds to the next save what failed saves may have replaced, and the records that are no longer needed. */
    private void catchUp() {
        List<String> gone = List.copyOf(over);
        List<String> jobs = List.copyOf(again);
        List<StateRecord> records = jobs.stream()
                .flatMap(job -> of(job).stream())
                .flatMap(change -> change.records().stream())
                .toList();
        if (!gone.isEmpty() || !records.isEmpty()) {
            keeper.now(records, gone, saved -> {
                if (saved) {
                    gone.forEach(over::remove);
                    jobs.forEach(again::remove);
                }
            });
        }
    }

    private void saveMark(boolean saved, List<PendingChange> announced, CompletableFuture<Boolean> answer) {
        if (!saved) {
            saved(false, announced, answer);
        } else if (!answer.isDone()) { // else Reveille stops
            StateRecord mark = StoredChanges.mark(announced.get(0).number(), false);
            keeper.now(List.of(mark), marked -> saved(marked, announced, answer), answer);
        }
    }

    private void saved(boolean saved, List<PendingChange> announced, CompletableFuture<Boolean> answer) {
        unsaved.remove(announced.get(0).number());
        if (!saved) {
            ended(announced);
            dropLater(announced); // the records may have been saved all the same
        }
        answer.complete(saved);
    }

    private void ended(List<PendingChange> announced) {
        announced.forEach(change -> underWay.remove(change.job()));
    }

    /** Saves that announced changes are taken back by these others; tells whether that is saved. */
    public CompletableFuture<Boolean> takeBack(List<PendingChange> announced, List<PendingChange> back) {
        CompletableFuture<Boolean> answer = callers.answer();
        List<StateRecord> records =
                back.stream().map(PendingChange::recordOfBack).toList();
        keeper.now(records, List.of(), saved -> {
            if (saved) {
                keeper.now(List.of(StoredChanges.mark(announced.get(0).number(), true)), List.of(), answer::complete);
            } else {
                answer.complete(false);
            }
        });
        return answer;
    }

    /** Leaves announced changes, or what takes them back, to the next start. */
    public void leave(List<PendingChange> announced) {
        ended(announced);
        announced.forEach(change -> stored.put(change.job(), change));
        if (PendingChange.areTogether(announced)) {
            marks.add(announced.get(0).number());
        }
    }

    /**
     * Notes that changes are carried out. They are kept until their effect on jobs is saved: their owners, and that a job
     * made after a deletion is another than the one before.
     */
    public void done(List<PendingChange> announced) {
        leave(announced);
        announced.forEach(change -> done.put(change.job(), change.number()));
        boolean imports = announced.stream()
                .anyMatch(change -> change.imported() == announced.get(0).number());
        boolean many = announced.stream().anyMatch(change -> change.before().size() >= MOST_OF_ONE_JOB);
        if (done.size() - sent.size() >= MOST
                || many
                || imports) { // a later change by others would end all of an import
            keeper.saveAll();
        }
    }

    /** Notes that all changes are on their way to the store; returns whether a pending change depends on that. */
    public boolean sent() {
        sent = Map.copyOf(done);
        sentFormer = former;
        dropped = Set.copyOf(over);
        return !sent.isEmpty() || !sentFormer.isEmpty();
    }

    /** Drops the changes whose effects are saved by now. */
    public void saved() {
        over.removeAll(dropped);
        sent.forEach((job, number) -> {
            if (done.remove(job, number)) {
                stored.remove(job);
                if (!isUnderWay(job)) { // else another change has taken its place in the store
                    dropLater(PendingChange.names(job));
                }
            }
        });
        sent = Map.of();
        dropped = Set.of();
        dropLater(sentFormer);
        former = sentFormer.isEmpty() ? former : List.of();
        List<Long> left = stored.values().stream().map(PendingChange::number).toList();
        List<Long> without =
                marks.stream().filter(number -> !left.contains(number)).toList();
        without.forEach(number -> {
            marks.remove(number);
            dropLater(List.of(StoredChanges.nameOfMark(number)));
        });
    }

    private void dropLater(Collection<String> names) {
        over.addAll(names);
        names.forEach(keeper::forgottenLater);
    }

    /** Drops at once changes that were not carried out and must not be. Tells whether that is saved. */
    public CompletableFuture<Boolean> withdraw(List<PendingChange> announced) {
        ended(announced);
        CompletableFuture<Boolean> answer = callers.answer();
        // Without their mark changes that are made together are not valid.
        List<StateRecord> before = PendingChange.areTogether(announced) ? List.of() : replaced(announced);
        List<String> names = PendingChange.areTogether(announced)
                ? List.of(StoredChanges.nameOfMark(announced.get(0).number()))
                : PendingChange.names(announced, before);
        keeper.now(before, names, saved -> {
            if (!saved || PendingChange.areTogether(announced)) {
                dropLater(announced);
            }
            answer.complete(saved);
        });
        return answer;
    }

    /** Drops changes with the next save, which is soon. */
    private void dropLater(List<PendingChange> announced) {
        List<StateRecord> before = replaced(announced);
        before.forEach(record -> keeper.changed(record, Urgency.SOON));
        announced.forEach(change -> again.add(change.job()));
        drop(PendingChange.names(announced, before));
    }

    /** The stored changes whose places these have taken. */
    private List<StateRecord> replaced(List<PendingChange> announced) {
        return announced.stream()
                .flatMap(change -> of(change.job()).stream())
                .flatMap(before -> before.records().stream())
                .toList();
    }

    /** Drops records with the next save, which is soon. */
    private void drop(Collection<String> names) {
        over.addAll(names);
        names.forEach(keeper::forgotten);
    }

    /** Whether a change of this job's definition is under way. */
    public boolean isUnderWay(String job) {
        return underWay.contains(job);
    }

    /**
     * Notes that somebody else has changed a definition, which stands: that is saved at once, with the effects of earlier
     * changes on the job.
     */
    public void overtaken(String job) {
        if (isStored(job)) {
            stored.computeIfPresent(job, (name, change) -> change.overtaken());
            keeper.flush(new CompletableFuture<>());
        }
    }

    /** Whether a change of this job that was carried out is in the store, and no other of ours is under way. */
    public boolean isStored(String job) {
        return !isUnderWay(job) && (done.containsKey(job) || over.contains(RecordKind.PENDING.nameOf(job)));
    }

    /** Takes up what a start has found. */
    public void recovered(
            Collection<PendingChange> carriedOut,
            Collection<PendingChange> refused,
            Set<Long> storedMarks,
            List<String> formerNames,
            Collection<String> unneeded) {
        carriedOut.forEach(change -> done.put(change.job(), change.number()));
        List.of(refused, carriedOut).forEach(all -> all.forEach(change -> stored.put(change.job(), change)));
        marks.addAll(storedMarks);
        former = formerNames;
        drop(unneeded);
    }

    /** Refuses the callers that wait; what was not acknowledged is not saved at the end either. */
    public void stop() {
        unsaved.values().stream()
                .filter(changes -> changes.answer.complete(false)) // else the caller goes on by what is saved
                .map(Unsaved::announced)
                .forEach(announced -> {
                    List<StateRecord> before = replaced(announced);
                    keeper.now(before, PendingChange.names(announced, before), saved -> {});
                });
        callers.refuse();
    }
}
