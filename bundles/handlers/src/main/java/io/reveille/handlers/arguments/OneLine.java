package io.reveille.handlers.arguments;

import java.util.function.UnaryOperator;

/** Makes any text safe for use within one line of a log or message. */
public final class OneLine {

    private static final int SHOWN = 80;

    private OneLine() {}

    /**
     * Escapes everything that could end the line, move the cursor or reverse the reading order, so that no text can
     * pass for another log line. Text without such characters stays as it is.
     */
    public static String escape(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (isUnsafe(c)) {
                        line.append(String.format("\\u%04x", c));
                    } else {
                        line.appendCodePoint(c);
                    }
                }
            }
        });
        return line.toString();
    }

    /**
     * Makes foreign text fit for the data of a run: lines and tabs stay, other control characters are replaced, and
     * each character takes at most two when written as JSON.
     */
    public static String lines(String text) {
        return text.replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}\\u0080-\\u009f&&[^\\n\\t]]", "\ufffd")
                .strip();
    }

    /** Formats a value for an error: text in quotes, on one line, cut if it is long. */
    public static String show(Object value) {
        return show(value, UnaryOperator.identity());
    }

    /**
     * Formats a value for an error with secrets masked, before the text is cut and escaped and the secrets could no
     * longer be recognized.
     */
    public static String show(Object value, UnaryOperator<String> mask) {
        String text = mask.apply(String.valueOf(value));
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return value instanceof String ? '"' + escape(cut) + '"' : escape(cut);
    }

    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // Only those invisible format characters that reorder text; others are parts of emoji and letters.
            case Character.FORMAT ->
                c == 0x200E
                        || c == 0x200F
                        || c == 0x061C
                        || (c >= 0x202A && c <= 0x202E)
                        || (c >= 0x2066 && c <= 0x2069);
            default -> false;
        };
    }
}
