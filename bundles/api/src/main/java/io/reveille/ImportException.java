package io.reveille;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** A document cannot be imported. The message names all that is wrong with it, up to {@value #SHOWN} faults in words. */
public class ImportException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** How many faults the message names. */
    static final int SHOWN = 20;

    /**
     * Something that is wrong.
     *
     * @param job the name of the job, or its place in the document if it has none that could be used; empty if the
     *     document as a whole is meant
     * @param property the property at fault; empty if the job as a whole is meant
     * @param message the value, why it cannot be used, and what was expected
     */
    public record Fault(String job, String property, String message) implements Serializable {

        /** In words: whose, and what. */
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

    /** All that is wrong, in the order of the document. */
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
