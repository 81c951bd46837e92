package io.reveille.core.engine;

import java.util.function.BooleanSupplier;

/**
 * For who steps the engine and asks it on one and the same thread: what to do when an answer has to come from another.
 *
 * @param stateThread does what waits for the thread that saves state, and returns whether there was any
 * @param questions does the same for what others are asked
 */
public record ByHand(BooleanSupplier stateThread, BooleanSupplier questions) {

    /** For an engine that is stepped by a thread of its own. */
    public static final ByHand NOT = new ByHand(() -> false, () -> false);
}
