package io.reveille.shell.equinox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line up to the cursor, cut into words as Gogo does: at blanks that stand in no quotes, anew behind a pipe or semicolon. */
final class TypedLine {

    private static final String SEPARATORS = "|;";
    private static final String QUOTES = "\"'";

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final String text;
    private int start;

    TypedLine(String text) {
        this.text = text;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (quote == 0 ? QUOTES.indexOf(sign) >= 0 : sign == quote) {
                quote = quote == 0 ? sign : 0;
            } else if (quote == 0 && SEPARATORS.indexOf(sign) >= 0) {
                endWord(i);
                words.clear();
            } else if (quote == 0 && Character.isWhitespace(sign)) {
                endWord(i);
            } else {
                word.append(sign);
            }
        }
    }

    private void endWord(int end) {
        if (end > start) {
            words.add(word.toString());
        }
        word.setLength(0);
        start = end + 1;
    }

    /** The first word, if the cursor is behind it. */
    Optional<String> command() {
        return words.stream().findFirst();
    }

    /** The whole words between the command and the cursor, without their quotes. */
    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** The word at the cursor as far as it is typed, without quotes. */
    String begun() {
        return word.toString();
    }

    /** The index of that word. */
    int start() {
        return start;
    }

    /** A word as it can be typed: in quotes, where it needs them or has them already. */
    String quoted(String whole) {
        String raw = text.substring(start);
        String quote = raw.startsWith("'") ? "'" : raw.startsWith("\"") || whole.contains(" ") ? "\"" : "";
        return quote + whole + quote;
    }

    /** Whether a word, as it can be typed, begins with what is typed. */
    boolean canBecome(String typed) {
        return typed.startsWith(text.substring(start));
    }
}
