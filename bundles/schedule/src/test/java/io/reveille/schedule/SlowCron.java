package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A cron pattern read afresh for each time that it is asked about: slow, and as close to the specification's words as can be. */
final class SlowCron {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final List<String> fields;
    private final boolean[] seconds;
    private final boolean[] minutes;
    private final boolean[] hours;

    SlowCron(String pattern) {
        fields = new ArrayList<>(List.of(pattern.trim().toUpperCase(Locale.ROOT).split("[ \t]+", -1)));
        if (fields.size() == 5) {
            fields.add(0, "0");
        }
        if (fields.size() == 6) {
            fields.add("*");
        }
        seconds = each(fields.get(0), 59);
        minutes = each(fields.get(1), 59);
        hours = each(fields.get(2), 23);
    }

    boolean isIntervalByNature() {
        return fields.get(2).startsWith("*");
    }

    /** Whether it occurs at an instant with a whole second. */
    boolean occursAt(Instant instant, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(instant);
        LocalDateTime local = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
        return matchesTime(local)
                && matchesDate(local.toLocalDate())
                && (isIntervalByNature()
                        || zone.getRules().getValidOffsets(local).get(0).equals(offset));
    }

    boolean matchesTime(LocalDateTime time) {
        return hours[time.getHour()] && minutes[time.getMinute()] && seconds[time.getSecond()];
    }

    private static boolean[] each(String field, int max) {
        boolean[] each = new boolean[max + 1];
        for (int value = 0; value <= max; value++) {
            each[value] = matches(field, value, 0, max, List.of(), 0);
        }
        return each;
    }

    boolean matchesDate(LocalDate date) {
        return date.getYear() >= 1970
                && date.getYear() <= 2199
                && matches(fields.get(6), date.getYear(), 1970, 2199, List.of(), 0)
                && matches(fields.get(4), date.getMonthValue(), 1, 12, MONTHS, 1)
                && matchesDay(date);
    }

    private boolean matchesDay(LocalDate date) {
        String weekday = fields.get(5);
        boolean both = weekday.startsWith("+");
        weekday = both ? weekday.substring(1) : weekday;
        boolean freeDay = isFree(fields.get(3));
        boolean freeWeekday = isFree(weekday);
        boolean dayMatches = freeDay || matchesDayOfMonth(date);
        boolean weekdayMatches = freeWeekday || matchesWeekday(weekday, date);
        if (both || freeDay || freeWeekday) {
            return dayMatches && weekdayMatches;
        }
        return dayMatches || weekdayMatches;
    }

    private static boolean isFree(String field) {
        String first = field.split(",", -1)[0];
        return first.equals("*") || first.equals("?");
    }

    private boolean matchesDayOfMonth(LocalDate date) {
        for (String part : fields.get(3).split(",", -1)) {
            boolean matches;
            if (part.equals("L")) {
                matches = date.plusDays(1).getDayOfMonth() == 1;
            } else if (part.endsWith("W")) {
                matches = isNearest(date, Integer.parseInt(part.substring(0, part.length() - 1)));
            } else {
                matches = matches(part, date.getDayOfMonth(), 1, 31, List.of(), 0);
            }
            if (matches) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNearest(LocalDate date, int day) {
        if (day > date.lengthOfMonth()) {
            return false;
        }
        LocalDate wanted = date.withDayOfMonth(day);
        List<Integer> tries = wanted.getDayOfWeek() == DayOfWeek.SATURDAY ? List.of(0, -1, 2) : List.of(0, 1, -2);
        for (int offset : tries) {
            LocalDate tried = wanted.plusDays(offset);
            boolean works = tried.getDayOfWeek().getValue() <= 5 && tried.getMonth() == wanted.getMonth();
            if (works) {
                return tried.equals(date);
            }
        }
        throw new AssertionError("no weekday near " + wanted);
    }

    private static boolean matchesWeekday(String field, LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        for (String part : field.split(",", -1)) {
            if (matchesWeekdayPart(part, weekday, date)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesWeekdayPart(String part, int weekday, LocalDate date) {
        boolean last = date.plusDays(7).getMonth() != date.getMonth();
        if (part.contains("#")) {
            String[] halves = part.split("#", -1);
            boolean nth = halves[1].equals("L") ? last : (date.getDayOfMonth() + 6) / 7 == Integer.parseInt(halves[1]);
            return nth && number(halves[0], DAYS, 0) % 7 == weekday;
        }
        if (part.endsWith("L")) {
            return last && number(part.substring(0, part.length() - 1), DAYS, 0) % 7 == weekday;
        }
        if (part.endsWith("-SUN") && !part.startsWith("SUN") && !part.startsWith("0")) {
            return matchesWeekdayPart(part.replace("-SUN", "-7"), weekday, date);
        }
        return matches(part, weekday, 0, 7, DAYS, 0) || (weekday == 0 && matches(part, 7, 0, 7, DAYS, 0));
    }

    private static boolean matches(String field, int value, int min, int max, List<String> names, int firstName) {
        for (String part : field.split(",", -1)) {
            String[] halves = part.split("/", -1);
            int step = halves.length == 2 ? Integer.parseInt(halves[1]) : 1;
            int low = min;
            int high = max;
            if (!halves[0].equals("*") && !halves[0].equals("?")) {
                String[] ends = halves[0].split("-", -1);
                low = number(ends[0], names, firstName);
                high = number(ends[ends.length - 1], names, firstName);
            }
            if (value >= low && value <= high && (value - low) % step == 0) {
                return true;
            }
        }
        return false;
    }

    private static int number(String text, List<String> names, int firstName) {
        int index = names.indexOf(text);
        return index >= 0 ? index + firstName : Integer.parseInt(text);
    }
}
