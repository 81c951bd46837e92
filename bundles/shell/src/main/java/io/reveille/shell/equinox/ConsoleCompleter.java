package io.reveille.shell.equinox;

import io.reveille.shell.Completion;
import io.reveille.shell.Usage;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.equinox.console.completion.common.Completer;

/** Completes what stands behind a command; the names of commands Equinox' console completes itself. */
public final class ConsoleCompleter implements Completer {

    private final Completion completion;

    public ConsoleCompleter(Completion completion) {
        this.completion = completion;
    }

    /**
     * @param buffer the line
     * @param cursor the place in it, in bytes
     * @return whole words that begin as the one at the cursor does, each with the index at which that begins
     */
    @Override
    public Map<String, Integer> getCandidates(String buffer, int cursor) {
        TypedLine line = new TypedLine(buffer.substring(0, Math.min(cursor, buffer.length())));
        return line.command().flatMap(Usage::named).stream()
                .flatMap(usage -> completion.next(usage, line.arguments(), line.begun()).stream())
                .map(line::quoted)
                .filter(line::canBecome)
                .collect(Collectors.toMap(word -> word, word -> line.start()));
    }
}
