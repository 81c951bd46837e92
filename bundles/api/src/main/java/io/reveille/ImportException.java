package io.reveille;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a document cannot be imported. The message describes up to {@value #SHOWN} faults and counts the others.
 */
public class ImportException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** The greatest number of faults that the message describes. */
    static final int SHOWN = 20;

    /**
     * A fault in a document.
     *
     * @param job the name of the job, or its place in the document if it has no usable name; empty if the fault
     *     concerns the whole document
     * @param property the property at fault; empty if the fault concerns the whole job
     * @param message the value, why it cannot be used, and what was expected
     */
    public record Fault(String job, String property, String message) implements Serializable {

        /** Returns the job, if any, and the message. */
        @Override
        public String toString() {
            return job.isEmpty() ? message : "Job " + job + ": " + message;
        }
    }

    private final Fault[] faults;

    /** @param faults at least one */
    public ImportException(List<Fault> faults) {
        super(message(faults));
        this.faults = faults.toArray(new Fault[0]);
    }

    /** Returns all faults, in the order of the document. */
    public List<Fault> faults() {
        return List.of(faults);
    }

    private static String message(List<Fault> faults) {
        String listed =
                faults.stream().limit(SHOWN).map(fault -> "\n- " + fault).collect(Collectors.joining());
        String more = faults.size() > SHOWN ? "\n- and " + (faults.size() - SHOWN) + " more" : "";
        return "The document cannot be imported; nothing was changed." + listed + more;
    }
}
