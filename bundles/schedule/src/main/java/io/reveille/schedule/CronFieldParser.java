package io.reveille.schedule;

import java.util.List;

/** Reads one field of a cron pattern, character by character. */
final class CronFieldParser {
    /** The kinds of fields: the noun for messages, and the numbers and names that the field takes. */
    enum Kind {
        SECOND("a second", 0, 59, ""),
        MINUTE("a minute", 0, 59, ""),
        HOUR("an hour", 0, 23, ""),
        DAY("a day of the month", 1, 31, ""),
        MONTH("a month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        WEEKDAY("a day of the week", 0, 7, "SUN MON TUE WED THU FRI SAT"),
        YEAR("a year", CronYears.FIRST, CronYears.LAST, "");

        private final String noun;
        private final int min;
        private final int max;
        private final String names;

        Kind(String noun, int min, int max, String names) {
            this.noun = noun;
            this.min = min;
            this.max = max;
            this.names = names;
        }

        boolean hasNames() {
            return !names.isEmpty();
        }

        int min() {
            return min;
        }

        int max() {
            return max;
        }

        /** Prints a value as a number, or by its name where the field has names. */
        String print(int value, boolean named) {
            int letters = 4 * (value == 7 ? 0 : value - min);
            return named && !names.isEmpty() ? names.substring(letters, letters + 3) : String.valueOf(value);
        }

        /** Reads a name of three letters as its number; -1 when the next letters are no name. */
        int named(String text, int position, int end) {
            for (int i = 0; position + 3 <= end && i < names.length(); i += 4) {
                if (text.regionMatches(true, position, names, i, 3)) { // ignoring case is safe in plain ASCII
                    return i / 4 + min;
                }
            }
            return -1;
        }

        /** The words for a value. */
        String expected() {
            return expected(min);
        }

        private String expected(int least) {
            String orNames = names.isEmpty()
                    ? ""
                    : " or " + names.substring(0, 3) + " to " + names.substring(names.length() - 3);
            return noun + " from " + Math.max(least, min) + " to " + max + orNames;
        }
    }

    private final Kind kind;
    private final String text;
    private final int start;
    private final int end;
    private int position;

    /** The values read, one bit each; those of years need {@link #years}. */
    private long bits;

    private final long[] years;
    private boolean last;
    private int nearest;
    private long nths;
    private int lasts;
    private boolean restricted = true;
    private boolean both;

    CronFieldParser(Kind kind, String text, int start, int end) {
        this.kind = kind;
        this.text = text;
        this.start = start;
        this.position = start;
        this.end = end;
        this.years = new long[kind == Kind.YEAR ? 4 : 0];
    }

    void read() {
        if (kind == Kind.WEEKDAY && take('+')) {
            both = true;
        }
        boolean first = true;
        do {
            part(first);
            first = false;
        } while (take(','));
        if (position < end) {
            throw refused(CronHints.tail(kind, text, position));
        }
    }

    private void part(boolean first) {
        if (take('*') || (isDayField() && take('?'))) {
            if (first && !comes('/')) {
                restricted = false;
            }
            add(kind.min, kind.max, comes('/') ? step() : 1);
        } else if (kind == Kind.DAY && take('L')) {
            last = true;
        } else {
            values();
        }
    }

    private void values() {
        int place = position;
        int low = value(kind.min);
        if (kind == Kind.WEEKDAY && take('#')) {
            nth(low % 7);
        } else if (kind == Kind.WEEKDAY && take('L')) {
            lasts |= 1 << low % 7;
        } else if (kind == Kind.DAY && comes('W')) {
            if (place > start || position + 1 < end) {
                throw expected("\"W\" after a single day, in no list or range");
            }
            position++;
            nearest = low;
        } else if (take('-')) {
            int high = high(low, place);
            add(low, high, comes('/') ? step() : 1);
        } else if (comes('/')) {
            throw expected(CronHints.step(kind, low, text, position));
        } else {
            add(low, low, 1);
        }
    }

    private boolean isDayField() {
        return kind == Kind.DAY || kind == Kind.WEEKDAY;
    }

    /** Reads the upper end of a range; Sunday ends a week as well as it begins one. */
    private int high(int low, int start) {
        int place = position;
        int high = value(low);
        if (high == 0 && low > 0 && kind == Kind.WEEKDAY && !Ascii.isDigit(text.charAt(place))) {
            high = 7;
        }
        if (high < low) {
            position = place;
            boolean named = Character.isLetter(text.charAt(start)) || Character.isLetter(text.charAt(place));
            throw refused(CronHints.range(kind, low, high, named));
        }
        return high;
    }

    private int step() {
        position++;
        int place = position;
        int step = number();
        if (step < 1) {
            position = place;
            throw expected("a step, a whole number from 1");
        }
        return step;
    }

    private void nth(int weekday) {
        if (take('L')) {
            lasts |= 1 << weekday;
            return;
        }
        int place = position;
        int nth = number();
        if (nth < 1 || nth > 5) {
            position = place;
            throw expected("which one in the month, 1 to 5, or L for the last");
        }
        nths |= 1L << (7 * (nth - 1) + weekday);
    }

    private int value(int least) {
        int place = position;
        int value = number();
        if (value < 0) {
            value = name();
        }
        if (value < kind.min || value > kind.max) {
            position = place;
            if (comes('?')) {
                throw refused(CronHints.STAR);
            }
            throw kind == Kind.DAY && comes('l') ? refused(CronHints.CAPITAL_L) : expected(kind.expected(least));
        }
        return value;
    }

    /** Reads digits as a number; -1 when there are none. */
    private int number() {
        int value = -1;
        while (position < end && Ascii.isDigit(text.charAt(position))) {
            value = Math.min(100_000, Math.max(value, 0) * 10 + (text.charAt(position) - '0'));
            position++;
        }
        return value;
    }

    private int name() {
        int value = kind.named(text, position, end);
        position += value < 0 ? 0 : 3;
        return value;
    }

    private void add(int low, int high, int step) {
        if (kind == Kind.YEAR) {
            for (int year = low - kind.min; year <= high - kind.min; year += step) {
                years[year >> 6] |= 1L << year;
            }
        } else if (step == 1) {
            bits |= (-1L << low) & (-1L >>> (63 - high));
        } else {
            for (int value = low; value <= high; value += step) {
                bits |= 1L << value;
            }
        }
    }

    private boolean comes(char c) {
        return position < end && text.charAt(position) == c;
    }

    private boolean take(char c) {
        boolean comes = comes(c);
        if (comes) {
            position++;
        }
        return comes;
    }

    /** An error without a guess at the word that was meant. */
    private ScheduleSyntaxException refused(String what) {
        return ScheduleSyntaxException.expected(text, position, what, "");
    }

    private ScheduleSyntaxException expected(String what) {
        int to = position;
        while (to < end && Character.isLetter(text.charAt(to))) {
            to++;
        }
        String word = text.substring(position, to);
        return ScheduleSyntaxException.expected(
                text,
                position,
                what,
                word.isEmpty() ? "" : Nearest.to(word, new Nearest.Words(List.of(kind.names.split(" ")))));
    }

    long bits() {
        return bits;
    }

    long[] years() {
        return years;
    }

    boolean last() {
        return last;
    }

    int nearest() {
        return nearest;
    }

    long nths() {
        return nths;
    }

    int lasts() {
        return lasts;
    }

    boolean restricted() {
        return restricted;
    }

    boolean both() {
        return both;
    }
}
