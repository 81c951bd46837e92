package io.reveille.core.changes;

import java.util.ArrayList;
import java.util.List;

/** The steps of a script, and what each of them did: all that is needed to understand a failure. */
final class StepLog {

    private final List<String> lines = new ArrayList<>();

    /** Begins a step. */
    void step(String text) {
        lines.add(text);
    }

    /** Adds to the current step. */
    void detail(String text) {
        lines.add("    " + text);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
