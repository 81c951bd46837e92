package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Seeded random inputs. A failure names the seed; {@code -Dreveille.seed=N} runs one again. {@code -Dreveille.effort=N}
 * tries N percent of them, for mutation testing.
 */
final class Randomly {
    /** Half hours, negative summer time, lost days, gaps that cross midnight, and none of it. */
    static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Rome",
            "Europe/Dublin",
            "America/New_York",
            "America/St_Johns",
            "America/Havana",
            "America/Sao_Paulo",
            "America/Godthab",
            "Africa/Casablanca",
            "Africa/Cairo",
            "Antarctica/Troll",
            "Asia/Kathmandu",
            "Asia/Tehran",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Pacific/Kwajalein",
            "Pacific/Kiritimati",
            "+05:45");

    static final List<String> ALL_ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    private static final Instant FROM = Instant.parse("1975-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2060-01-01T00:00:00Z");

    private Randomly() {}

    /** How many of so many cases are to be tried. */
    static int effort(int times) {
        return Math.max(1, times * Integer.getInteger("reveille.effort", 100) / 100);
    }

    static void times(int times, Consumer<Random> test) {
        long first = Long.getLong("reveille.seed", 20270101L);
        for (long seed = first; seed < first + effort(times); seed++) {
            try {
                test.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("with -Dreveille.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** The same for one of a number of cases that have seeds of their own. */
    static void once(long seed, Consumer<Random> test) {
        try {
            test.accept(new Random(Long.getLong("reveille.seed", 20270101L) ^ seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("with seed " + seed + ": " + failure.getMessage(), failure);
        }
    }

    static <T> T one(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Mostly an odd one; else any that the JDK knows. */
    static ZoneId zone(Random random) {
        return ZoneId.of(one(random, random.nextInt(3) > 0 ? ZONES : ALL_ZONES));
    }

    /** Mostly within a few days of a change of offset, where the mistakes live. */
    static Instant instant(Random random, ZoneId zone) {
        long span = TO.getEpochSecond() - FROM.getEpochSecond();
        Instant any = FROM.plusSeconds((long) (random.nextDouble() * span));
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.nextTransition(any);
        if (change != null && random.nextInt(4) > 0) {
            any = change.getInstant().plusSeconds(random.nextInt(6 * 86_400) - 4 * 86_400);
        }
        return random.nextBoolean() ? any : any.plusNanos(random.nextInt(1_000_000_000));
    }

    /** A text with a zone, of any form that has no random interval. */
    static String fixedText(Random random, ZoneId zone) {
        String in = " in " + zone.getId();
        return switch (random.nextInt(7)) {
            case 0 -> "every " + (1 + random.nextInt(90)) + " " + one(random, List.of("seconds", "minutes", "hours"));
            case 1 -> "every " + interval(random, 30) + "minutes at :" + pair(random, 60) + in;
            case 2 -> "every " + interval(random, 7) + "hours at :" + pair(random, 60) + seconds(random) + in;
            case 3 -> "every " + interval(random, 9) + one(random, List.of("days", "weeks")) + in;
            case 4 -> "every " + interval(random, 9) + one(random, List.of("days", "weeks")) + time(random) + in;
            case 5 -> "every " + days(random) + in;
            default -> "every " + days(random) + time(random) + in;
        };
    }

    /** A text of any form and with any of what may follow, but with no random interval. */
    static String anyText(Random random, ZoneId zone) {
        return rule(random) + modifiers(random, zone);
    }

    /** Any form but random intervals and those that have no occurrences, without a zone. */
    private static String rule(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "every " + (1 + random.nextInt(90)) + " " + one(random, List.of("seconds", "min", "h"));
            case 1 -> "every " + interval(random, 30) + "minutes at :" + pair(random, 60);
            case 2 -> "every " + interval(random, 7) + "hours at :" + pair(random, 60) + seconds(random);
            case 3 -> "every " + interval(random, 9) + one(random, List.of("days", "weeks"));
            case 4 -> "every " + interval(random, 9) + one(random, List.of("days", "weeks")) + time(random);
            case 5 -> "every " + days(random) + (random.nextBoolean() ? "" : time(random));
            case 6 -> "every " + (2 + random.nextInt(4)) + " weeks on " + days(random) + time(random);
            case 7 -> "every " + (2 + random.nextInt(4)) + " weeks on " + days(random);
            case 8 -> "every " + interval(random, 14) + "months on " + dayOfMonth(random) + time(random);
            case 9 -> "every " + interval(random, 14) + "months on " + dayOfMonth(random);
            default -> "cron " + RandomCron.pattern(random);
        };
    }

    private static String dayOfMonth(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "last day";
            case 1 -> one(random, DayOfMonth.ORDINALS) + " " + one(random, List.of("monday", "weekday", "sun"));
            default -> "day " + (1 + random.nextInt(31));
        };
    }

    /** In any order, with the zone among them. */
    private static String modifiers(Random random, ZoneId zone) {
        List<String> parts = new ArrayList<>();
        parts.add(" in " + zone.getId());
        if (random.nextInt(3) == 0) {
            parts.add(window(random));
        }
        if (random.nextInt(5) == 0) {
            parts.add(" starting " + moment(random));
        }
        if (random.nextInt(6) == 0) {
            parts.add(" until " + moment(random));
        }
        if (random.nextInt(8) == 0) {
            parts.add(" times " + (1 + random.nextInt(99)));
        }
        if (random.nextInt(8) == 0) {
            parts.add(" within " + (1 + random.nextInt(99)) + one(random, List.of("s", " min", " hours", " days")));
        }
        if (random.nextInt(8) == 0) {
            parts.add(" spread over PT" + (1 + random.nextInt(99)) + "M");
        }
        if (random.nextInt(8) == 0) {
            parts.add(" nowake");
        }
        Collections.shuffle(parts, random);
        return String.join("", parts);
    }

    static String window(Random random) {
        int from = random.nextInt(24);
        int to = (from + 1 + random.nextInt(22)) % 24;
        String on = random.nextInt(3) > 0 ? "" : " on " + one(random, List.of("mon-fri", "saturday, sun", "tuesday"));
        return " between " + (from < 10 ? "0" : "") + from + ":" + pair(random, 60) + " and " + to + ":"
                + pair(random, 60) + on;
    }

    private static String moment(Random random) {
        LocalDate date = LocalDate.ofEpochDay(3650 + random.nextInt(25_000));
        return switch (random.nextInt(3)) {
            case 0 -> date.toString();
            case 1 -> date + "T" + (10 + random.nextInt(10)) + ":" + pair(random, 60) + ":00Z";
            default -> date + " " + (10 + random.nextInt(10)) + ":" + pair(random, 60);
        };
    }

    /** A random interval of any unit, with a zone where it matters. */
    static String randomText(Random random, ZoneId zone) {
        int min = 1 + random.nextInt(5);
        String numbers = "every " + min + " to " + (min + 1 + random.nextInt(6)) + " ";
        String in = " in " + zone.getId();
        return switch (random.nextInt(5)) {
            case 0 -> numbers + one(random, List.of("seconds", "minutes", "hours"));
            case 1 -> numbers + "minutes at :" + pair(random, 60) + in;
            case 2 -> numbers + "hours at :" + pair(random, 60) + seconds(random) + in;
            case 3 -> numbers + one(random, List.of("days", "weeks")) + in;
            default -> numbers + one(random, List.of("days", "weeks")) + time(random) + in;
        };
    }

    private static String interval(Random random, int max) {
        return random.nextBoolean() ? "1 " : 1 + random.nextInt(max) + " ";
    }

    private static String days(Random random) {
        List<String> days =
                List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday");
        String first = one(random, days);
        return random.nextBoolean() ? first : first + ", " + one(random, days);
    }

    /** Mostly around midnight and the small hours, where clocks change. */
    private static String time(Random random) {
        int hour = random.nextInt(3) == 0 ? random.nextInt(24) : (22 + random.nextInt(7)) % 24;
        return " at " + (hour < 10 ? "0" : "") + hour + ":" + pair(random, 60) + seconds(random);
    }

    private static String seconds(Random random) {
        return random.nextInt(3) == 0 ? ":" + pair(random, 60) : "";
    }

    private static String pair(Random random, int bound) {
        int number = random.nextInt(bound);
        return (number < 10 ? "0" : "") + number;
    }
}
