package io.reveille.core.transfer;

import io.reveille.ImportException;
import io.reveille.JobDefinitionException;
import io.reveille.core.intake.Fault;
import io.reveille.core.json.Json;
import io.reveille.schedule.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a document, so that all of it can be said at once. */
final class Faults {

    /** So many are enough for anybody; a document of garbage has no end of them. */
    private static final int MOST = 1000;

    private final List<ImportException.Fault> faults = new ArrayList<>();

    void add(String job, String property, String message) {
        if (faults.size() < MOST) {
            faults.add(new ImportException.Fault(job, property, message));
        }
    }

    void add(String job, JobDefinitionException fault) {
        add(job, fault.property(), String.valueOf(fault.getMessage()));
    }

    /** A key that means nothing here. */
    void unknown(String job, String key, Collection<String> known) {
        String meant = Nearest.of(key, known)
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("; expected one of " + String.join(", ", known) + ".");
        add(job, key, "There is no property " + Fault.shown(key) + meant);
    }

    /** A value that cannot be used. */
    void value(String job, String property, Object value, String why) {
        add(
                job,
                property,
                "The property \"" + property + "\" cannot be used: " + Fault.shown(value) + ": " + why + ".");
    }

    int size() {
        return faults.size();
    }

    /** @throws ImportException if there are any */
    void check() {
        if (!faults.isEmpty()) {
            throw new ImportException(faults);
        }
    }

    /** The whole document is no good. */
    static ImportException whole(String property, String message) {
        return new ImportException(List.of(new ImportException.Fault("", property, message)));
    }

    /** The type of a value, for a message. */
    static String kind(Object value) {
        if (value == Json.NULL) {
            return "null";
        }
        return value instanceof Iterable ? "a list" : value instanceof Map ? "an object" : Fault.shown(value);
    }
}
