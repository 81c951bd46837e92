package io.reveille.schedule;

import io.reveille.schedule.CronFieldParser.Kind;
import java.util.StringJoiner;

/** A reader of one field of a pattern of Quartz, which puts it into our words. */
final class QuartzField {

    private static final int SATURDAY = 6;

    private final Kind kind;
    private final String text;
    private final int start;
    private final int end;
    private final int max; // by our numbers
    private int at;

    QuartzField(Kind kind, String text, int start, int end) {
        this.kind = kind;
        this.text = text;
        this.start = start;
        this.end = end;
        this.at = start;
        this.max = kind == Kind.WEEKDAY ? SATURDAY : kind.max();
    }

    /** @throws ScheduleSyntaxException when the field is none of Quartz, or there is no pattern for it here */
    String translated() {
        StringJoiner parts = new StringJoiner(",");
        do {
            parts.add(part());
        } while (take(','));
        if (at < end) {
            throw expected("\",\" or the end of the field");
        }
        return parts.toString();
    }

    private String part() {
        if (take('*') || comes('/')) {
            return comes('/') ? "*/" + step() : "*";
        }
        if ((kind == Kind.DAY || kind == Kind.WEEKDAY) && take('L')) {
            return last();
        }
        int low = value();
        if (kind == Kind.DAY && take('W')) {
            return alone(low + "W");
        }
        if (kind == Kind.WEEKDAY && take('L')) {
            return low + "L";
        }
        if (kind == Kind.WEEKDAY && take('#')) {
            return low + "#" + number("which one in the month, 1 to 5", 1, 5);
        }
        if (take('-')) {
            int high = value();
            return range(low, high, comes('/') ? step() : 1);
        }
        if (comes('/')) {
            int step = step();
            return low == kind.min() ? "*/" + step : range(low, max, step);
        }
        return String.valueOf(low);
    }

    /** A bare {@code L}: the last day of the month; in the other day field Saturday. */
    private String last() {
        if (kind == Kind.WEEKDAY) {
            return String.valueOf(SATURDAY);
        }
        if (comes('-') || comes('W')) {
            throw expected(
                    "\"L\" alone; for days before the last one, and weekdays among them, there is no pattern here");
        }
        return alone("L");
    }

    private String alone(String part) {
        if (at < end || text.lastIndexOf(',', at) >= start) {
            throw expected("\"L\" or \"W\" in no list, as Quartz has it");
        }
        return part;
    }

    /** A range, which may run over the end of what it counts. */
    private String range(int low, int high, int step) {
        if (low <= high) {
            return span(low, high) + (low == high || step == 1 ? "" : "/" + step);
        }
        if (kind == Kind.YEAR) {
            throw expected("a range of years that goes up");
        }
        int length = max - kind.min() + 1;
        StringJoiner values = new StringJoiner(",");
        for (int value = low; value <= high + length; value += step) {
            values.add(String.valueOf(value <= max ? value : value - length));
        }
        return values.toString();
    }

    private static String span(int low, int high) {
        return low == high ? String.valueOf(low) : low + "-" + high;
    }

    private int step() {
        at++;
        return number("a step, a whole number from 1", 1, 1000);
    }

    /** A value by our numbers. */
    private int value() {
        int named = kind.named(text, at, end);
        if (named >= 0) {
            at += 3;
            return named;
        }
        return kind == Kind.WEEKDAY
                ? number("a day of the week from 1 (Sunday) to 7 (Saturday) or SUN to SAT", 1, 7) - 1
                : number(kind.expected(), kind.min(), max);
    }

    private int number(String what, int least, int most) {
        int place = at;
        int value = -1;
        while (at < end && Ascii.isDigit(text.charAt(at))) {
            value = Math.min(100_000, Math.max(value, 0) * 10 + (text.charAt(at) - '0'));
            at++;
        }
        if (value < least || value > most) {
            at = place;
            throw expected(what);
        }
        return value;
    }

    private boolean comes(char c) {
        return at < end && Ascii.upper(text.charAt(at)) == c;
    }

    private boolean take(char c) {
        boolean comes = comes(c);
        at += comes ? 1 : 0;
        return comes;
    }

    private ScheduleSyntaxException expected(String what) {
        return ScheduleSyntaxException.expected(text, at, what, "");
    }
}
