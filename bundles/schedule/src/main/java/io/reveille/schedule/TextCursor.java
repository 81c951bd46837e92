package io.reveille.schedule;

import java.util.Collection;

/**
 * The words of a text, read from left to right. Blanks separate them; a comma is a word of its own, and so is whatever
 * stands in double quotes.
 */
final class TextCursor {
    private final String text;
    private int start;
    private int end;

    private TextCursor(String text) {
        this.text = text;
    }

    static TextCursor of(String text) {
        if (text.length() > Limits.TEXT_LENGTH) {
            throw ScheduleSyntaxException.expected(
                    text, Limits.TEXT_LENGTH, "at most " + Limits.TEXT_LENGTH + " characters", "");
        }
        TextCursor cursor = new TextCursor(text);
        cursor.moveTo(0);
        return cursor;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Moves to the first word from a place on. */
    void moveTo(int place) {
        start = place;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        end = start;
        if (start < text.length()) {
            switch (text.charAt(start)) {
                case ',' -> end++;
                case '"' -> endQuoted();
                default -> endPlain();
            }
        }
    }

    private void endPlain() {
        while (end < text.length() && text.charAt(end) != ',' && !isBlank(text.charAt(end))) {
            end++;
        }
    }

    /** Moves the end behind the closing quote, or to the end of the text; a backslash takes the next character as it is. */
    private void endQuoted() {
        end++;
        while (end < text.length()) {
            char c = text.charAt(end++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && end < text.length()) {
                end++;
            }
        }
    }

    String text() {
        return text;
    }

    /** The index of the first character of the word that comes next; the length of the text at its end. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The word that comes next, as written; an empty one at the end. */
    String word() {
        return text.substring(start, end);
    }

    void next() {
        moveTo(end);
    }

    boolean atEnd() {
        return start == text.length();
    }

    /** Whether a keyword comes next, in any case. */
    boolean is(String keyword) {
        return end - start == keyword.length() && Ascii.startsWith(text, start, keyword);
    }

    /** Passes the keyword, if it comes next. */
    boolean take(String keyword) {
        boolean comes = is(keyword);
        if (comes) {
            next();
        }
        return comes;
    }

    boolean startsWith(char c) {
        return start < end && text.charAt(start) == c;
    }

    boolean startsWithDigit() {
        return start < end && Ascii.isDigit(text.charAt(start));
    }

    ScheduleSyntaxException expected(String what) {
        return expected(what, start);
    }

    ScheduleSyntaxException expected(String what, int place) {
        return ScheduleSyntaxException.expected(text, place, what, "");
    }

    /** An error at the next word, with the text that was perhaps meant; empty when there is no guess. */
    ScheduleSyntaxException expectedPerhaps(String what, String meant) {
        return ScheduleSyntaxException.expected(text, start, what, meant);
    }

    /** An error at the next word, with the nearest of the words that it could have been. */
    ScheduleSyntaxException expected(String what, Collection<String> words) {
        return expected(what, new Nearest.Words(words));
    }

    ScheduleSyntaxException expected(String what, Nearest.Words words) {
        return ScheduleSyntaxException.expected(text, start, what, Nearest.to(word(), words));
    }
}
