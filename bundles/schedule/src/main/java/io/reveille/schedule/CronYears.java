package io.reveille.schedule;

/** The years of the cron specification, and the calendar of them in plain numbers. */
final class CronYears {
    static final int FIRST = 1970;
    static final int LAST = 2199;
    static final int COUNT = LAST - FIRST + 1;

    private static final int DAYS_TO_1970_FROM_MARCH_OF_0 = 719_468;
    private static final int[] DAYS_BEFORE_MONTH = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    /** The second after the last year, in local time. */
    static final long END_OF_LOCAL_TIME = 86_400L * startOf(LAST + 1);

    private CronYears() {}

    static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The first of January of a year, in days since 1970. */
    static int startOf(int year) {
        return 365 * (year - 1970) + (year - 1969) / 4 - (year - 1901) / 100 + (year - 1601) / 400;
    }

    /** How many days of the year lie before a month. */
    static int daysBefore(int month, boolean leap) {
        return DAYS_BEFORE_MONTH[month] + (leap && month > 2 ? 1 : 0);
    }

    static int lengthOf(int month, boolean leap) {
        if (month == 2) {
            return leap ? 29 : 28;
        }
        return 30 + ((month ^ (month >> 3)) & 1);
    }

    /** The day of the week, of which Sunday is 0. */
    static int weekdayOf(int epochDay) {
        return (epochDay + 4) % 7;
    }

    /**
     * Year, month and day in one number: {@code year << 9 | month << 5 | day}. The arithmetic is that of Neri and
     * Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022): years begin in
     * March, and the divisions are by constants.
     *
     * @param epochDay from 1970 on
     */
    static int dateOf(int epochDay) {
        int quarters = 4 * (epochDay + DAYS_TO_1970_FROM_MARCH_OF_0) + 3;
        int century = quarters / 146_097;
        long ofCentury = 2_939_745L * ((quarters % 146_097) | 3);
        int yearOfCentury = (int) (ofCentury >>> 32);
        int dayOfYear = (int) ((ofCentury & 0xFFFF_FFFFL) / 2_939_745 / 4);
        int monthAndDay = 2141 * dayOfYear + 197_913;
        int nextYear = dayOfYear >= 306 ? 1 : 0;
        int year = 100 * century + yearOfCentury + nextYear;
        int month = (monthAndDay >>> 16) - 12 * nextYear;
        return (year << 9) | (month << 5) | ((monthAndDay & 0xFFFF) / 2141 + 1);
    }
}
