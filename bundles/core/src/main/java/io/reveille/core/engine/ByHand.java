package io.reveille.core.engine;

import java.util.function.BooleanSupplier;

/**
 * The work of other threads, for a caller that steps the engine by hand and asks it on the same thread.
 *
 * @param stateThread does the tasks that wait for the thread that saves state; returns whether there were any
 * @param questions does the calls that wait for the thread of questions; returns whether there were any
 */
public record ByHand(BooleanSupplier stateThread, BooleanSupplier questions) {

    /** No work, for an engine that is stepped by a thread of its own. */
    public static final ByHand NOT = new ByHand(() -> false, () -> false);
}
