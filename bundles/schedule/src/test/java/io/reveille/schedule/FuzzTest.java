package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FuzzTest {
    private static final List<String> WORDS = List.of(
            "every",
            "once",
            "at",
            "in",
            "to",
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
            "monday",
            "weekday",
            "PT1H",
            "P1D",
            "pt",
            ":30",
            ":05:10",
            "10:30",
            "25:00",
            "UTC",
            "Europe/Rome",
            "+05:00",
            "-18:00",
            "2027-01-01T00:00:00Z",
            "2027-01-01",
            "18:30",
            "cron",
            "@daily",
            "after",
            "month",
            "\"",
            "between",
            "\u0130",
            "\uD83D\uDE00",
            "\u0000",
            "\u202E");

    @Test
    @Timeout(120)
    void anyTextIsAScheduleOrASyntaxError() {
        int[] read = {0};
        Randomly.times(100_000, random -> {
            String text = random.nextInt(3) == 0 ? words(random) : mutated(random);
            try {
                Schedule schedule = Schedule.parse(text);
                read[0]++;
                assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
                if (!schedule.isRelative()) {
                    schedule.next(Instant.EPOCH)
                            .ifPresent(next -> assertThat(next).isAfter(Instant.EPOCH));
                }
            } catch (ScheduleSyntaxException refused) {
                assertThat(refused.column()).isBetween(1, text.length() + 1);
                assertThat(refused.getMessage().lines()).hasSize(3);
            }
        });
        assertThat(read[0]).as("texts that were schedules").isBetween(5_000, 95_000);
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "every " : "once ");
        for (int i = random.nextInt(7); i >= 0; i--) {
            text.append(Randomly.one(random, WORDS)).append(random.nextInt(10) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(
                random.nextBoolean()
                        ? Randomly.fixedText(random, Randomly.zone(random))
                        : Randomly.randomText(random, Randomly.zone(random)));
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 ->
                    text.insert(at, (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
                case 2 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString();
    }
}
