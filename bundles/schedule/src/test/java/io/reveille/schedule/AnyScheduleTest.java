package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every schedule, whatever its form and whatever follows it. */
@Tag("any-rules")
class AnyScheduleTest {
    @Test
    void nextIsStrictlyAfterAndLaterQuestionsHaveNoEarlierAnswers() {
        Randomly.times(3000, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(Randomly.anyText(random, zone));
            if (keepsTheTimeItComesFrom(schedule)) {
                return;
            }
            Instant after = Randomly.instant(random, zone);
            Optional<Instant> before = Optional.empty();
            for (int i = 0; i < 12; i++) {
                Optional<Instant> next = schedule.next(after);
                Instant asked = after;
                next.ifPresent(found -> assertThat(found).isAfter(asked));
                if (i > 0) {
                    assertThat(next.orElse(Instant.MAX))
                            .as("%s after %s", schedule, after)
                            .isAfterOrEqualTo(before.orElse(Instant.MAX));
                }
                before = next;
                after = after.plusSeconds(1L << random.nextInt(20)).plusNanos(random.nextInt(2));
            }
        });
    }

    /** From Sunday 21:00 the next Monday is at 21:00, from Sunday 22:00 at 22:00, and from Monday 02:00 at 02:00. */
    private static boolean keepsTheTimeItComesFrom(Schedule schedule) {
        Rule rule = (Rule) schedule.recurrence();
        boolean untimed = (rule instanceof CalendarRule calendar && calendar.at() == null)
                || (rule instanceof DayInterval days && days.at() == null);
        if (rule instanceof DayInterval weekly && weekly.unit() == Unit.WEEK && weekly.interval() == 1) {
            return true; // the first occurrence is today while the time is ahead, and else in a week
        }
        boolean opens = schedule.toString().contains(" between ") && rule.orAt(LocalTime.NOON) != rule;
        return untimed && !opens;
    }

    @Test
    void jumpingAgreesWithStepping() {
        Randomly.times(3000, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(Randomly.anyText(random, zone));
            checkAgainstStepping(schedule, Randomly.instant(random, zone), 1 + random.nextInt(40), random);
        });
    }

    @Test
    void jumpingAgreesWithSteppingFarther() {
        Randomly.times(80, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(Randomly.anyText(random, zone));
            checkAgainstStepping(schedule, Randomly.instant(random, zone), 990, random);
        });
    }

    private static void checkAgainstStepping(Schedule schedule, Instant start, int steps, Random random) {
        List<Instant> chain = new ArrayList<>(schedule.preview(start, steps + 1));
        if (chain.size() < steps + 1) {
            Instant last = chain.isEmpty() ? start : chain.get(chain.size() - 1);
            assertThat(schedule.next(start, last))
                    .as("%s from %s", schedule, start)
                    .isEmpty();
            assertThat(schedule.missed(start, last.plusSeconds(1L << 33), 2000)).isEqualTo(chain.size());
            return;
        }
        Instant last = chain.get(steps - 1);
        Instant following = chain.get(steps);
        Instant between =
                last.plusSeconds((long) (random.nextDouble() * (following.getEpochSecond() - last.getEpochSecond())));
        for (Instant after : List.of(last, between, following.minusNanos(1))) {
            String question = schedule + " from " + start + " over " + after;
            assertThat(schedule.next(start, after)).as(question).contains(following);
            assertThat(schedule.latest(start, after)).as(question).contains(last);
            assertThat(schedule.missed(start, after, Integer.MAX_VALUE))
                    .as(question)
                    .isEqualTo(steps);
            assertThat(schedule.missed(start, after, steps - 1)).as(question).isEqualTo(steps - 1);
        }
        Instant early = chain.get(0).minusNanos(1);
        assertThat(schedule.next(start, early)).contains(chain.get(0));
        assertThat(schedule.latest(start, early)).isEmpty();
        assertThat(schedule.missed(start, early, 10)).isZero();
    }

    @Test
    void textAndValueAreReadBack() {
        Randomly.times(8000, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(Randomly.anyText(random, zone));

            assertThat(Schedule.parse(schedule.toString(), ZoneId.of("Asia/Tokyo")))
                    .isEqualTo(schedule)
                    .hasSameHashCodeAs(schedule)
                    .hasToString(schedule.toString());
            assertThat(schedule.describe()).isNotBlank().doesNotContain("  ").doesNotEndWith(".");
        });
    }

    @Test
    void theOffsetOfASpreadMovesTheWholeChain() {
        Randomly.times(1500, random -> {
            ZoneId zone = Randomly.zone(random);
            String text = Randomly.anyText(random, zone).replaceAll(" spread over PT[0-9]+M", "");
            Schedule schedule = Schedule.parse(text);
            Schedule moved =
                    Schedule.parse(text + " spread over 2 hours").withSpread("gateway-" + random.nextInt(), "upload");
            Instant after = Randomly.instant(random, zone);
            List<Instant> expected = schedule.preview(after, 3).stream()
                    .map(occurrence -> occurrence.plus(moved.spreadOffset()))
                    .toList();

            assertThat(moved.preview(after.plus(moved.spreadOffset()), 3))
                    .as(text)
                    .isEqualTo(expected);
            if (expected.size() == 3) {
                Instant from = after.plus(moved.spreadOffset());
                assertThat(moved.missed(from, expected.get(2), 10)).isEqualTo(3);
                assertThat(moved.latest(from, expected.get(2))).contains(expected.get(2));
                assertThat(moved.next(from, expected.get(1))).contains(expected.get(2));
            }
        });
    }
}
