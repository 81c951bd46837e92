package io.reveille.schedule;

import io.reveille.schedule.Cursor.Token;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads what follows "every": an interval or days of the week, then {@code at} and {@code in} in either order. */
final class EveryParser {
    private static final String WEEKDAY = "weekday";
    private static final String SUBJECT = "a unit (" + String.join(", ", Unit.plurals()) + ") or a weekday";
    private static final String DAY = "a weekday (monday to sunday, or " + WEEKDAY + ")";
    private static final String NUMBER = "a whole number from 1 to " + Limits.INTERVAL;
    private static final List<String> DAY_WORDS = dayWords();
    private static final List<String> SUBJECT_WORDS = subjectWords();
    private static final Set<String> LATER_UNITS = Set.of("month", "months");

    private final Cursor cursor;

    private EveryParser(Cursor cursor) {
        this.cursor = cursor;
    }

    static Chain parse(Cursor cursor, ZoneId defaultZone) {
        EveryParser parser = new EveryParser(cursor);
        return parser.clauses(parser.subject()).toChain(defaultZone);
    }

    private static List<String> dayWords() {
        List<String> words = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            words.add(Ascii.lower(day.name()));
        }
        words.add(WEEKDAY);
        return List.copyOf(words);
    }

    private static List<String> subjectWords() {
        List<String> words = new ArrayList<>(Unit.plurals());
        for (Unit unit : Unit.values()) {
            words.add(unit.singular());
        }
        words.addAll(DAY_WORDS);
        return List.copyOf(words);
    }

    private Draft subject() {
        Token first = cursor.peek();
        if (IsoDuration.looksLike(first.word())) {
            IsoDuration duration = IsoDuration.read(cursor);
            return Draft.ofInterval(duration.number(), duration.number(), duration.unit());
        }
        if (!first.startsWithDigit()
                && !first.word().startsWith("-")
                && !first.word().startsWith("+")) {
            return unitOrDays(1, 1, first, first);
        }
        int min = number(cursor, 1);
        Token last = first;
        int max = min;
        if (cursor.take("to")) {
            last = cursor.peek();
            max = number(cursor, min);
        }
        return unitOrDays(min, max, first, last);
    }

    /** Reads a whole number from {@code least} on; its unit, which is not known yet, may bound it more narrowly. */
    static int number(Cursor cursor, int least) {
        int number = Ascii.number(cursor.peek().word());
        if (number < least || number > Limits.INTERVAL) {
            throw cursor.expected(least == 1 ? NUMBER : "a whole number from " + least + " to " + Limits.INTERVAL);
        }
        cursor.next();
        return number;
    }

    private Draft unitOrDays(int min, int max, Token minPlace, Token maxPlace) {
        Token token = cursor.peek();
        if (LATER_UNITS.contains(token.lower())) {
            throw cursor.unsupported(SUBJECT);
        }
        Unit unit = Unit.of(token.lower());
        if (unit != null) {
            cursor.next();
            if (max > unit.max()) {
                throw cursor.expected(unit.expectedInterval(), min > unit.max() ? minPlace : maxPlace);
            }
            return Draft.ofInterval(min, max, unit);
        }
        if (!DAY_WORDS.contains(token.lower())) {
            throw cursor.expected(SUBJECT, SUBJECT_WORDS);
        }
        if (max != 1) {
            throw cursor.expected("no number before a weekday", minPlace);
        }
        return Draft.ofDays(days());
    }

    private Set<DayOfWeek> days() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        do {
            String word = cursor.peek().lower();
            int index = DAY_WORDS.indexOf(word);
            if (index < 0) {
                throw cursor.expected(DAY, DAY_WORDS);
            }
            if (word.equals(WEEKDAY)) {
                days.addAll(WeekdayRule.MONDAY_TO_FRIDAY);
            } else {
                days.add(DayOfWeek.of(index + 1));
            }
            cursor.next();
        } while (cursor.take(","));
        return days;
    }

    private Draft clauses(Draft subject) {
        Draft draft = subject;
        while (true) {
            if (draft.at() == null && cursor.peek().is("at")) {
                draft = draft.withAt(at(draft.unit()));
            } else if (draft.zone() == null && cursor.take("in")) {
                draft = draft.withZone(ScheduleParser.zone(cursor));
            } else {
                return draft;
            }
        }
    }

    private LocalTime at(Unit unit) {
        if (unit == Unit.SECOND) {
            throw cursor.expected(AtTime.expected(unit));
        }
        cursor.next();
        LocalTime at = AtTime.parse(cursor.peek().word(), unit);
        if (at == null) {
            throw cursor.expected(AtTime.expected(unit));
        }
        cursor.next();
        return at;
    }
}
