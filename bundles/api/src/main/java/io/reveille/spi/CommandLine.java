package io.reveille.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a command as people write it: words with blanks between them, and double quotes around a word that has blanks.
 */
public final class CommandLine {

    private static final Pattern WORD = Pattern.compile("\\G\\s*(?:\"([^\"]*)\"|([^\\s\"]+))(?=\\s|$)");

    private CommandLine() {}

    /**
     * Returns the words of a command. Nothing is expanded: there is no shell.
     *
     * @throws IllegalArgumentException if the command cannot be read
     */
    public static List<String> words(String text) {
        String line = text.strip();
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
            end = word.end();
        }
        if (end != line.length()) {
            throw new IllegalArgumentException("a double quote stands alone or within a word");
        }
        return words;
    }
}
