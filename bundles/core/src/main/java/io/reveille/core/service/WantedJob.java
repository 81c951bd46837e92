package io.reveille.core.service;

import io.reveille.core.state.DefinitionChange;
import java.util.Optional;

/** A job that a caller wants to be there. What that changes is decided on the engine's thread. */
interface WantedJob {

    String name();

    /**
     * Decides by what is there of this name, on the engine's thread.
     *
     * @return empty if nothing is to be changed, or the decision {@link #waits}
     * @throws io.reveille.JobDefinitionException if the definition cannot be used
     * @throws IllegalStateException if the definition that is there must not be replaced
     */
    Optional<DefinitionChange> change();

    /** Called on the engine's thread once all decisions are made that belong together. */
    default void decided() {}

    /** Whether a handler is to be asked before the decision. */
    default boolean waits() {
        return false;
    }

    /**
     * Asks the handler, on the caller's thread, if the last decision waits for that; returns whether it did.
     *
     * @throws io.reveille.JobDefinitionException if the handler refuses the arguments
     */
    default boolean isToBeChecked() {
        return false;
    }
}
