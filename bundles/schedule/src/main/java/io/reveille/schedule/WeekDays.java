package io.reveille.schedule;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Days of the week in texts: read, printed and described. */
final class WeekDays {
    static final Set<DayOfWeek> MONDAY_TO_FRIDAY =
            Collections.unmodifiableSet(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    static final String WEEKDAY = "weekday";
    static final String EXPECTED = "a weekday (monday to sunday, or " + WEEKDAY + ")";
    static final List<String> WORDS = words();

    private WeekDays() {}

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            words.add(word(day));
        }
        words.add(WEEKDAY);
        return List.copyOf(words);
    }

    private static String word(DayOfWeek day) {
        return Ascii.lower(day.name());
    }

    static Set<DayOfWeek> copy(Set<DayOfWeek> days) {
        return Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Whether a word, or the first half of one such as {@code mon-fri}, names a day. */
    static boolean areNamed(TextCursor cursor) {
        return !days(ends(cursor)[0]).isEmpty();
    }

    private static String[] ends(TextCursor cursor) {
        return cursor.word().split("-", 2);
    }

    /** Reads {@code monday, thursday}, {@code monday to friday}, {@code mon-fri} or {@code weekday}, and lists of them. */
    static Set<DayOfWeek> read(TextCursor cursor) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        do {
            String[] ends = ends(cursor);
            boolean dash = ends.length == 2;
            Set<DayOfWeek> first = days(ends[0]);
            Set<DayOfWeek> last = dash ? days(ends[1]) : first;
            if (first.isEmpty() || last.isEmpty() || (dash && (first.size() > 1 || last.size() > 1))) {
                throw cursor.expected(EXPECTED, WORDS);
            }
            cursor.next();
            if (!dash && first.size() == 1 && cursor.take("to")) {
                last = days(cursor.word());
                if (last.size() != 1) {
                    throw cursor.expected("a day, monday to sunday", WORDS);
                }
                cursor.next();
            }
            if (first.size() > 1) {
                days.addAll(first);
            } else {
                addRange(days, first.iterator().next(), last.iterator().next());
            }
        } while (cursor.take(","));
        return days;
    }

    /** Reads a day of the week, or {@code weekday} for any from Monday to Friday. */
    static Set<DayOfWeek> readOne(TextCursor cursor) {
        Set<DayOfWeek> days = days(cursor.word());
        if (days.isEmpty()) {
            throw cursor.expected("\"day\" or " + EXPECTED, WORDS);
        }
        cursor.next();
        return days;
    }

    private static void addRange(Set<DayOfWeek> days, DayOfWeek first, DayOfWeek last) {
        days.add(first);
        for (DayOfWeek day = first; day != last; ) {
            day = day.plus(1);
            days.add(day);
        }
    }

    /** The days that a word names, in full or cut to three, four or five letters; empty when it names none. */
    private static Set<DayOfWeek> days(String word) {
        String lower = Ascii.lower(word);
        if (lower.equals(WEEKDAY) || lower.equals("weekdays")) {
            return MONDAY_TO_FRIDAY;
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = word(day);
            boolean cut = name.startsWith(lower) && lower.length() >= 3 && lower.length() <= 5;
            if (cut || lower.equals(name)) {
                return EnumSet.of(day);
            }
        }
        return Set.of();
    }

    /** @param mondayToFriday the words for these five; empty: "weekday" */
    static String text(Set<DayOfWeek> days, String mondayToFriday) {
        if (days.equals(MONDAY_TO_FRIDAY)) {
            return mondayToFriday.isEmpty() ? WEEKDAY : mondayToFriday;
        }
        return String.join(", ", days.stream().map(WeekDays::word).toList());
    }

    /** Words for a sentence: {@code Monday, Wednesday and Friday}, or {@code Monday to Friday}. */
    static String describe(Set<DayOfWeek> days) {
        if (days.equals(MONDAY_TO_FRIDAY)) {
            return "Monday to Friday";
        }
        return TextList.list(days.stream().map(day -> Ascii.capital(word(day))).toList(), "and");
    }

    /** Words for one of several such days in a month: {@code Monday or Friday}. */
    static String describeOne(Set<DayOfWeek> days) {
        return days.equals(MONDAY_TO_FRIDAY)
                ? WEEKDAY + " (Monday to Friday)"
                : TextList.list(
                        days.stream().map(day -> Ascii.capital(word(day))).toList(), "or");
    }
}
