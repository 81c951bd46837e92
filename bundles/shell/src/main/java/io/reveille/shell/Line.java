package io.reveille.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind a command: words, and switches that begin with two dashes. The commands take it as it comes and read
 * it here, since Gogo's own way to refuse words names Java types, and no cause.
 */
final class Line {

    private final String usage;
    private final List<String> words = new ArrayList<>();
    private final List<String> switches = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    private Line(String usage) {
        this.usage = usage;
    }

    /**
     * @param usage the command as it should be, for refusals
     * @param most how many words it takes at most
     * @throws IllegalArgumentException if there are more, or a switch that the command does not know
     */
    static Line of(String usage, int most, Set<String> known, String... given) {
        Line line = new Line(usage);
        for (String word : given) {
            if (!word.startsWith("--")) {
                line.words.add(word);
            } else if (known.contains(word)) {
                line.switches.add(word);
            } else {
                throw line.refused("there is no switch " + word);
            }
        }
        if (line.words.size() > most) {
            throw line.refused("\"" + line.words.get(most)
                    + "\" is one word too many; what has blanks in it wants quotes around it");
        }
        return line;
    }

    /**
     * The same, with options that have a value behind them.
     *
     * @throws IllegalArgumentException if such a value is missing, too
     */
    static Line of(String usage, int most, Set<String> known, Set<String> valued, String... given) {
        List<String> rest = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (Iterator<String> words = List.of(given).iterator(); words.hasNext(); ) {
            String word = words.next();
            if (!valued.contains(word)) {
                rest.add(word);
            } else if (words.hasNext()) {
                options.put(word, words.next());
            } else {
                throw new Line(usage).refused("there is nothing behind " + word);
            }
        }
        Line line = of(usage, most, known, rest.toArray(new String[0]));
        line.options.putAll(options);
        return line;
    }

    /** The word behind an option. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** @throws IllegalArgumentException if there is no word */
    String needed(String what) {
        return first().orElseThrow(() -> refused(what + " is missing"));
    }

    Optional<String> first() {
        return words.stream().findFirst();
    }

    List<String> words() {
        return words;
    }

    boolean has(String name) {
        return switches.contains(name);
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(why + "; expected " + usage + ". Nothing was done.");
    }
}
