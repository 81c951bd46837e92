package io.reveille.shell.jline;

import io.reveille.shell.Completion;
import io.reveille.shell.Help;
import io.reveille.shell.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.LineReaderImpl;

/**
 * Teaches each session of Gogo's shell over JLine to complete the commands, before its first command; the profile that
 * the shell begins with is one. A session keeps what it has learned in variables.
 */
public final class JLineSessions implements CommandSessionListener {

    /** The variable with the completions of all commands; no other shell has it. */
    private static final String COMPLETIONS = ".completions";

    /** The variable with what reads the terminal. */
    private static final String READER = ".reader";

    /** The variable with the line that is being completed. */
    private static final String LINE = ".commandLine";

    /** The variable with the function that completes; names that begin so are not proposed themselves. */
    private static final String COMPLETE = "__reveille";

    private final Completion completion;
    private final Function complete = this::candidates;

    public JLineSessions(Completion completion) {
        this.completion = completion;
    }

    @Override
    @SuppressWarnings("unchecked") // the shell has no other type there
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session.get(COMPLETIONS) instanceof Map<?, ?> completions && session.get(COMPLETE) != complete) {
            session.put(COMPLETE, complete);
            teach((Map<String, List<CompletionData>>) completions);
            if (session.get(READER) instanceof LineReaderImpl reader) {
                reader.setParser(new QuotedWords(reader.getParser()));
            }
        }
    }

    private static void teach(Map<String, List<CompletionData>> completions) {
        for (Usage usage : Usage.values()) {
            List<CompletionData> learned = List.of(
                    new CompletionData(null, Help.of(usage), null, null),
                    new CompletionData(usage.dashed(), null, null, null),
                    new CompletionData(null, null, COMPLETE + " " + usage.name(), null));
            String name = Usage.SCOPE + ":" + usage.command();
            completions.put(name, learned);
            // Gogo itself writes all names in small letters.
            completions.put(name.toLowerCase(Locale.ROOT), learned);
        }
    }

    /** Finds what may stand at the cursor; the argument is the usage of the command before it. */
    private List<Candidate> candidates(CommandSession session, List<Object> arguments) {
        Usage usage = Usage.valueOf(String.valueOf(arguments.get(0)));
        ParsedLine line = (ParsedLine) session.get(LINE);
        return completion.next(usage, line.words().subList(1, line.wordIndex()), line.word()).stream()
                .map(JLineSessions::candidate)
                .toList();
    }

    private static Candidate candidate(String word) {
        // A value follows an equals sign; all else is a whole word.
        return new Candidate(word, word, null, null, null, null, !word.endsWith("="));
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {}
}
