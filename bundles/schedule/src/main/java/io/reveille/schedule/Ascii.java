package io.reveille.schedule;

/**
 * Letters and digits as the schedule language knows them. The library's own case mapping is wider: it would read the
 * Kelvin sign as a "k" and, asked with a Turkish default, not read "MINUTE" at all.
 */
final class Ascii {
    private Ascii() {}

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            lower.append(lower(text.charAt(i)));
        }
        return lower.toString();
    }

    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
    }

    static String upper(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            upper.append(upper(text.charAt(i)));
        }
        return upper.toString();
    }

    /** Whether some letters stand at a place of a text, in any case; the text must be long enough. */
    static boolean startsWith(String text, int at, String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if (lower(text.charAt(at + i)) != lower(letters.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    static String capital(String text) {
        char first = text.charAt(0);
        return upper(first) + text.substring(1);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The value of a run of digits; -1 for anything else; {@link Integer#MAX_VALUE} for more than an int holds. */
    static int number(String digits) {
        if (digits.isEmpty()) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (!isDigit(digits.charAt(i))) {
                return -1;
            }
            value = Math.min(Integer.MAX_VALUE, value * 10 + (digits.charAt(i) - '0'));
        }
        return (int) value;
    }
}
