package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void schedulesThatSayTheSameAreEqual() {
        assertThat(Schedule.parse("every day at 10:30"))
                .isEqualTo(Schedule.parse("EVERY 1 day in UTC at 10:30:00"))
                .hasSameHashCodeAs(Schedule.parse("EVERY 1 day in UTC at 10:30:00"))
                .isNotEqualTo(Schedule.parse("every day at 10:31"))
                .isNotEqualTo(Schedule.parse("every day at 10:30 in Europe/Rome"))
                .isNotEqualTo("every day at 10:30 in UTC");
    }

    @Test
    void recurrencesThatSayTheSameAreEqual() {
        Recurrence daily = Schedule.parse("cron 0 0 * * * in Europe/Rome").recurrence();

        assertThat(daily)
                .isEqualTo(Schedule.parse("cron 0  0 * * * in europe/rome").recurrence())
                .isNotEqualTo(Schedule.parse("cron 0 1 * * * in Europe/Rome").recurrence())
                .isNotEqualTo(Schedule.parse("cron 0 0 * * * in Asia/Tokyo").recurrence())
                .isNotEqualTo(
                        Schedule.parse("every day at 00:00 in Europe/Rome").recurrence());
    }

    @Test
    void schedulesServeAsKeysOfAHashTable() {
        Set<Integer> hashes = new HashSet<>();
        for (String text : List.of("every day at 10:%02d", "cron %d 0 * * *", "every hour times 1%d")) {
            for (int i = 0; i < 60; i++) {
                hashes.add(Schedule.parse(text.formatted(i)).hashCode());
            }
        }
        for (String zone : Randomly.ZONES) {
            hashes.add(Schedule.parse("@daily in " + zone).hashCode());
        }
        assertThat(hashes).as("of 199 schedules").hasSizeGreaterThan(180);
    }

    @Test
    void theSeedIsNoPartOfEqualityNorOfText() {
        Schedule schedule = Schedule.parse("every 1 to 1000000 seconds");
        Schedule other = schedule.withSeed(7);

        assertThat(other).isEqualTo(schedule).hasSameHashCodeAs(schedule).hasToString(schedule.toString());
        assertThat(other.next(NEW_YEAR)).isNotEqualTo(schedule.next(NEW_YEAR));
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        Randomly.times(500, random -> {
            var zone = Randomly.zone(random);
            String text = Randomly.randomText(random, zone);
            long seed = random.nextLong();
            Instant after = Randomly.instant(random, zone);

            assertThat(Schedule.parse(text).withSeed(seed).preview(after, 5))
                    .isEqualTo(Schedule.parse(text).withSeed(seed).preview(after, 5));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "every 10 seconds, true",
        "every 2 hours in UTC, true",
        "every 5 to 10 minutes, true",
        "every minute at :05, false",
        "every 2 to 3 hours at :05, false",
        "every day, false",
        "every 2 to 3 days, false",
        "every monday, false",
        "once at 2027-01-01T00:00:00Z, false",
        "once in 45 minutes, true",
    })
    void bareIntervalsOfTheClockAndDurationsAreElapsed(String text, boolean elapsed) {
        assertThat(Schedule.parse(text).isElapsed()).isEqualTo(elapsed);
        assertThat(Schedule.parse(text).recurrence().isElapsed()).isEqualTo(elapsed);
    }

    @ParameterizedTest
    @CsvSource({
        "every minute, true, false, false",
        "every minute until 2 hours from definition, true, false, false",
        "every minute starting 2 hours from definition, true, false, false",
        "every minute until 18:30, true, false, true",
        "every minute until 2027-06-01, true, false, true",
        "every minute starting 08:00, false, true, true",
        "every minute starting 2027-06-01, false, true, true",
        "every minute between 08:00 and 18:00, false, true, true",
        "every day until 2 hours from definition, false, true, true",
        "once in 45 minutes, true, false, false",
        "once in 45 minutes between 08:00 and 18:00, true, true, true",
        "once in 45 minutes until 18:30, true, false, true",
        "after \"download\" between 08:00 and 18:00, false, false, false",
        "after \"download\" until 18:30, false, false, true",
    })
    void whichClockItGoesByDoesNotDependOnWhatItIsBoundTo(
            String text, boolean elapsed, boolean followsClock, boolean endsByClock) {
        Schedule schedule = Schedule.parse(text);

        for (Schedule one : List.of(schedule, schedule.bind(NEW_YEAR), schedule.bind(NEW_YEAR, Optional.empty()))) {
            assertThat(one.isElapsed()).isEqualTo(elapsed);
            assertThat(one.followsClock()).isEqualTo(followsClock);
            assertThat(one.endsByClock()).isEqualTo(endsByClock);
        }
    }

    @Test
    void aTimeOfDayCountsFromWhenTheClockCouldBeTrusted() {
        Schedule schedule = Schedule.parse("every hour until 18:30 starting 30 minutes from definition");
        Instant trusted = NEW_YEAR.plusSeconds(86_400 * 3);

        Schedule bound = schedule.bind(NEW_YEAR, Optional.of(trusted));
        Schedule open = schedule.bind(NEW_YEAR, Optional.empty());

        assertThat(bound.next(NEW_YEAR)).contains(NEW_YEAR.plusSeconds(1800));
        assertThat(bound.latest(NEW_YEAR, Instant.MAX)).contains(trusted.plusSeconds(18 * 3600 + 1800));
        assertThat(open.next(trusted.plusSeconds(86_400))).isPresent();
        assertThat(Schedule.parse("after \"x\" starting 08:00")
                        .bind(NEW_YEAR, Optional.empty())
                        .admits(trusted))
                .isFalse();
    }

    @Test
    void onceComesOnce() {
        Schedule once = Schedule.once(NEW_YEAR);

        assertThat(once.next(NEW_YEAR.minusNanos(1))).contains(NEW_YEAR);
        assertThat(once.next(NEW_YEAR)).isEmpty();
        assertThat(once.next(Instant.EPOCH, NEW_YEAR)).isEmpty();
        assertThat(once.next(Instant.EPOCH, Instant.EPOCH)).contains(NEW_YEAR);
        assertThat(once.latest(Instant.EPOCH, NEW_YEAR)).contains(NEW_YEAR);
        assertThat(once.latest(Instant.EPOCH, NEW_YEAR.minusNanos(1))).isEmpty();
        assertThat(once.latest(NEW_YEAR, Instant.MAX)).isEmpty();
        assertThat(once.missed(Instant.EPOCH, NEW_YEAR, 10)).isEqualTo(1);
        assertThat(once.missed(Instant.EPOCH, NEW_YEAR, 0)).isZero();
        assertThat(once.missed(NEW_YEAR, Instant.MAX, 10)).isZero();
        assertThat(once.preview(Instant.EPOCH, 5)).containsExactly(NEW_YEAR);
    }

    @Test
    void aRelativeScheduleIsBoundToItsDefinition() {
        Schedule relative = Schedule.parse("once in 45 minutes");
        Schedule bound = relative.bind(NEW_YEAR);

        assertThat(relative.isRelative()).isTrue();
        assertThat(bound).hasToString("once at 2027-01-01T00:45:00Z");
        assertThat(bound.isRelative()).isFalse();
        assertThat(bound.bind(Instant.EPOCH)).isSameAs(bound);
        assertThat(Schedule.parse("once in 2 days").bind(NEW_YEAR)).hasToString("once at 2027-01-03T00:00:00Z");
    }

    @Test
    void aRelativeScheduleHasNoOccurrencesOfItsOwn() {
        Schedule relative = Schedule.parse("once in 45 minutes");

        for (ThrowingCallable question : List.<ThrowingCallable>of(
                () -> relative.next(NEW_YEAR),
                () -> relative.next(NEW_YEAR, NEW_YEAR),
                () -> relative.latest(NEW_YEAR, NEW_YEAR),
                () -> relative.missed(NEW_YEAR, NEW_YEAR, 1),
                () -> relative.preview(NEW_YEAR, 1))) {
            assertThatIllegalStateException()
                    .isThrownBy(question)
                    .withMessageContaining("\"once in 45 minutes\"")
                    .withMessageContaining("call bind(definedAt) first");
        }
    }

    @Test
    void aDefinitionTooLateToBindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse("once in 1 second").bind(Instant.MAX))
                .withMessageContaining("from the year 0000 to 9999");
    }

    @Test
    void previewsAsManyAsAsked() {
        Schedule schedule = Schedule.parse("every 10 minutes");

        assertThat(schedule.preview(NEW_YEAR, 2))
                .containsExactly(NEW_YEAR.plusSeconds(600), NEW_YEAR.plusSeconds(1200));
        assertThat(schedule.preview(NEW_YEAR, 0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> schedule.preview(NEW_YEAR, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> schedule.missed(NEW_YEAR, NEW_YEAR, -1));
    }

    @Test
    @Timeout(60)
    void nothingThrowsAtTheEndsOfTime() {
        List<Instant> ends = List.of(
                Instant.MIN,
                Limits.EARLIEST,
                Instant.parse("-0044-03-15T12:00:00Z"),
                Instant.EPOCH,
                Instant.parse("9999-12-31T23:59:58Z"),
                Limits.LATEST,
                Instant.MAX);
        Randomly.times(25, random -> {
            var zone = Randomly.zone(random);
            Schedule schedule = Schedule.parse(
                    random.nextBoolean() ? Randomly.fixedText(random, zone) : Randomly.randomText(random, zone));
            for (Instant from : ends) {
                schedule.next(from)
                        .ifPresent(next -> assertThat(next).isAfter(from).isBeforeOrEqualTo(Limits.LATEST));
                for (Instant to : ends) {
                    schedule.next(from, to).ifPresent(next -> assertThat(next).isAfter(to));
                    boolean some = schedule.missed(from, to, 10) > 0;
                    assertThat(schedule.latest(from, to).isPresent()).isEqualTo(some);
                }
            }
            assertThat(schedule.next(Limits.LATEST)).isEmpty();
            assertThat(schedule.next(Instant.MAX)).isEmpty();
            assertThat(schedule.next(Instant.MIN))
                    .isEqualTo(schedule.next(Limits.EARLIEST))
                    .isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"every second", "every minute at :59", "every day at 23:59:59", "every friday at 23:59:59"})
    void theLastSecondOfTheYear9999IsTheLast(String text) {
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        Schedule schedule = Schedule.parse(text);

        assertThat(schedule.next(last.minusSeconds(1))).contains(last);
        assertThat(schedule.next(last)).isEmpty();
        assertThat(schedule.preview(last.minusSeconds(1), 5)).containsExactly(last);
    }
}
