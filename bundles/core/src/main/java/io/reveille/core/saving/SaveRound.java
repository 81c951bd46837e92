package io.reveille.core.saving;

import io.reveille.core.state.RunState;
import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * All changes that are to be saved, and those of the present round, which go to the store batch by batch. A state that changes
 * before its turn in a round is saved in that turn, as it is by then. Belongs to the engine's thread.
 */
final class SaveRound {

    private final ChangedRecords waiting = new ChangedRecords();
    private ChangedRecords round = new ChangedRecords();

    void add(RunState state) {
        where(state.job()).add(state);
    }

    void add(StateRecord record) {
        where(record.job()).add(record);
    }

    private ChangedRecords where(String name) {
        return round.has(name) ? round : waiting;
    }

    /** Has the record of this name dropped. */
    void drop(String name) {
        round.leaveOut(name);
        waiting.drop(name);
    }

    /** Notes that records that are no jobs' run states are saved, or dropped, by other means: what waits of them is older. */
    void doneOtherwise(Collection<StateRecord> records, Collection<String> gone) {
        for (ChangedRecords older : List.of(round, waiting)) {
            records.forEach(record -> older.savedOtherwise(record.job()));
            gone.forEach(older::droppedOtherwise);
        }
    }

    boolean isEmpty() {
        return !isUnderWay() && waiting.isEmpty();
    }

    /** Whether more of a round is to follow. */
    boolean isUnderWay() {
        return !round.isEmpty();
    }

    /** Begins a round with all changes so far. */
    void begin() {
        round.addOlder(waiting.take(Integer.MAX_VALUE), name -> false);
    }

    /** Takes so many changes of the round at most. */
    ChangedRecords take(int most) {
        return round.take(most);
    }

    /**
     * Puts back what was not saved, unless something newer waits, and ends the round.
     *
     * @param isNewer whether a newer record of this name is on another way to the store
     */
    void putBack(ChangedRecords unsaved, Predicate<String> isNewer) {
        round.addOlder(unsaved, name -> false);
        end(isNewer);
    }

    /** Ends the round: what is left of it waits again. Returns all that waits. */
    ChangedRecords end(Predicate<String> isNewer) {
        waiting.addOlder(round, isNewer);
        round = new ChangedRecords();
        return waiting;
    }
}
