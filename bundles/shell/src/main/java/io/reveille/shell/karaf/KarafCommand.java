package io.reveille.shell.karaf;

import io.reveille.shell.Completion;
import io.reveille.shell.Help;
import io.reveille.shell.Usage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** One command in Karaf's registry: a method that Gogo's shells call, too. */
final class KarafCommand implements Command {

    /** The variable by which Karaf's session has Gogo's. */
    private static final String GOGO_SESSION = ".commandSession";

    private final Usage usage;
    private final Object group;
    private final Method method;
    private final Completion completion;

    KarafCommand(Usage usage, Object group, Completion completion) {
        this.usage = usage;
        this.group = group;
        this.method = Help.method(usage);
        this.completion = completion;
    }

    @Override
    public String getScope() {
        return Usage.SCOPE;
    }

    @Override
    public String getName() {
        return usage.command();
    }

    @Override
    public String getDescription() {
        return Help.of(usage);
    }

    @Override
    public Completer getCompleter(boolean isScoped) {
        return new KarafCompleter(usage, isScoped, completion);
    }

    /** None of its own: the words are Gogo's. */
    @Override
    public @Nullable Parser getParser() {
        return null;
    }

    @Override
    public @Nullable Object execute(Session session, List<Object> arguments) throws Exception {
        CommandSession gogo = (CommandSession) session.get(GOGO_SESSION);
        try {
            return method.invoke(
                    group, gogo, arguments.stream().map(String::valueOf).toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw thrown(e);
        }
    }

    /** Karaf logs an error with its stack, unless it is one of its own kind: that somebody has mistyped is no fault to be logged. */
    private static Exception thrown(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
            return new CommandException(cause.getMessage(), cause);
        }
        return cause instanceof Exception exception ? exception : e;
    }
}
