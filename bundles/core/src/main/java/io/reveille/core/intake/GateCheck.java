package io.reveille.core.intake;

/**
 * A check of a definition's conditions with their gates. Called by any thread: by one that defines a job, and by the
 * engine's.
 */
@FunctionalInterface
public interface GateCheck {

    /** A check that knows no gate, and so accepts all conditions. */
    GateCheck NONE = (gate, condition) -> {};

    /**
     * Returns if the gate understands the condition, or is not known: like a handler, a gate may come later.
     *
     * @param gate the first word of the condition in the definition
     * @param condition the rest after the gate's name; may be empty
     * @throws IllegalArgumentException saying what was expected
     */
    void check(String gate, String condition);
}
