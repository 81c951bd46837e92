package io.reveille.shell.karaf;

import io.reveille.shell.Completion;
import io.reveille.shell.Usage;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes one command's name, and what stands behind it. Karaf asks the completers of all commands, and picks what fits. */
final class KarafCompleter implements Completer {

    private final Usage usage;
    private final List<String> names;
    private final Completion completion;

    /** @param isScoped whether the command is typed without its scope, as in Karaf's subshells */
    KarafCompleter(Usage usage, boolean isScoped, Completion completion) {
        String whole = Usage.SCOPE + ":" + usage.command();
        this.usage = usage;
        this.names = isScoped ? List.of(usage.command()) : List.of(whole, usage.command());
        this.completion = completion;
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        for (String each : proposals(line)) {
            // A value follows an equals sign; all else is a whole word.
            candidates.add(new Candidate(each, !each.endsWith("=")));
        }
    }

    /** The older way, by texts: a blank at the end says that the word is whole. */
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        for (String each : proposals(line)) {
            candidates.add(each.endsWith("=") ? each : each + " ");
        }
        return candidates.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
    }

    private List<String> proposals(CommandLine line) {
        List<String> words = Arrays.asList(line.getArguments());
        int at = line.getCursorArgumentIndex();
        if (at == 0) {
            return names;
        }
        if (at > words.size() || !names.contains(words.get(0))) {
            return List.of();
        }
        return completion.next(usage, words.subList(1, at), line.getCursorArgument()).stream()
                .filter(KarafCompleter::isOneWord)
                .toList();
    }

    /** Karaf's line editor fails at a blank in a proposal (Gogo's {@code ParsedLineImpl.escape}), and drops all that was typed. */
    private static boolean isOneWord(String proposal) {
        return proposal.chars().noneMatch(Character::isWhitespace);
    }
}
