package io.reveille.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words after a command, and its switches, which begin with two dashes. The commands accept any words and parse
 * them here, since Gogo's own errors name Java types, and no cause.
 */
final class Line {

    private final Usage usage;
    private final List<String> words = new ArrayList<>();
    private final List<String> switches = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    private Line(Usage usage) {
        this.usage = usage;
    }

    /**
     * Parses the words after a command.
     *
     * @param usage the usage of the command, for error messages
     * @param most the greatest number of words
     * @throws IllegalArgumentException if there are more words, or an unknown switch
     */
    static Line of(Usage usage, int most, Set<String> known, String... given) {
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
     * Parses the words after a command with options, which are followed by a value.
     *
     * @throws IllegalArgumentException if there are more words, an unknown switch, or an option without value
     */
    static Line of(Usage usage, int most, Set<String> known, Set<String> valued, String... given) {
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

    /** Returns the value of an option. */
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
