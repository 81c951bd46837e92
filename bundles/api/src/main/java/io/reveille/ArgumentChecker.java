package io.reveille;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A handler that says which arguments it takes. A {@link JobHandler} or {@link AsyncJobHandler} object implements this
 * beside; no service of its own is needed. While the handler is there, bad arguments are refused when a job is made,
 * edited or imported, and not at its first run; and a form can be made from {@link #arguments()}. A definition that is
 * stored already is left alone, whatever the check says of it: it fails at its run.
 *
 * <p>Asked on a thread of Reveille's where it may block, but not for longer than 10 s. A check that throws anything but an
 * {@link IllegalArgumentException}, or does not answer, refuses nothing; the log names it.
 */
@ConsumerType
public interface ArgumentChecker {

    /** All arguments that the handler reads, in the order of a form. Answers from memory, and always the same. */
    List<ArgumentSpec> arguments();

    /**
     * Returns if the arguments can be used, as far as that is known before the run. This one looks at each of them for
     * itself.
     *
     * @param arguments values as in {@link JobContext#arguments()}, but for <code>%{secret:NAME}</code>, which stands there
     *     as it is written: see {@link ArgumentSpec#hasSecret}
     * @throws IllegalArgumentException naming the argument, its value and what was expected; without full stop
     */
    default void check(Map<String, Object> arguments) {
        ArgumentSpec.check(arguments(), arguments);
    }
}
