package io.reveille;

/** Formats a given value for a message: on one line, and cut if it is long. */
final class ShownValue {

    private static final int LONGEST = 80;

    private ShownValue() {}

    static String of(Object value) {
        StringBuilder shown = new StringBuilder();
        String text = String.valueOf(value);
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        if (text.codePointCount(0, text.length()) > LONGEST) {
            shown.append('…');
        }
        return value instanceof String ? "\"" + shown + "\"" : shown.toString();
    }

    /** Format characters may reverse the order of reading. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
