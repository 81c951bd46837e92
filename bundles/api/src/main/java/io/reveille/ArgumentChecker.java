package io.reveille;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A handler that describes and checks its arguments. A {@link JobHandler} or {@link AsyncJobHandler} object implements
 * this interface too; no further service is needed. While the handler is there, bad arguments are refused when a job is
 * made, edited or imported, and not at its first run; and a form can be made from {@link #arguments()}. A definition
 * that is already stored is not checked again: with bad arguments its runs fail.
 *
 * <p>The methods are called on a thread of Reveille's and may block for up to 10 s. A check that throws anything but an
 * {@link IllegalArgumentException}, or does not answer in time, refuses nothing; the log names it.
 */
@ConsumerType
public interface ArgumentChecker {

    /**
     * Returns all arguments that the handler reads, in the order of a form. The answer comes from memory and never
     * changes.
     */
    List<ArgumentSpec> arguments();

    /**
     * Checks the arguments, as far as that is possible before the run. This implementation checks each of them against
     * {@link #arguments()}, independently of the others.
     *
     * @param arguments values as in {@link JobContext#arguments()}, except that <code>%{secret:NAME}</code> is not
     *     replaced: see {@link ArgumentSpec#hasSecret}
     * @throws IllegalArgumentException naming the argument, its value and what was expected; without full stop
     */
    default void check(Map<String, Object> arguments) {
        ArgumentSpec.check(arguments(), arguments);
    }
}
