package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cron against a slow reading of the specification: second by second around changes of offset, day by day elsewhere. */
@Tag("any-rules")
class CronOracleTest {
    private static Schedule cron(String pattern, ZoneId zone) {
        return Schedule.cron(pattern).in(zone).build();
    }

    @Test
    void aroundAChangeOfOffsetInEveryZoneEachSecondIsRight() {
        List<String> zones = Randomly.ALL_ZONES;
        int[] changes = {0};
        int tried = Randomly.effort(zones.size());
        for (String id : zones.subList(zones.size() - tried, zones.size())) {
            ZoneId zone = ZoneId.of(id);
            Randomly.once(id.hashCode(), random -> {
                Instant any = Instant.ofEpochSecond((long) (random.nextDouble() * 130 * 365 * 86_400L));
                ZoneOffsetTransition change = zone.getRules().nextTransition(any);
                if (change == null) {
                    change = zone.getRules().previousTransition(any);
                }
                if (change == null || change.getInstant().isBefore(Instant.EPOCH)) {
                    return;
                }
                changes[0]++;
                checkEachSecond(RandomCron.nightly(random), zone, change);
                checkEachSecond(anyDayAround(change, random), zone, change);
            });
        }
        assertThat(changes[0]).as("zones with a change since 1970").isGreaterThan(tried / 2 - 1);
    }

    /** A pattern that is sure to have a match near the change. */
    private static String anyDayAround(ZoneOffsetTransition change, Random random) {
        int hour = (change.getDateTimeBefore().getHour() + 23 + random.nextInt(3)) % 24;
        String hours = random.nextInt(3) == 0 ? "*" : hour + "," + (hour + 1) % 24;
        return random.nextInt(60) + " */" + (1 + random.nextInt(20)) + " " + hours + " * * *";
    }

    private static void checkEachSecond(String pattern, ZoneId zone, ZoneOffsetTransition change) {
        long around = 90 * 60 + Math.abs(change.getDuration().toSeconds());
        Instant from = change.getInstant().minusSeconds(around);
        Instant to = change.getInstant().plusSeconds(around);
        SlowCron slow = new SlowCron(pattern);
        List<Instant> expected = new ArrayList<>();
        for (Instant second = from.plusSeconds(1); !second.isAfter(to); second = second.plusSeconds(1)) {
            if (slow.occursAt(second, zone)) {
                expected.add(second);
            }
        }
        Schedule schedule = cron(pattern, zone);
        List<Instant> occurrences = new ArrayList<>();
        Optional<Instant> next = schedule.next(from);
        while (next.isPresent() && !next.get().isAfter(to)) {
            occurrences.add(next.get());
            next = schedule.next(next.get());
        }
        assertThat(occurrences).as("%s around %s", schedule, change).isEqualTo(expected);
        assertThat(schedule.missed(from, to, Integer.MAX_VALUE)).isEqualTo(expected.size());
        if (!expected.isEmpty()) {
            assertThat(schedule.latest(from, to)).contains(expected.get(expected.size() - 1));
        }
    }

    @Test
    void noDayIsSkippedNorInvented() {
        Randomly.times(3000, random -> {
            String pattern = RandomCron.pattern(random);
            SlowCron slow = new SlowCron(pattern);
            Schedule schedule = cron(pattern, ZoneOffset.UTC);
            LocalDate from = LocalDate.ofEpochDay(random.nextInt(83_000));
            Instant last = from.atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1);
            LocalDate date = from;
            for (int i = 0; i < 4; i++) {
                while (date.getYear() < 2200 && !slow.matchesDate(date)) {
                    date = date.plusDays(1);
                }
                Optional<Instant> next = schedule.next(last);
                if (date.getYear() >= 2200) {
                    assertThat(next).as("%s after %s", schedule, last).isEmpty();
                    return;
                }
                LocalDateTime local = LocalDateTime.ofInstant(next.orElseThrow(), ZoneOffset.UTC);
                assertThat(local.toLocalDate())
                        .as("%s after %s", schedule, last)
                        .isEqualTo(date);
                assertThat(slow.matchesTime(local)).isTrue();
                date = date.plusDays(1);
                last = date.atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1);
            }
        });
    }

    @Test
    void eachSecondOfADayIsRight() {
        Randomly.times(150, random -> {
            String pattern = RandomCron.pattern(random).replaceAll(" [0-9-]{4,9}$", " *");
            SlowCron slow = new SlowCron(pattern);
            Schedule schedule = cron(pattern, ZoneOffset.UTC);
            Instant first = schedule.next(Instant.ofEpochSecond(random.nextInt(2_000_000_000)))
                    .orElse(null);
            if (first == null) {
                return;
            }
            LocalDate date = LocalDate.ofInstant(first, ZoneOffset.UTC);
            Instant from = date.atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(1);
            Instant to = from.plus(Duration.ofDays(1));
            int count = 0;
            Instant previous = from;
            for (Instant second = from.plusSeconds(1); !second.isAfter(to); second = second.plusSeconds(1)) {
                if (slow.occursAt(second, ZoneOffset.UTC)) {
                    assertThat(schedule.next(previous))
                            .as("%s after %s", schedule, previous)
                            .contains(second);
                    previous = second;
                    count++;
                }
            }
            assertThat(schedule.missed(from, to, Integer.MAX_VALUE)).isEqualTo(count);
            assertThat(schedule.latest(from, to)).contains(previous);
        });
    }

    @Test
    void countingAndLatestAgreeWithSteppingOverYears() {
        Randomly.times(300, random -> {
            ZoneId zone = Randomly.zone(random);
            Schedule schedule = cron(RandomCron.nightly(random), zone);
            Instant start = Randomly.instant(random, zone);
            List<Instant> chain = schedule.preview(start, 2000);
            if (chain.isEmpty()) {
                assertThat(schedule.latest(start, Instant.MAX)).isEmpty();
                assertThat(schedule.missed(start, Instant.MAX, 10)).isZero();
                return;
            }
            int index = random.nextInt(chain.size());
            Instant to = chain.get(index).plusNanos(random.nextInt(1_000_000_000));
            assertThat(schedule.missed(start, to, Integer.MAX_VALUE))
                    .as("%s from %s to %s", schedule, start, to)
                    .isEqualTo(index + 1);
            assertThat(schedule.latest(start, to)).contains(chain.get(index));
            assertThat(schedule.latest(to, to)).isEmpty();
            if (chain.size() < 2000) {
                assertThat(schedule.missed(start, Instant.MAX, Integer.MAX_VALUE))
                        .isEqualTo(chain.size());
                assertThat(schedule.latest(start, Instant.MAX)).contains(chain.get(chain.size() - 1));
                assertThat(schedule.next(chain.get(chain.size() - 1))).isEmpty();
            }
        });
    }
}
