package io.reveille.schedule;

/**
 * A text that is no schedule. The message names the text, what was expected and the column, then shows the text again
 * with a caret under the place, and the word that was perhaps meant:
 *
 * <pre>
 * cannot read the schedule "every 10 secnds": expected a unit (…) or a weekday at column 10
 * every 10 secnds
 *          ^ did you mean "seconds"?
 * </pre>
 *
 * A long text is cut to the part around the place; characters that cannot be seen are shown as escapes.
 */
public final class ScheduleSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String text;
    private final int column;
    private final String expected;

    private ScheduleSyntaxException(String message, String text, int index, String expected) {
        super(message);
        this.message = message;
        this.text = text;
        this.column = index + 1;
        this.expected = expected;
    }

    /** @param meant the nearest word; empty when none is near */
    static ScheduleSyntaxException expected(String text, int index, String expected, String meant) {
        String hint = meant.isEmpty() ? "" : " did you mean \"" + meant + "\"?";
        String message = message(text, index, "expected " + expected, hint);
        return new ScheduleSyntaxException(message, text, index, expected);
    }

    private static String message(String text, int index, String problem, String hint) {
        TextExcerpt excerpt = TextExcerpt.of(text, index);
        return "cannot read the schedule \"" + excerpt.shown() + "\": " + problem + " at column " + (index + 1) + "\n"
                + excerpt.shown() + "\n" + " ".repeat(excerpt.caret()) + "^" + hint;
    }

    /** Three lines, as shown above; never null. */
    @Override
    public String getMessage() {
        return message;
    }

    /** The whole text, as it was given. */
    public String text() {
        return text;
    }

    /** The place where reading stopped, counted in {@code char}s from 1; one more than the length at the end of the text. */
    public int column() {
        return column;
    }

    /** The words for that which would have been read there. */
    public String expected() {
        return expected;
    }
}
