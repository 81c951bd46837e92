package io.reveille.shell;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;

/** The help of each command, shown if {@code --help} stands behind it; Karaf's own {@code help} asks for that. */
public final class Help {

    private static final String ASKED = "--help";

    private Help() {}

    /**
     * Shows the help if it is asked for.
     *
     * @return whether it was, and nothing else is to be done
     */
    static boolean isAsked(CommandSession session, Usage usage, String... line) {
        boolean isAsked = List.of(line).contains(ASKED);
        if (isAsked) {
            Output.give(session, usage + "\n    " + of(usage));
        }
        return isAsked;
    }

    /** The sentence that says what a command does. */
    public static String of(Usage usage) {
        return Optional.ofNullable(method(usage).getAnnotation(Descriptor.class))
                .map(Descriptor::value)
                .orElse("");
    }

    /** Finds a command's method. */
    public static Method method(Usage usage) {
        // Gogo calls a method with an underscore where the command is one of Java's keywords.
        Set<String> names = Set.of(usage.command(), "_" + usage.command());
        return Arrays.stream(usage.group().getMethods())
                .filter(method -> names.contains(method.getName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(usage + " in " + usage.group()));
    }
}
