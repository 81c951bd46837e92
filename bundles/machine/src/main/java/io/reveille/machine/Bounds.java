package io.reveille.machine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bounds of a measured value in a condition.
 *
 * @param subject the text before the bounds, as {@code /var} in {@code /var above 2 GB}; may be empty
 * @param low the lower bound, exclusive; for {@code between} inclusive
 * @param high the upper bound, exclusive; for {@code between} inclusive
 * @param both whether the condition is {@code between}
 * @param words the bounds as they were written
 */
record Bounds(String subject, double low, double high, boolean both, String words) {

    private static final String NUMBER = "(-?[0-9]{1,9}(?:\\.[0-9]{1,3})?) ?([a-z%°]*)";
    private static final Pattern TEXT = Pattern.compile(
            "(?:(.*) )??((above|below) " + NUMBER + "|between " + NUMBER + " and " + NUMBER + ")",
            Pattern.CASE_INSENSITIVE);

    /**
     * Reads the bounds.
     *
     * @param units the factor of each unit, in lower case; the empty text is for a number without unit
     * @param expected the part of the message after "expected"
     * @throws IllegalArgumentException saying what was expected
     */
    static Bounds parse(String condition, Map<String, Double> units, String expected) {
        Matcher text = TEXT.matcher(condition.strip().replaceAll("\\s+", " "));
        if (!text.matches()) {
            throw refused(condition, expected);
        }
        String subject = text.group(1) == null ? "" : text.group(1);
        boolean both = text.group(3) == null;
        double first = amount(text, both ? 6 : 4, units, condition, expected);
        double second = both ? amount(text, 8, units, condition, expected) : first;
        boolean above = "above".equalsIgnoreCase(text.group(3));
        if (first > second) {
            throw refused(condition, expected);
        }
        return new Bounds(
                subject,
                both || above ? first : Double.NEGATIVE_INFINITY,
                both || !above ? second : Double.POSITIVE_INFINITY,
                both,
                text.group(2));
    }

    boolean hold(double value) {
        return both ? value >= low && value <= high : value > low && value < high;
    }

    /** Formats a number without needless zeros, with at most this many decimals. */
    static String print(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    static IllegalArgumentException refused(String condition, String expected) {
        return new IllegalArgumentException("cannot read the condition \"" + condition + "\"; expected " + expected);
    }

    private static double amount(
            Matcher text, int group, Map<String, Double> units, String condition, String expected) {
        Double unit = units.get(text.group(group + 1).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw refused(condition, expected);
        }
        return Double.parseDouble(text.group(group)) * unit;
    }
}
