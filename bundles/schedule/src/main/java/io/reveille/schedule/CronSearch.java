package io.reveille.schedule;

import static io.reveille.schedule.CronYears.daysBefore;
import static io.reveille.schedule.CronYears.isLeap;
import static io.reveille.schedule.CronYears.lengthOf;
import static io.reveille.schedule.CronYears.startOf;
import static io.reveille.schedule.CronYears.weekdayOf;

/**
 * Finds the local times that match a cron pattern, as seconds since 1970 that are read as if in UTC. A month is one of 28
 * kinds (its length and its first weekday) and a year one of 14, so what matches in each is found once; then a question
 * takes a fixed number of steps, however rare the pattern. Immutable.
 */
final class CronSearch {
    private static final int DAY = 86_400;
    private static final int END = startOf(CronYears.LAST + 1);

    private final long seconds;
    private final long minutes;
    private final int hours;
    /** For each kind of month, its matching days as bits 1 to 31. */
    private final int[] days = new int[28];
    /** For each kind of year, the months with a matching day as bits 1 to 12. */
    private final int[] months = new int[14];
    /** For each kind of year, how many days match. */
    private final int[] daysInYear = new int[14];

    /** The days of the week, bits 0 to 6, if the dates depend on nothing else; otherwise 0. */
    private final int weekly;

    private final CronYearSet years;
    private final int firstTime;
    private final int lastTime;
    private final int timesInDay;

    CronSearch(CronFields fields) {
        seconds = fields.seconds();
        minutes = fields.minutes();
        hours = fields.hours();
        for (int kind = 0; kind < days.length; kind++) {
            days[kind] = fields.days().in(28 + kind / 7, kind % 7);
        }
        for (int kind = 0; kind < months.length; kind++) {
            for (int month = 1; month <= 12; month++) {
                int matching = ((fields.months() >>> month) & 1) == 0 ? 0 : days[kindOfMonth(kind, month)];
                months[kind] |= matching == 0 ? 0 : 1 << month;
                daysInYear[kind] += Integer.bitCount(matching);
            }
        }
        boolean anyMonth =
                Integer.bitCount(fields.months()) == 12 && fields.years().equals(CronYearSet.ALL);
        weekly = anyMonth ? fields.days().weekly() : 0;
        long[] some = new long[4];
        for (int year = fields.years().ceiling(CronYears.FIRST);
                year > 0;
                year = fields.years().ceiling(year + 1)) {
            if (daysInYear[kindOfYear(year)] > 0) {
                some[(year - CronYears.FIRST) >> 6] |= 1L << (year - CronYears.FIRST);
            }
        }
        years = CronYearSet.of(some);
        firstTime = time(
                Integer.numberOfTrailingZeros(hours),
                Long.numberOfTrailingZeros(minutes),
                Long.numberOfTrailingZeros(seconds));
        lastTime = time(
                31 - Integer.numberOfLeadingZeros(hours),
                63 - Long.numberOfLeadingZeros(minutes),
                63 - Long.numberOfLeadingZeros(seconds));
        timesInDay = Integer.bitCount(hours) * timesInHour();
    }

    private int timesInHour() {
        return Long.bitCount(minutes) * Long.bitCount(seconds);
    }

    private static int time(int hour, int minute, int second) {
        return hour * 3600 + minute * 60 + second;
    }

    private static int kindOfYear(int year) {
        return (isLeap(year) ? 7 : 0) + weekdayOf(startOf(year));
    }

    private static int kindOfMonth(int kindOfYear, int month) {
        boolean leap = kindOfYear >= 7;
        return (lengthOf(month, leap) - 28) * 7 + (kindOfYear + daysBefore(month, leap)) % 7;
    }

    /** The first matching local time from a given one on, which is not negative; -1 when there is none. */
    long ceiling(long local) {
        if (local >= CronYears.END_OF_LOCAL_TIME) {
            return -1;
        }
        int day = (int) (local / DAY);
        int ofDay = (int) (local - (long) day * DAY);
        int time = firstTime;
        if (ofDay > lastTime) {
            day++;
        } else if (ofDay > firstTime) {
            time = timeFrom(ofDay);
        }
        int match = dayFrom(day);
        if (match < 0) {
            return -1;
        }
        return (long) match * DAY + (match == day ? time : firstTime);
    }

    /** The first matching time of day from a second of the day on, which must not be later than the last one. */
    private int timeFrom(int ofDay) {
        int hour = ofDay / 3600;
        if (((hours >>> hour) & 1) != 0) {
            int ofHour = ofDay - hour * 3600;
            int minute = ofHour / 60;
            long fromMinute = minutes >>> minute;
            if ((fromMinute & 1) != 0) {
                long fromSecond = seconds >>> (ofHour - minute * 60);
                if (fromSecond != 0) {
                    return ofDay + Long.numberOfTrailingZeros(fromSecond);
                }
            }
            long later = fromMinute & -2;
            if (later != 0) {
                int next = minute + Long.numberOfTrailingZeros(later);
                return time(hour, next, Long.numberOfTrailingZeros(seconds));
            }
        }
        int nextHour = Integer.numberOfTrailingZeros(hours & (-2 << hour));
        return nextHour * 3600 + firstTime % 3600;
    }

    /** The first matching day from one on, in days since 1970; -1 when there is none. */
    private int dayFrom(int from) {
        if (weekly != 0) {
            int day = from + Integer.numberOfTrailingZeros((weekly | (weekly << 7)) >>> weekdayOf(from));
            return day < END ? day : -1;
        }
        int date = CronYears.dateOf(from);
        int year = date >>> 9;
        if (years.contains(year)) {
            int start = startOf(year);
            int kind = (isLeap(year) ? 7 : 0) + weekdayOf(start);
            int month = (date >>> 5) & 15;
            if (((months[kind] >>> month) & 1) != 0) {
                int day = date & 31;
                int rest = days[kindOfMonth(kind, month)] & (-1 << day);
                if (rest != 0) {
                    return from + Integer.numberOfTrailingZeros(rest) - day;
                }
            }
            int later = months[kind] & (-2 << month);
            if (later != 0) {
                return firstDay(start, kind, later);
            }
        }
        int next = years.ceiling(year + 1);
        if (next < 0) {
            return -1;
        }
        int kind = kindOfYear(next);
        return firstDay(startOf(next), kind, months[kind]);
    }

    private int firstDay(int startOfYear, int kind, int someMonths) {
        int month = Integer.numberOfTrailingZeros(someMonths);
        return startOfYear
                + daysBefore(month, kind >= 7)
                + Integer.numberOfTrailingZeros(days[kindOfMonth(kind, month)])
                - 1;
    }

    /** How many local times before a given one, which is not negative, match. */
    long countBefore(long local) {
        long end = Math.min(local, CronYears.END_OF_LOCAL_TIME);
        int day = (int) (end / DAY);
        long count = (long) matchingDaysBefore(day) * timesInDay;
        return dayFrom(day) == day ? count + timesBefore((int) (end - (long) day * DAY)) : count;
    }

    private int timesBefore(int ofDay) {
        int hour = ofDay / 3600;
        int minute = ofDay / 60 % 60;
        int count = Integer.bitCount(hours & ((1 << hour) - 1)) * timesInHour();
        if (((hours >>> hour) & 1) != 0) {
            count += Long.bitCount(minutes & ((1L << minute) - 1)) * Long.bitCount(seconds);
            if (((minutes >>> minute) & 1) != 0) {
                count += Long.bitCount(seconds & ((1L << (ofDay % 60)) - 1));
            }
        }
        return count;
    }

    private int matchingDaysBefore(int epochDay) {
        int date = CronYears.dateOf(epochDay);
        int count = 0;
        for (int year = years.ceiling(CronYears.FIRST); year > 0 && year < date >>> 9; year = years.ceiling(year + 1)) {
            count += daysInYear[kindOfYear(year)];
        }
        if (years.contains(date >>> 9)) {
            int kind = kindOfYear(date >>> 9);
            for (int month = 1; month <= ((date >>> 5) & 15); month++) {
                int matching = ((months[kind] >>> month) & 1) == 0 ? 0 : days[kindOfMonth(kind, month)];
                boolean last = month == ((date >>> 5) & 15);
                count += Integer.bitCount(last ? matching & ((1 << (date & 31)) - 1) : matching);
            }
        }
        return count;
    }
}
