package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of every kind, a million of them: each is a schedule or a syntax error. {@code -Dreveille.fuzz=N} makes it N. */
class FuzzTest {
    private static final int TEXTS = Integer.getInteger("reveille.fuzz", 1_000_000);

    /** Far more than any text takes, and far less than a gateway has. */
    private static final long MOST_BYTES = 256 * 1024;

    private static final List<String> WORDS = List.of(
            "every",
            "once",
            "cron",
            "after",
            "at",
            "in",
            "to",
            "on",
            "between",
            "and",
            "starting",
            "until",
            "times",
            "within",
            "spread",
            "over",
            "nowake",
            "from",
            "definition",
            ",",
            "10",
            "0",
            "-1",
            "99999999999",
            "second",
            "minutes",
            "HOURS",
            "day",
            "weeks",
            "months",
            "last",
            "fifth",
            "31",
            "monday",
            "tue-fri",
            "weekday",
            "PT1H",
            "P1D",
            "pt",
            "10s",
            "1h30m",
            ":30",
            ":05:10",
            "10:30",
            "25:00",
            "24:00",
            "UTC",
            "Europe/Rome",
            "+05:00",
            "-18:00",
            "2027-01-01T00:00:00Z",
            "2027-01-01",
            "0000-01-01",
            "9999-12-31",
            "18:30",
            "@daily",
            "@reboot",
            "\"job\"",
            "\"",
            "fails",
            "*",
            "*/5",
            "1-7",
            "L",
            "15W",
            "1#L",
            "+MON",
            "?",
            "2199",
            "\u0130",
            "\uD83D\uDE00",
            "\u0000",
            "\u202E",
            "\u0663",
            "\uFF15",
            "\u0967",
            "\u00A0",
            "\u2003");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private int schedules;
    private long mostBytes;

    @Test
    void aMillionTextsAreSchedulesOrSyntaxErrors() {
        assertThat(Zones.parse("the table of zones is made once")).isNull();
        long seed = Long.getLong("reveille.seed", 20270101L);
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            try {
                check(text, i % 16 == 0);
                mostBytes = i < 2000 ? 0 : mostBytes; // until all classes have been loaded
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("text " + i + " of -Dreveille.seed=" + seed + ": " + text, failure);
            }
        }
        assertThat(schedules).as("texts that were schedules").isBetween(TEXTS / 20, TEXTS / 2);
        assertThat(mostBytes).as("bytes allocated to read one text").isLessThan(MOST_BYTES);
    }

    private void check(String text, boolean thoroughly) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Schedule schedule = Schedule.parse(text);
            mostBytes = Math.max(mostBytes, THREADS.getCurrentThreadAllocatedBytes() - before);
            schedules++;
            if (thoroughly) {
                checkSchedule(schedule);
            }
        } catch (ScheduleSyntaxException refused) {
            mostBytes = Math.max(mostBytes, THREADS.getCurrentThreadAllocatedBytes() - before);
            boolean within = refused.column() >= 1 && refused.column() <= text.length() + 1;
            if (!within || (thoroughly && refused.getMessage().lines().count() != 3)) {
                throw new AssertionError("column " + refused.column(), refused);
            }
        }
    }

    private static void checkSchedule(Schedule schedule) {
        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
        assertThat(schedule.describe()).isNotBlank();
        if (!schedule.isRelative()) {
            schedule.next(Instant.EPOCH).ifPresent(next -> assertThat(next).isAfter(Instant.EPOCH));
        }
    }

    private static String text(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> bytes(random);
            case 1, 2 -> words(random);
            case 3 -> random.nextInt(20) == 0 ? veryLong(random) : words(random);
            default -> mutated(random);
        };
    }

    private static String bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return (random.nextBoolean() ? "" : "cron ") + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String veryLong(Random random) {
        String word = Randomly.one(random, WORDS) + (random.nextBoolean() ? " " : ",");
        String start = Randomly.one(random, List.of("every ", "cron ", "cron 0 0 ", "after \"", "every monday,"));
        return start + word.repeat(random.nextInt(2000));
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder(Randomly.one(random, List.of("every ", "once ", "cron ", "after ", "")));
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(Randomly.one(random, WORDS)).append(random.nextInt(10) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(
                random.nextInt(8) == 0
                        ? Randomly.randomText(random, Randomly.zone(random))
                        : Randomly.anyText(random, Randomly.zone(random)));
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 ->
                    text.insert(at, (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
                case 2 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
                case 3 -> text.insert(at, Randomly.one(random, WORDS));
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString();
    }
}
