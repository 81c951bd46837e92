package io.reveille.schedule;

import java.util.ArrayList;
import java.util.List;

/** The words of a text, read from left to right. Blanks separate them; a comma is a word of its own. */
final class Cursor {
    /**
     * A word and its place.
     *
     * @param word as written
     * @param start the index of its first character
     */
    record Token(String word, int start) {
        /** Keywords are told apart in lower case. */
        String lower() {
            return Ascii.lower(word);
        }

        boolean is(String keyword) {
            return lower().equals(keyword);
        }

        boolean startsWithDigit() {
            return !word.isEmpty() && Ascii.isDigit(word.charAt(0));
        }
    }

    private final String text;
    private final List<Token> tokens;
    private int position;

    private Cursor(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static Cursor of(String text) {
        if (text.length() > Limits.TEXT_LENGTH) {
            throw ScheduleSyntaxException.expected(
                    text, Limits.TEXT_LENGTH, "at most " + Limits.TEXT_LENGTH + " characters", "");
        }
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean comma = i < text.length() && text.charAt(i) == ',';
            if (i == text.length() || comma || isBlank(text.charAt(i))) {
                if (i > start) {
                    tokens.add(new Token(text.substring(start, i), start));
                }
                if (comma) {
                    tokens.add(new Token(",", i));
                }
                start = i + 1;
            }
        }
        return new Cursor(text, tokens);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** The word that comes next; an empty one at the end. */
    Token peek() {
        return position < tokens.size() ? tokens.get(position) : new Token("", text.length());
    }

    Token next() {
        Token token = peek();
        position++;
        return token;
    }

    boolean atEnd() {
        return position >= tokens.size();
    }

    /** Passes the keyword, if it comes next. */
    boolean take(String keyword) {
        boolean comes = peek().is(keyword);
        if (comes) {
            position++;
        }
        return comes;
    }

    ScheduleSyntaxException expected(String what) {
        return expected(what, peek());
    }

    ScheduleSyntaxException expected(String what, Token place) {
        return ScheduleSyntaxException.expected(text, place.start(), what, "");
    }

    /** At the next word, with the nearest of the words that it could have been. */
    ScheduleSyntaxException expected(String what, Iterable<String> words) {
        Token token = peek();
        return ScheduleSyntaxException.expected(text, token.start(), what, Nearest.to(token.word(), words));
    }

    ScheduleSyntaxException unsupported(String expected) {
        Token token = peek();
        String word = Excerpt.of(token.word(), 0).shown();
        return ScheduleSyntaxException.unsupported(text, token.start(), word, expected);
    }
}
