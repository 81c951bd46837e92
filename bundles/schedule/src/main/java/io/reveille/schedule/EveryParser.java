package io.reveille.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what follows "every": an interval, days of the week or days of the month. */
final class EveryParser {
    private static final String SUBJECT = "a unit (" + Unit.plurals() + ") or a weekday";
    private static final String DAY_OF_MONTH = "\"day\" and a number from 1 to 31, or first, second, third, fourth,"
            + " fifth or last and \"day\" or a day of the week";
    private static final List<String> SUBJECT_WORDS = subjectWords();
    private static final List<String> DAY_OF_MONTH_WORDS = dayOfMonthWords();
    private static final List<String> NUMERALS = List.of("", "1st", "2nd", "3rd", "4th", "5th");

    private final TextCursor cursor;

    private EveryParser(TextCursor cursor) {
        this.cursor = cursor;
    }

    static ScheduleDraft parse(TextCursor cursor) {
        return new EveryParser(cursor).subject();
    }

    private static List<String> subjectWords() {
        List<String> words = new ArrayList<>(Unit.words());
        words.addAll(WeekDays.WORDS);
        return List.copyOf(words);
    }

    private static List<String> dayOfMonthWords() {
        List<String> words = new ArrayList<>(DayOfMonth.ORDINALS);
        words.add("day");
        return List.copyOf(words);
    }

    private ScheduleDraft subject() {
        int place = cursor.start();
        if (Amount.isJoined(cursor)) {
            Amount amount = Amount.readJoined(cursor);
            return ScheduleDraft.ofInterval(amount.number(), amount.number(), amount.unit());
        }
        if (!cursor.startsWithDigit() && !cursor.startsWith('-') && !cursor.startsWith('+')) {
            return unitOrDays(1, 1, place, place);
        }
        int min = Amount.readNumber(cursor, 1);
        int last = place;
        int max = min;
        if (cursor.take("to")) {
            last = cursor.start();
            max = Amount.readNumber(cursor, min);
        }
        return unitOrDays(min, max, place, last);
    }

    private ScheduleDraft unitOrDays(int min, int max, int minPlace, int maxPlace) {
        Unit unit = Unit.of(Ascii.lower(cursor.word()));
        if (unit != null) {
            cursor.next();
            if (max > unit.max()) {
                throw cursor.expected(unit.expectedInterval(), min > unit.max() ? minPlace : maxPlace);
            }
            if (unit == Unit.MONTH) {
                return months(min, max, maxPlace);
            }
            return ScheduleDraft.ofInterval(min, max, unit);
        }
        if (!WeekDays.areNamed(cursor)) {
            throw cursor.expected(SUBJECT, SUBJECT_WORDS);
        }
        if (max != 1) {
            throw cursor.expected("no number before a weekday", minPlace);
        }
        return ScheduleDraft.ofDays(WeekDays.read(cursor));
    }

    private ScheduleDraft months(int min, int max, int maxPlace) {
        if (max > min) {
            throw cursor.expected("one number of months", maxPlace);
        }
        if (!cursor.take("on")) {
            throw cursor.expected("\"on\" and a day of the month", List.of("on"));
        }
        return ScheduleDraft.ofMonths(min, dayOfMonth());
    }

    private DayOfMonth dayOfMonth() {
        if (cursor.take("day")) {
            int day = Ascii.number(cursor.word());
            if (day < 1 || day > 31) {
                throw cursor.expected("a day of the month from 1 to 31");
            }
            cursor.next();
            return new DayOfMonth(day, Set.of());
        }
        String word = Ascii.lower(cursor.word());
        int nth = Math.max(DayOfMonth.ORDINALS.indexOf(word), NUMERALS.indexOf(word));
        if (nth < 0 || word.isEmpty()) {
            throw cursor.expected(DAY_OF_MONTH, DAY_OF_MONTH_WORDS);
        }
        cursor.next();
        return cursor.take("day") ? new DayOfMonth(nth, Set.of()) : new DayOfMonth(nth, WeekDays.readOne(cursor));
    }
}
