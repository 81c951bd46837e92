package io.reveille.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random cron patterns, from all of the specification. */
final class RandomCron {
    private static final List<String> MONTHS = List.of("JAN", "feb", "Mar", "APR", "may", "SEP", "dec");
    private static final List<String> DAYS = List.of("SUN", "mon", "Tue", "WED", "thu", "FRI", "sat");

    private RandomCron() {}

    static String pattern(Random random) {
        return pattern(random, random.nextInt(3) == 0 ? "*" : field(random, 0, 23, 2));
    }

    /** Times that happen to lie in the small hours, where clocks change. */
    static String nightly(Random random) {
        int hour = random.nextInt(4);
        return pattern(
                random,
                Randomly.one(random, List.of("*", "*/2", String.valueOf(hour), hour + "-" + (hour + 2), "0,23")));
    }

    private static String pattern(Random random, String hour) {
        String minute = field(random, 0, 59, 3);
        String rest = minute + " " + hour + " " + day(random) + " " + month(random) + " " + weekday(random);
        return switch (random.nextInt(4)) {
            case 0 -> field(random, 0, 59, 3) + " " + rest;
            case 1 -> field(random, 0, 59, 3) + " " + rest + " " + year(random);
            default -> rest;
        };
    }

    /** A list, range, step or star of numbers. */
    private static String field(Random random, int min, int max, int most) {
        return switch (random.nextInt(5)) {
            case 0 -> "*";
            case 1 -> "*/" + (1 + random.nextInt(max + 5));
            case 2 -> range(random, min, max) + (random.nextBoolean() ? "" : "/" + (1 + random.nextInt(9)));
            default -> list(random, min, max, most);
        };
    }

    private static String list(Random random, int min, int max, int most) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            parts.add(
                    random.nextInt(5) == 0
                            ? range(random, min, max)
                            : String.valueOf(min + random.nextInt(max - min + 1)));
        }
        return String.join(",", parts);
    }

    private static String range(Random random, int min, int max) {
        int low = min + random.nextInt(max - min + 1);
        return low + "-" + (low + random.nextInt(max - low + 1));
    }

    private static String day(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> "L";
            case 1 -> (1 + random.nextInt(31)) + "W";
            case 2 -> "L," + (1 + random.nextInt(31));
            case 3 -> "?";
            case 4 -> "*,15";
            case 5 -> field(random, 1, 31, 3);
            default -> "*";
        };
    }

    private static String month(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Randomly.one(random, MONTHS);
            case 1 -> "JAN-" + Randomly.one(random, MONTHS);
            case 2 -> field(random, 1, 12, 3);
            default -> "*";
        };
    }

    private static String weekday(Random random) {
        String and = random.nextInt(4) == 0 ? "+" : "";
        String day = Randomly.one(random, DAYS);
        return and
                + switch (random.nextInt(10)) {
                    case 0 -> day + "#" + (1 + random.nextInt(5));
                    case 1 -> day + "#L";
                    case 2 -> random.nextInt(8) + "L";
                    case 3 -> random.nextInt(8) + "#2," + day;
                    case 4 -> "SUN-" + day;
                    case 5 -> day + "-SUN";
                    case 6 -> field(random, 0, 7, 3);
                    default -> "*";
                };
    }

    private static String year(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "*";
            case 1 -> "*/" + (1 + random.nextInt(7));
            case 2 -> String.valueOf(1970 + random.nextInt(230));
            default -> range(random, 1970, 2199);
        };
    }
}
