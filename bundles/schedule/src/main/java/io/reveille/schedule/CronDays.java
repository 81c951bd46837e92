package io.reveille.schedule;

/**
 * The days that the two day fields of a cron pattern allow. A field is restricted unless its first part is {@code *}; two
 * restricted fields mean either, or both with {@code +}.
 *
 * @param days of the month, bits 1 to 31
 * @param lastDay {@code L}
 * @param nearest the day of {@code nW}; 0: none
 * @param weekdays bits 0 (Sunday) to 6
 * @param nths {@code D#k} as bit {@code 7 * (k - 1) + D}
 * @param lasts {@code D#L}, bits 0 to 6
 */
record CronDays(
        int days,
        boolean lastDay,
        int nearest,
        boolean daysRestricted,
        int weekdays,
        long nths,
        int lasts,
        boolean weekdaysRestricted,
        boolean both) {

    /** The days of a month that match, as bits 1 to 31. */
    int in(int length, int firstWeekday) {
        int matching = 0;
        for (int day = 1; day <= length; day++) {
            if (matches(day, length, firstWeekday)) {
                matching |= 1 << day;
            }
        }
        return matching;
    }

    /** The days of the week, bits 0 to 6, if nothing else matters; else 0. */
    int weekly() {
        if (daysRestricted || nths != 0 || lasts != 0) {
            return 0;
        }
        return weekdaysRestricted ? weekdays : 127;
    }

    private boolean matches(int day, int length, int firstWeekday) {
        boolean dayMatches = has(days, day)
                || (lastDay && day == length)
                || (nearest > 0 && nearest <= length && day == nearestTo(length, firstWeekday));
        int weekday = weekday(day, firstWeekday);
        boolean weekdayMatches = has(weekdays, weekday)
                || has(nths, (day - 1) / 7 * 7 + weekday)
                || (has(lasts, weekday) && day + 7 > length);
        if (both) {
            return dayMatches && weekdayMatches;
        }
        return (daysRestricted && dayMatches)
                || (weekdaysRestricted && weekdayMatches)
                || (!daysRestricted && !weekdaysRestricted);
    }

    private static boolean has(long bits, int bit) {
        return ((bits >>> bit) & 1) != 0;
    }

    private static int weekday(int day, int firstWeekday) {
        return (firstWeekday + day - 1) % 7;
    }

    /** The weekday nearest to a day: Friday for a Saturday and Monday for a Sunday, unless that would leave the month. */
    private int nearestTo(int length, int firstWeekday) {
        return switch (weekday(nearest, firstWeekday)) {
            case 6 -> nearest == 1 ? 3 : nearest - 1;
            case 0 -> nearest == length ? length - 2 : nearest + 1;
            default -> nearest;
        };
    }
}
