package io.reveille.core.saving;

import io.reveille.core.state.RunState;
import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Changes that are to be saved, in the order in which each came first. Belongs to the engine's thread. */
final class ChangedRecords {

    private final Map<String, RunState> states = new LinkedHashMap<>(); // by job
    private final Map<String, StateRecord> others = new LinkedHashMap<>(); // no job's run state
    private final Set<String> gone = new LinkedHashSet<>();

    boolean isEmpty() {
        return states.isEmpty() && others.isEmpty() && gone.isEmpty();
    }

    /** Whether a state or a record of this name is among them. */
    boolean has(String name) {
        return states.containsKey(name) || others.containsKey(name);
    }

    void add(RunState state) {
        gone.remove(state.job());
        states.put(state.job(), state);
    }

    void add(StateRecord record) {
        gone.remove(record.job());
        others.put(record.job(), record);
    }

    /** Has the record of this name dropped. */
    void drop(String name) {
        leaveOut(name);
        gone.add(name);
    }

    /** Leaves a change of this name out; what is in the store stays. */
    void leaveOut(String name) {
        states.remove(name);
        others.remove(name);
    }

    /** Notes that a record that is no job's run state is saved by other means: what waits under its name is older. */
    void savedOtherwise(String name) {
        gone.remove(name);
        others.remove(name);
    }

    /** Notes that a record that is no job's run state is dropped by other means. */
    void droppedOtherwise(String name) {
        others.remove(name);
    }

    /** Takes out so many changes at most; what is to be dropped comes last, when all that replaces it is saved. */
    ChangedRecords take(int most) {
        ChangedRecords taken = new ChangedRecords();
        move(others.values().iterator(), most, taken::add);
        move(states.values().iterator(), most - taken.size(), taken::add);
        move(gone.iterator(), most - taken.size(), taken.gone::add);
        return taken;
    }

    private static <T> void move(Iterator<T> from, int most, Consumer<T> to) {
        for (int i = 0; i < most && from.hasNext(); i++) {
            to.accept(from.next());
            from.remove();
        }
    }

    private int size() {
        return states.size() + others.size() + gone.size();
    }

    /**
     * Adds older changes, unless there is a newer one of the same name.
     *
     * @param isNewer whether there is one elsewhere, of a record that is no job's run state
     */
    void addOlder(ChangedRecords older, Predicate<String> isNewer) {
        older.states.forEach((name, state) -> {
            if (!gone.contains(name)) {
                states.putIfAbsent(name, state);
            }
        });
        older.others.forEach((name, record) -> {
            if (!gone.contains(name) && !isNewer.test(name)) {
                others.putIfAbsent(name, record);
            }
        });
        older.gone.stream().filter(name -> !has(name) && !isNewer.test(name)).forEach(gone::add);
    }

    Collection<RunState> states() {
        return List.copyOf(states.values());
    }

    Collection<StateRecord> others() {
        return List.copyOf(others.values());
    }

    Set<String> gone() {
        return Set.copyOf(gone);
    }
}
