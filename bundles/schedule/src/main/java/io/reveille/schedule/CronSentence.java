package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A cron pattern in words. */
final class CronSentence {
    private static final int FEW = 6;

    private final CronFields fields;

    CronSentence(CronFields fields) {
        this.fields = fields;
    }

    @Override
    public String toString() {
        String dates = dates();
        List<Integer> times = fewTimes();
        if (times.isEmpty()) {
            return manyTimes() + (dates.isEmpty() ? "" : ", " + dates);
        }
        String list = TextList.list(times.stream().map(AtTime::ofDay).toList(), "and");
        return dates.isEmpty() ? "Every day at " + list : "At " + list + ", " + dates;
    }

    /** The times of day in seconds, to be listed; empty when there are too many, or they are better said as an interval. */
    private List<Integer> fewTimes() {
        List<Integer> times = new ArrayList<>();
        long count = (long) hours().size() * minutes().size() * seconds().size();
        if (count <= FEW && minutes().size() < 3 && seconds().size() < 3 && step(hours()) < 0) {
            for (int hour : hours()) {
                for (int minute : minutes()) {
                    for (int second : seconds()) {
                        times.add(hour * 3600 + minute * 60 + second);
                    }
                }
            }
        }
        return times;
    }

    private List<Integer> hours() {
        return values(fields.hours());
    }

    private List<Integer> minutes() {
        return values(fields.minutes());
    }

    private List<Integer> seconds() {
        return values(fields.seconds());
    }

    private String manyTimes() {
        if (seconds().size() > 1) {
            return every(seconds(), Unit.SECOND) + of(minutes(), 60, Unit.MINUTE) + of(hours(), 24, Unit.HOUR);
        }
        int second = seconds().get(0);
        if (minutes().size() > 1) {
            boolean isSpan = step(minutes()) > 0 && isFull(minutes()) && isRun(hours());
            if (isSpan && (hours().size() < 24 || minutes().get(0) > 0)) {
                return every(minutes(), Unit.MINUTE)
                        + fromTo(minutes().get(0), minutes().get(minutes().size() - 1));
            }
            return every(minutes(), Unit.MINUTE) + past(second) + of(hours(), 24, Unit.HOUR);
        }
        int minute = minutes().get(0);
        if (hours().size() == 24) {
            return "Every hour " + AtTime.describe(LocalTime.of(0, minute, second), Unit.HOUR);
        }
        if (step(hours()) > 0) {
            return "Every " + Unit.HOUR.each(step(hours())) + fromTo(minute, minute);
        }
        return "At minute " + minute + past(second) + of(hours(), 24, Unit.HOUR);
    }

    private static String past(int second) {
        return second == 0 ? "" : " " + AtTime.describe(LocalTime.of(0, 0, second), Unit.MINUTE);
    }

    /** The times between the first and the last hour. */
    private String fromTo(int firstMinute, int lastMinute) {
        int first = hours().get(0) * 3600 + firstMinute * 60 + seconds().get(0);
        int last = hours().get(hours().size() - 1) * 3600
                + lastMinute * 60
                + seconds().get(0);
        return " from " + AtTime.ofDay(first) + " to " + AtTime.ofDay(last);
    }

    private static String every(List<Integer> values, Unit unit) {
        int step = step(values);
        return step > 0 && isFull(values) ? "Every " + unit.each(step) : "At " + unit.singular() + " " + list(values);
    }

    private static String of(List<Integer> values, int all, Unit unit) {
        return values.size() == all ? "" : " of " + unit.singular() + " " + list(values);
    }

    /** The step of three or more evenly spaced values; -1 for any others. */
    private static int step(List<Integer> values) {
        if (values.size() < 3) {
            return -1;
        }
        int step = values.get(1) - values.get(0);
        for (int i = 2; i < values.size(); i++) {
            if (values.get(i) - values.get(i - 1) != step) {
                return -1;
            }
        }
        return step;
    }

    private static boolean isRun(List<Integer> values) {
        return values.get(values.size() - 1) - values.get(0) == values.size() - 1;
    }

    /** Whether the step goes on evenly into the next minute or hour. */
    private static boolean isFull(List<Integer> values) {
        return values.get(0) + 60 - values.get(values.size() - 1) == step(values);
    }

    private String dates() {
        List<String> parts = new ArrayList<>();
        String days = days();
        if (!days.isEmpty()) {
            parts.add(days);
        }
        if (Integer.bitCount(fields.months()) < 12) {
            parts.add("in " + list(values(fields.months()), CronSentence::month));
        }
        if (!fields.years().equals(CronYearSet.ALL)) {
            parts.add("in " + list(fields.years().values()));
        }
        return String.join(", ", parts);
    }

    private static String month(int number) {
        return Ascii.capital(Ascii.lower(Month.of(number).name()));
    }

    private String days() {
        CronDays days = fields.days();
        String ofMonth = days.daysRestricted() ? daysOfMonth(days) : "";
        String ofWeek = days.weekdaysRestricted() ? daysOfWeek(days) : "";
        if (ofMonth.isEmpty() || ofWeek.isEmpty()) {
            return ofMonth + ofWeek;
        }
        boolean on = days.both() && ofWeek.startsWith("on ");
        return ofMonth + (days.both() ? " where that is " : " or ") + (on ? ofWeek.substring(3) : ofWeek);
    }

    private static String daysOfMonth(CronDays days) {
        List<String> parts = new ArrayList<>();
        if (days.days() != 0) {
            parts.add("day " + list(values(days.days())));
        }
        if (days.lastDay()) {
            parts.add("the last day");
        }
        if (days.nearest() > 0) {
            parts.add("the weekday nearest to day " + days.nearest());
        }
        return "on " + TextList.list(parts, "and") + " of the month";
    }

    private static String daysOfWeek(CronDays days) {
        // Here Sunday is 7, the last day of the week.
        List<Integer> mondayFirst = values((days.weekdays() & 126) | ((days.weekdays() & 1) << 7));
        List<String> parts = new ArrayList<>();
        for (int bit : values(days.nths())) {
            parts.add("the " + DayOfMonth.ORDINALS.get(bit / 7 + 1) + " " + weekday(bit % 7));
        }
        for (int weekday : values(days.lasts())) {
            parts.add("the last " + weekday(weekday));
        }
        String some = parts.isEmpty() ? "" : TextList.list(parts, "and") + " of the month";
        if (mondayFirst.isEmpty()) {
            return "on " + some;
        }
        String plain = list(mondayFirst, CronSentence::weekday);
        return (isRun(mondayFirst) && mondayFirst.size() > 2 ? plain : "on " + plain)
                + (some.isEmpty() ? "" : " and " + some);
    }

    private static String weekday(int number) {
        return Ascii.capital(Ascii.lower(DayOfWeek.of(number == 0 ? 7 : number).name()));
    }

    private static List<Integer> values(long bits) {
        List<Integer> values = new ArrayList<>();
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            values.add(Long.numberOfTrailingZeros(rest));
        }
        return values;
    }

    private static String list(List<Integer> values) {
        return list(values, Integer::toString);
    }

    /** Lists values by their names, three or more in a row as {@code first to last}. */
    private static String list(List<Integer> values, IntFunction<String> name) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); ) {
            int last = i;
            while (last + 1 < values.size() && values.get(last + 1) == values.get(last) + 1) {
                last++;
            }
            if (last - i >= 2) {
                parts.add(name.apply(values.get(i)) + " to " + name.apply(values.get(last)));
                i = last + 1;
            } else {
                parts.add(name.apply(values.get(i)));
                i++;
            }
        }
        return TextList.list(parts, "and");
    }
}
