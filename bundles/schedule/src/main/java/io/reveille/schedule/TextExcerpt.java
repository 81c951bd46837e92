package io.reveille.schedule;

/**
 * The part of a text around one place in it, safe to print on one line: anything that is not plainly visible is written
 * as an escape, so that neither a terminal nor a log can be fooled.
 *
 * @param shown the part, with dots where it was cut
 * @param caret how many characters stand before the place
 */
record TextExcerpt(String shown, int caret) {
    private static final int WIDTH = 80;
    private static final String CUT = "...";

    /** Cuts out the part around a place, which may be the end of the text. */
    static TextExcerpt of(String text, int place) {
        int from = Math.max(0, Math.min(place - WIDTH / 2, text.length() - WIDTH));
        int to = Math.min(text.length(), from + WIDTH);
        String before = (from > 0 ? CUT : "") + escape(text.substring(from, place));
        String after = escape(text.substring(place, to)) + (to < text.length() ? CUT : "");
        return new TextExcerpt(before + after, before.length());
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isVisible(c)) {
                escaped.append(c);
            } else {
                escaped.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    escaped.append(Character.forDigit((c >> shift) & 0xF, 16));
                }
            }
        }
        return escaped.toString();
    }

    private static boolean isVisible(char c) {
        return c == ' ' || (Character.isDefined(c) && !Character.isSpaceChar(c) && !isHidden(c));
    }

    private static boolean isHidden(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE;
    }
}
