package io.reveille.core.intake;

/** Checks what a definition says to a gate. Called by any thread: by one that defines a job, and by the engine's. */
@FunctionalInterface
public interface GateCheck {

    /** Knows no gate, and so finds nothing wrong. */
    GateCheck NONE = (gate, condition) -> {};

    /**
     * Returns if the gate understands the condition, or is not known: like a handler it may come later.
     *
     * @param gate the first word of the condition in the definition
     * @param condition what follows it; may be empty
     * @throws IllegalArgumentException saying what was expected
     */
    void check(String gate, String condition);
}
