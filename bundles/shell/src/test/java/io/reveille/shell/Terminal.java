package io.reveille.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** Reads commands as Gogo reads them, and has what they show where nobody types. */
final class Terminal {

    /** A command, as a method. */
    interface Command {
        void run(CommandSession session, String... line) throws Exception;
    }

    private final CommandProcessorImpl gogo = new CommandProcessorImpl();
    private final AtomicReference<Runnable> typed = new AtomicReference<>(() -> {});
    private String shown = "";

    /** @param from an object whose public methods are commands */
    Terminal(Object from) {
        for (Method method : from.getClass().getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                Command command = (session, line) -> call(method, from, session, line);
                gogo.addCommand("reveille", read(command), method.getName());
            }
        }
    }

    private static void call(Method method, Object from, CommandSession session, String... line) throws Exception {
        try {
            method.invoke(from, session, line);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Gogo runs a command on a thread of its own, and an engine in a test belongs to the test's: there it is carried out. */
    private Function read(Command command) {
        return (session, words) -> {
            String[] line = words.stream().map(String::valueOf).toArray(String[]::new);
            typed.set(() -> shown = told(command, line));
            return null;
        };
    }

    /** What one command shows that is typed so, without the last line break. */
    String told(String line) throws Exception {
        typed.set(() -> shown = "");
        ByteArrayOutputStream unseen = new ByteArrayOutputStream();
        try (CommandSession session = gogo.createSession(nothing(), unseen, unseen)) {
            session.execute(line);
        }
        Objects.requireNonNull(typed.get(), "what was typed").run();
        return shown;
    }

    /** The same of one method, with words as they are. */
    static String told(Command command, String... words) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8); // Gogo's own has the machine's charset
        try (CommandSession session = new CommandProcessorImpl().createSession(nothing(), out, out)) {
            command.run(session, words);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return shown.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static ByteArrayInputStream nothing() {
        return new ByteArrayInputStream(new byte[0]);
    }
}
