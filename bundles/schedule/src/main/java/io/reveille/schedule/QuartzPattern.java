package io.reveille.schedule;

import java.time.ZoneId;
import java.util.StringJoiner;

/**
 * A reader of the patterns of Quartz, which puts them into our words: there weekdays count from 1 for Sunday, {@code 0/10} is a start
 * and a step, ranges may run over the end of the day, the week or the year, and one of the two day fields is {@code ?}.
 */
final class QuartzPattern {

    private static final CronFieldParser.Kind[] FIELDS = {
        CronFieldParser.Kind.SECOND,
        CronFieldParser.Kind.MINUTE,
        CronFieldParser.Kind.HOUR,
        CronFieldParser.Kind.DAY,
        CronFieldParser.Kind.MONTH,
        CronFieldParser.Kind.WEEKDAY,
        CronFieldParser.Kind.YEAR
    };

    private static final int DAY = 3;
    private static final int MONTH = 4;
    private static final int WEEKDAY = 5;

    private static final String COUNT = "6 fields (second minute hour day month weekday) or 7 (year last)";
    private static final String ONE = "\"?\" in one of the two day fields, and a day in the other, as Quartz has it";

    private final String text;
    private final int[] starts = new int[FIELDS.length];
    private final int[] ends = new int[FIELDS.length];
    private int fields;

    private QuartzPattern(String text) {
        this.text = text;
    }

    /** @throws ScheduleSyntaxException when the text is no pattern of Quartz, or there is no word for it here */
    static Schedule parse(String text, ZoneId zone) {
        if (text.length() > Limits.CRON_LENGTH) {
            throw ScheduleSyntaxException.expected(
                    text, Limits.CRON_LENGTH, "at most " + Limits.CRON_LENGTH + " characters", "");
        }
        QuartzPattern pattern = new QuartzPattern(text);
        pattern.split();
        return ScheduleParser.parse(pattern.translated(), zone);
    }

    private void split() {
        int at = 0;
        while (true) {
            while (at < text.length() && CronParser.isBlank(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                break;
            }
            if (fields == FIELDS.length) {
                throw expected(at, "no eighth field");
            }
            starts[fields] = at;
            while (at < text.length() && !CronParser.isBlank(text.charAt(at))) {
                at++;
            }
            ends[fields++] = at;
        }
        if (fields < FIELDS.length - 1) {
            throw expected(text.length(), COUNT);
        }
    }

    private String translated() {
        if (is(DAY, "?") == is(WEEKDAY, "?")) {
            throw expected(starts[WEEKDAY], ONE);
        }
        if (is(DAY, "LW")) {
            return lastWeekday();
        }
        StringJoiner pattern = new StringJoiner(" ", "cron ", "");
        for (int i = 0; i < fields; i++) {
            boolean any = (i == DAY || i == WEEKDAY) && is(i, "?");
            pattern.add(any ? "*" : new QuartzField(FIELDS[i], text, starts[i], ends[i]).translated());
        }
        return pattern.toString();
    }

    /** The last weekday of each month, for which there is no pattern here but a sentence. */
    private String lastWeekday() {
        if (!is(MONTH, "*") || (fields == FIELDS.length && !is(FIELDS.length - 1, "*"))) {
            throw expected(
                    starts[DAY],
                    "\"LW\" only in every month of every year; for others use \"every month on last weekday\" and a window");
        }
        return "every month on last weekday at " + single(2) + ":" + single(1) + ":" + single(0);
    }

    private String single(int field) {
        String value = text.substring(starts[field], ends[field]);
        if (value.isEmpty() || value.length() > 2 || !value.chars().allMatch(c -> Ascii.isDigit((char) c))) {
            throw expected(starts[field], "one value beside \"LW\", for which there is no pattern here");
        }
        return value.length() == 1 ? "0" + value : value;
    }

    private boolean is(int field, String value) {
        return ends[field] - starts[field] == value.length()
                && text.regionMatches(true, starts[field], value, 0, value.length());
    }

    private ScheduleSyntaxException expected(int at, String what) {
        return ScheduleSyntaxException.expected(text, at, what, "");
    }
}
