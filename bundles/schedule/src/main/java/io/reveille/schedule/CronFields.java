package io.reveille.schedule;

/**
 * The values that the fields of a cron pattern allow, one bit each.
 *
 * @param seconds bits 0 to 59
 * @param minutes bits 0 to 59
 * @param hours bits 0 to 23
 * @param intervalByNature whether the hour field starts with {@code *}
 * @param days the day fields
 * @param months bits 1 to 12
 * @param years bits 0 to 229, for 1970 to 2199
 */
record CronFields(
        long seconds,
        long minutes,
        int hours,
        boolean intervalByNature,
        CronDays days,
        int months,
        CronYearSet years) {}
