package io.reveille.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.core.plan.Planner.Decision;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seconds in tables count from noon; the job runs every minute, its first occurrence is at 60. */
class PlannerTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Planner planner = new Planner(GRACE);
    private final Schedule minutely = Schedule.parse("every 1 minute");
    private final Schedule secondly = Schedule.parse("every 1 second");
    private final Schedule event = Schedule.after("download").build();

    // What is due

    @ParameterizedTest
    @CsvSource({
        // misfire, now, runs, nominal time, missed, dropped, chain
        "ONCE,  60, true, 60, 0, 0, 60",
        "SKIP,  60, true, 60, 0, 0, 60",
        "ALL,   60, true, 60, 0, 0, 60",
        // within the grace
        "ONCE,  65, true, 60, 0, 0, 60",
        "SKIP,  65, true, 60, 0, 0, 60",
        "ALL,   65, true, 60, 0, 0, 60",
        // late by one
        "ONCE, 65.000000001,  true, 60, 1, 0, 60",
        "SKIP, 65.000000001, false, 60, 0, 1, 60",
        "ALL,  65.000000001,  true, 60, 1, 0, 60",
        // late by as many as are made up for
        "ONCE, 210,  true, 180, 3, 0, 180",
        "SKIP, 210, false, 180, 0, 3, 180",
        "ALL,  210,  true,  60, 1, 0,  60",
        // by one more
        "ONCE, 270,  true, 240, 4, 0, 240",
        "SKIP, 270, false, 240, 0, 4, 240",
        "ALL,  270,  true, 120, 1, 1, 120",
        // by many more
        "ONCE, 330,  true, 300, 5, 0, 300",
        "SKIP, 330, false, 300, 0, 5, 300",
        "ALL,  330,  true, 180, 1, 2, 180",
        // the newest is in time
        "ONCE, 305,  true, 300, 5, 0, 300",
        "SKIP, 305,  true, 300, 0, 4, 300",
        "ALL,  305,  true, 180, 1, 2, 180",
        // after ten years
        "ONCE, 315360030,  true, 315360000, 100000,      0, 315360000",
        "SKIP, 315360030, false, 315360000,      0, 100000, 315360000",
        "ALL,  315360030,  true, 315359880,      1,  99997, 315359880",
    })
    void due(Misfire misfire, String now, boolean runs, long nominal, int missed, int dropped, long chain) {
        Decision decision = planner.due(job(policies(misfire, 3), minutely, NOON), at(60), at(now));

        assertThat(decision).isEqualTo(new Decision(runs, at(nominal), missed, dropped, at(chain)));
    }

    @Test
    void theOneOfAllThatIsInTimeIsNoMisfire() {
        assertThat(planner.due(job(policies(Misfire.ALL, 1), minutely, NOON), at(60), at(302)))
                .isEqualTo(new Decision(true, at(300), 0, 4, at(300)));
    }

    @Test
    void aMisfireIsToldByTheTolerance() {
        Schedule daily = Schedule.parse("every day at 12:00 within 2 hours");
        Instant first = NOON.plus(Duration.ofDays(1));
        Instant third = NOON.plus(Duration.ofDays(3));
        Instant inItsWindow = third.plus(Duration.ofMinutes(90));

        assertThat(planner.due(job(policies(Misfire.SKIP, 1), daily, NOON), first, inItsWindow))
                .as("what is in time runs, whatever was missed before it")
                .isEqualTo(new Decision(true, third, 0, 2, third));
        assertThat(planner.due(job(policies(Misfire.SKIP, 1), daily, NOON), first, third.plus(Duration.ofHours(3))))
                .isEqualTo(new Decision(false, third, 0, 3, third));
    }

    @Test
    void ofSeveralWithinTheGraceTheOldestRunsAndTheOthersAreMissed() {
        assertThat(planner.due(job(policies(Misfire.SKIP, 1), secondly, NOON), at(1), at("60.5")))
                .as("56 is 4.5 s late")
                .isEqualTo(new Decision(true, at(56), 0, 59, at(60)));
    }

    @ParameterizedTest
    @CsvSource({
        "ONCE, 4, 4, 0, 4",
        "SKIP, 1, 0, 3, 4",
        "ALL,  1, 0, 0, 1",
    })
    void theGraceIsForTheStartAloneAndWhatElsePassedIsThePolicys(
            Misfire misfire, long nominal, int missed, int dropped, long chain) {
        assertThat(planner.due(job(policies(misfire, 100), secondly, NOON), at(1), at("4.5")))
                .isEqualTo(new Decision(true, at(nominal), missed, dropped, at(chain)));
    }

    @ParameterizedTest
    @CsvSource({
        "ONCE, 0, 300, 5, 0, 300",
        "ONCE, 2, 300, 6, 0, 300",
        "SKIP, 0,  60, 0, 4, 300",
        "ALL,  0,  60, 0, 0,  60",
    })
    void whatPassesWhileAnOccurrenceWaitsForAWorkerIsThePolicys(
            Misfire misfire, int missed, long nominal, int standsFor, int dropped, long chain) {
        OpenOccurrence waiting = begun(OccurrenceState.DUE, missed, false);

        assertThat(planner.starts(job(policies(misfire, 100), minutely, at(60)), waiting, at(330)))
                .isEqualTo(new Decision(true, at(nominal), standsFor, dropped, at(chain)));
    }

    // Counted schedules

    @ParameterizedTest
    @EnumSource
    void onceTheTimesAreUsedUpNothingPasses(Misfire misfire) {
        Planner.Job job = new Planner.Job(policies(misfire, 100), minutely, at(60), 0);
        OpenOccurrence retried =
                new OpenOccurrence("1", at(60), 0, 2, false, OccurrenceState.DEFERRED, null, "no link", Map.of());

        assertThat(job.passed(at(600))).isZero();
        assertThat(planner.starts(job, retried, at(600))).isEqualTo(Decision.inTime(at(60)));
        Decision again = planner.again(job, retried, at(600));
        assertThat(again.missed() + again.dropped()).isLessThanOrEqualTo(0);
        assertThat(again.chain()).isEqualTo(at(60));
    }

    @Test
    void theLastOfTheTimesStandsForItselfAlone() {
        Planner.Job last = new Planner.Job(policies(Misfire.ONCE, 100), minutely, NOON, 1);

        assertThat(planner.due(last, at(60), at(600))).isEqualTo(new Decision(true, at(60), 1, 0, at(60)));
    }

    @Test
    void ofAllThoseBeyondTheLimitAreMissedHoweverManyTheTimesLeave() {
        Planner.Job three = new Planner.Job(policies(Misfire.ALL, 2), minutely, NOON, 3);

        assertThat(planner.due(three, at(60), at(630))).isEqualTo(new Decision(true, at(540), 1, 8, at(540)));
    }

    @Test
    void ofSkipThoseBehindTheOneInTimeAreMissedUnlessThatIsTheLast() {
        Schedule secondly = Schedule.parse("every 2 seconds");

        assertThat(planner.due(new Planner.Job(policies(Misfire.SKIP, 100), secondly, NOON, 2), at(2), at(10)))
                .isEqualTo(new Decision(true, at(6), 0, 4, at(10)));
        assertThat(planner.due(new Planner.Job(policies(Misfire.SKIP, 100), secondly, NOON, 1), at(2), at(10)))
                .isEqualTo(new Decision(true, at(6), 0, 2, at(6)));
    }

    @ParameterizedTest
    @EnumSource
    void theLastOccurrenceOfAllIsMissedToo(Misfire misfire) {
        Decision decision = planner.due(
                job(policies(misfire, 1), Schedule.once(at(60)), NOON), at(60), NOON.plus(Duration.ofDays(9)));

        assertThat(decision)
                .isEqualTo(
                        misfire == Misfire.SKIP
                                ? new Decision(false, at(60), 0, 1, at(60))
                                : new Decision(true, at(60), 1, 0, at(60)));
    }

    /** Against all occurrences, one by one. */
    @Test
    void whatIsDueIsWhatSteppingFinds() {
        randomly(400, random -> {
            Schedule schedule = schedule(random);
            Instant chain = NOON.plusSeconds(random.nextInt(100_000_000));
            List<Instant> all = schedule.preview(chain, 1 + random.nextInt(300));
            if (all.isEmpty()) {
                return;
            }
            Instant newest = all.get(all.size() - 1);
            Instant now = newest.plusNanos(random.nextLong(nanosToNext(schedule, newest)));
            int limit = 1 + random.nextInt(all.size() + 5);
            Planner own = new Planner(Duration.ofSeconds(random.nextInt(20)));
            List<Instant> late =
                    all.stream().filter(time -> own.isLate(schedule, time, now)).toList();
            List<Instant> inTime = all.subList(late.size(), all.size());
            assertThat(late).isEqualTo(all.subList(0, late.size()));
            String what = schedule + " from " + chain + " at " + now + ", limit " + limit;

            Decision once = own.due(job(policies(Misfire.ONCE, limit), schedule, chain), all.get(0), now);
            Decision skip = own.due(job(policies(Misfire.SKIP, limit), schedule, chain), all.get(0), now);
            if (late.isEmpty() && all.size() == 1) {
                assertThat(List.of(once, skip)).as(what).containsOnly(Decision.inTime(newest));
            } else {
                assertThat(once).as(what).isEqualTo(new Decision(true, newest, all.size(), 0, newest));
                assertThat(skip)
                        .as(what)
                        .isEqualTo(
                                inTime.isEmpty()
                                        ? new Decision(false, newest, 0, all.size(), newest)
                                        : new Decision(true, inTime.get(0), 0, all.size() - 1, newest));
            }
            CatchUp catchUp = catchUp(own, schedule, limit, chain, now);
            // Once those are dropped that are too many, the others follow one by one.
            List<Instant> kept = late.isEmpty() ? all : all.subList(Math.max(0, all.size() - limit), all.size());
            assertThat(catchUp.ran).as(what).isEqualTo(kept);
            assertThat(catchUp.dropped).as(what).isEqualTo(all.size() - kept.size());
        });
    }

    /** The newest of millions, found without a step through them. */
    @Test
    void afterYearsTheNewestRunAndNoMore() {
        randomly(100, random -> {
            Schedule schedule = schedule(random);
            Instant now = NOON.plus(Duration.ofDays(3650)).plusSeconds(random.nextInt(100_000_000));
            int limit = 1 + random.nextInt(50);
            CatchUp catchUp = catchUp(planner, schedule, limit, NOON, now);

            List<Instant> stepped = new ArrayList<>();
            for (Instant time = catchUp.ran.isEmpty() ? NOON : catchUp.ran.get(0);
                    !time.isAfter(now);
                    time = schedule.next(time).orElse(Instant.MAX)) {
                stepped.add(time);
            }
            String what = schedule + " at " + now + ", limit " + limit;
            assertThat(catchUp.ran).as(what).isEqualTo(stepped).hasSizeLessThanOrEqualTo(limit);
            assertThat(catchUp.ran).as(what).hasSize(schedule.missed(NOON, now, limit));
        });
    }

    @Test
    void exactlySoManyOfTheNewestAreKept() {
        randomly(200, random -> {
            Instant now = NOON.plus(Duration.ofMillis(random.nextInt(1_000_000_000)));
            int limit = 1 + random.nextInt(1000);
            Decision decision = planner.due(job(policies(Misfire.ALL, limit), secondly, NOON), at(1), now);

            assertThat(decision.nominalTime())
                    .as("%s, limit %d", now, limit)
                    .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(limit - 1));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void aChainThatCannotBeFollowedOverYearsStartsAgainAmongTheNewest(int limit) {
        Instant now = NOON.plus(Duration.ofDays(3650));
        for (String text : List.of("every 1 to 2 seconds", "every 5 to 10 minutes", "every 50 to 70 minutes")) {
            Schedule schedule = Schedule.parse(text).withSeed(17);
            CatchUp catchUp = catchUp(planner, schedule, limit, NOON, now);

            assertThat(catchUp.ran).as(text).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
            assertThat(catchUp.ran.get(0)).as(text).isAfter(now.minus(Duration.ofMinutes(70L * (limit + 2))));
            assertThat(catchUp.ran).as(text).allSatisfy(time -> assertThat(time).isBeforeOrEqualTo(now));
        }
    }

    @ParameterizedTest
    @EnumSource
    void yearsCostNoMoreThanDays(Misfire misfire) {
        Instant now = NOON.plus(Duration.ofDays(36_500)).plusSeconds(30);
        for (String text : List.of(
                "every 1 second",
                "every 1 to 2 seconds",
                "every minute at :05 in Europe/Rome",
                "every 20 minutes between 22:00 and 05:00 in Europe/Rome",
                "cron * * * * * * in America/New_York",
                "cron */5 * * * * between 08:00 and 18:00 on monday",
                "every day at 10:30 in Pacific/Chatham",
                "every month on second tuesday at 09:00")) {
            Schedule schedule = Schedule.parse(text);
            Instant planned = schedule.next(NOON).orElseThrow();
            Decision decision = assertTimeout(
                    Duration.ofSeconds(20),
                    () -> planner.due(job(policies(misfire, 1000), schedule, NOON), planned, now),
                    text);

            assertThat(decision.chain()).as(text).isBetween(planned, now);
            assertThat(decision.missed() + decision.dropped()).as(text).isBetween(1, Planner.MISSED_LIMIT);
        }
    }

    // What is taken up again

    @ParameterizedTest
    @CsvSource({
        // misfire, limit, now, runs, nominal time, missed, dropped, chain
        "ONCE, 100, 119.999999999, true, 60, 0, 0, 60",
        "SKIP, 100, 119.999999999, true, 60, 0, 0, 60",
        "ALL,  100, 119.999999999, true, 60, 0, 0, 60",
        // The next one is due, and waits for the gates in its place.
        "ONCE, 100, 120, true, 120, 2, 0, 120",
        "SKIP, 100, 120, true, 120, 0, 1, 120",
        "ALL,  100, 120, true,  60, 1, 0,  60",
        // Several are.
        "ONCE, 100, 330.5, true, 300, 5, 0, 300",
        "SKIP, 100, 330.5, true, 300, 0, 4, 300",
        "ALL,  100, 330.5, true,  60, 1, 0,  60",
        "ALL,    5, 330.5, true,  60, 1, 0,  60",
        "ALL,    4, 330.5, true, 120, 1, 1, 120",
        "ALL,    3, 330.5, true, 180, 1, 2, 180",
        "ALL,    1, 330.5, true, 300, 0, 4, 300",
    })
    void deferredUntilTheNext(
            Misfire misfire, int limit, String now, boolean runs, long nominal, int missed, int dropped, long chain) {
        OpenOccurrence deferred = begun(OccurrenceState.DEFERRED, 0, false);

        assertThat(planner.again(job(policies(misfire, limit), minutely, at(60)), deferred, at(now)))
                .isEqualTo(new Decision(runs, at(nominal), missed, dropped, at(chain)));
    }

    @ParameterizedTest
    @CsvSource({
        "ONCE, 69.999999999, true, 60, 0, 0, 60",
        "SKIP, 69.999999999, true, 60, 0, 0, 60",
        "ALL,  69.999999999, true, 60, 0, 0, 60",
        "ONCE, 70,  true, 60, 1, 0, 60",
        "SKIP, 70, false, 60, 0, 0, 60",
        "ALL,  70,  true, 60, 1, 0, 60",
        // The newest of several has waited too long as well, or has not.
        "SKIP, 190, false, 60, 0, 2, 180",
        "SKIP, 189.9, true, 180, 0, 2, 180",
    })
    void deferredForAWhile(
            Misfire misfire, String now, boolean runs, long nominal, int missed, int dropped, long chain) {
        OpenOccurrence deferred = begun(OccurrenceState.DEFERRED, 0, false);
        JobPolicies policies = policies(misfire, 100).withDefer(Duration.ofSeconds(10));

        assertThat(planner.again(job(policies, minutely, at(60)), deferred, at(now)))
                .isEqualTo(new Decision(runs, at(nominal), missed, dropped, at(chain)));
    }

    @Test
    void anAttemptThatItsGatesHoldForTooLongWasNotMissed() {
        OpenOccurrence retried =
                new OpenOccurrence("1", at(60), 0, 2, false, OccurrenceState.DEFERRED, null, "no link", Map.of());
        JobPolicies policies = policies(Misfire.SKIP, 100).withDefer(Duration.ofSeconds(10));

        Decision decision = planner.again(job(policies, minutely, at(60)), retried, at(70));

        assertThat(decision.runs()).isFalse();
        assertThat(decision.dropped() + 1).as("with itself").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ONCE, 100, 65, true, 60, 0, 0, 60",
        "SKIP, 100, 65, true, 60, 0, 0, 60",
        "ALL,  100, 65, true, 60, 0, 0, 60",
        "ONCE, 100, 66,  true, 60, 1, 0, 60",
        "SKIP, 100, 66, false, 60, 0, 0, 60",
        "ALL,  100, 66,  true, 60, 1, 0, 60",
        "ONCE, 100, 330.5,  true, 300, 5, 0, 300",
        "SKIP, 100, 330.5, false,  60, 0, 4, 300",
        "ALL,  100, 330.5,  true,  60, 1, 0,  60",
        "ALL,    3, 330.5,  true, 180, 1, 2, 180",
        "ONCE, 100, 302, true, 300, 5, 0, 300",
        "SKIP, 100, 302, true, 300, 0, 4, 300",
        "ALL,  100, 302, true,  60, 1, 0,  60",
    })
    void putBack(
            Misfire misfire, int limit, String now, boolean runs, long nominal, int missed, int dropped, long chain) {
        OpenOccurrence waiting = begun(OccurrenceState.DUE, 0, false);

        assertThat(planner.again(job(policies(misfire, limit), minutely, at(60)), waiting, at(now)))
                .isEqualTo(new Decision(runs, at(nominal), missed, dropped, at(chain)));
    }

    @ParameterizedTest
    @CsvSource({
        "ONCE, 100, 65, true, 60, 0, 0, 60",
        "SKIP, 100, 65, true, 60, 0, 0, 60",
        "ALL,  100, 65, true, 60, 0, 0, 60",
        "ONCE, 100, 330.5, true, 300, 5, 0, 300",
        "SKIP, 100, 330.5, true,  60, 1, 4, 300",
        "ALL,  100, 330.5, true,  60, 1, 0,  60",
        "ALL,    3, 330.5, true,  60, 1, 0,  60",
        // What is in time stays for after it.
        "SKIP, 100, 302, true, 60, 1, 3, 240",
    })
    void whatHadStartedRunsAgainInAnyCase(
            Misfire misfire, int limit, String now, boolean runs, long nominal, int missed, int dropped, long chain) {
        OpenOccurrence cutOff = begun(OccurrenceState.DUE, 0, true);

        assertThat(planner.again(job(policies(misfire, limit), minutely, at(60)), cutOff, at(now)))
                .isEqualTo(new Decision(runs, at(nominal), missed, dropped, at(chain)));
    }

    @ParameterizedTest
    @CsvSource({
        "ONCE, false,  true, 1",
        "SKIP, false, false, 0",
        "ALL,  false,  true, 1",
        "ONCE,  true,  true, 1",
        "SKIP,  true,  true, 1",
        "ALL,   true,  true, 1",
    })
    void inParallelEachStandsForItself(Misfire misfire, boolean recovery, boolean runs, int missed) {
        JobPolicies policies = policies(misfire, 1).withOverlap(Overlap.PARALLEL);
        for (OccurrenceState state : List.of(OccurrenceState.DUE, OccurrenceState.DEFERRED)) {
            assertThat(planner.again(job(policies, minutely, at(600)), begun(state, 0, recovery), at(930)))
                    .isEqualTo(new Decision(runs, at(60), missed, 0, at(600)));
        }
    }

    @Test
    void whatItMakesUpForAlreadyStaysInTheCount() {
        JobPolicies once = policies(Misfire.ONCE, 100);
        OpenOccurrence deferred = begun(OccurrenceState.DEFERRED, 4, false);

        assertThat(planner.again(job(once, minutely, at(60)), deferred, at(70)))
                .isEqualTo(new Decision(true, at(60), 4, 0, at(60)));
        assertThat(planner.again(job(once, minutely, at(60)), deferred, at(150)))
                .isEqualTo(new Decision(true, at(120), 5, 0, at(120)));
        assertThat(planner.again(job(policies(Misfire.SKIP, 100), minutely, at(60)), deferred, at(150)))
                .as("the policy was another before")
                .isEqualTo(new Decision(true, at(120), 0, 4, at(120)));
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsNeverLateByItself(Misfire misfire) {
        OpenOccurrence waiting = begun(OccurrenceState.DUE, 0, false);
        OpenOccurrence deferred = begun(OccurrenceState.DEFERRED, 0, false);
        JobPolicies patient = policies(misfire, 1);
        Instant years = NOON.plus(Duration.ofDays(3650));

        assertThat(List.of(
                        planner.again(job(patient, event, NOON), waiting, years),
                        planner.again(job(patient, event, NOON), deferred, years)))
                .containsOnly(new Decision(true, at(60), 0, 0, NOON));
        boolean runs = misfire != Misfire.SKIP;
        assertThat(planner.again(job(patient.withDefer(Duration.ofSeconds(10)), event, NOON), deferred, at(76)))
                .isEqualTo(new Decision(runs, at(60), runs ? 1 : 0, 0, NOON));
    }

    // Until when

    @ParameterizedTest
    @CsvSource({
        "every 1 minute, 60",
        "every 1 minute within 30 seconds, 90",
        "every 1 minute within 59 seconds, 119",
        "every 1 minute within 60 seconds, 119",
        "every 1 minute within 5 minutes, 119",
        "every 1 second within 1 second, 60",
        "once at 2026-03-04T12:01:00Z, 60",
        "once at 2026-03-04T12:01:00Z within 5 minutes, 360",
        "after \"download\" within 5 minutes, 360",
    })
    void deadline(String schedule, long seconds) {
        assertThat(Planner.deadline(Schedule.parse(schedule), at(60))).isEqualTo(at(seconds));
    }

    @Test
    void aStartIsLateWhenDeadlineAndGraceAreOver() {
        Schedule tolerant = Schedule.parse("every 1 minute within 30 seconds");

        assertThat(planner.isLate(tolerant, at(60), at(95))).isFalse();
        assertThat(planner.isLate(tolerant, at(60), at("95.000000001"))).isTrue();
        assertThat(planner.isLate(minutely, at(60), at(65))).isFalse();
        assertThat(planner.isLate(minutely, at(60), at("65.000000001"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "every 1 minute, , 120",
        "every 1 minute, 10, 70",
        "every 1 minute, 60, 120",
        "every 1 minute, 600, 120",
        "once at 2026-03-04T12:01:00Z, 600, 660",
        "after \"download\", 600, 660",
    })
    void patience(String schedule, @Nullable Integer defer, long seconds) {
        assertThat(Planner.patience(deferring(defer), Schedule.parse(schedule), at(60)))
                .isEqualTo(at(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"once at 2026-03-04T12:01:00Z", "after \"download\"", "@reboot"})
    void withoutANextOnePatienceHasNoEnd(String schedule) {
        assertThat(Planner.patience(deferring(null), Schedule.parse(schedule), at(60)))
                .isEqualTo(Instant.MAX);
    }

    // Next, and dropping

    @Test
    void nextMayLieInThePast() {
        assertThat(planner.next(minutely, NOON)).contains(at(60));
        assertThat(planner.next(Schedule.once(at(60)), at(60))).isEmpty();
        assertThat(planner.next(event, NOON)).isEmpty();
    }

    @Test
    void droppingKeepsTheRhythm() {
        assertThat(planner.dropUntil(minutely, NOON, at(150))).isEqualTo(at(120));
        assertThat(planner.dropUntil(minutely, NOON, at(120))).isEqualTo(at(120));
        assertThat(planner.dropUntil(minutely, NOON, at(30))).isEqualTo(NOON);
        assertThat(planner.dropUntil(minutely, at(300), at(30))).isEqualTo(at(300));
        assertThat(planner.dropUntil(Schedule.once(at(60)), NOON, at(600))).isEqualTo(at(60));
        assertThat(planner.dropUntil(event, NOON, at(600))).isEqualTo(NOON);
    }

    @Test
    void droppingDoesNotFollowWhatIsDrawnAtRandomOverYears() {
        Schedule random = Schedule.parse("every 10 to 20 seconds");
        Instant later = NOON.plus(Duration.ofDays(3650)).plusMillis(700);

        assertThat(planner.dropUntil(random, NOON, later)).isEqualTo(later.minusMillis(700));
        assertThat(planner.dropUntil(random, NOON, at(90)))
                .isEqualTo(random.latest(NOON, at(90)).orElseThrow());
    }

    // Around

    private record CatchUp(List<Instant> ran, long dropped) {}

    /** What runs one after the other, at a clock that stands still. */
    private static CatchUp catchUp(Planner planner, Schedule schedule, int limit, Instant from, Instant now) {
        List<Instant> ran = new ArrayList<>();
        long dropped = 0;
        Instant chain = from;
        for (Instant planned = schedule.next(chain).orElse(Instant.MAX);
                !planned.isAfter(now);
                planned = schedule.next(chain).orElse(Instant.MAX)) {
            Decision decision = planner.due(job(policies(Misfire.ALL, limit), schedule, chain), planned, now);
            assertThat(decision.runs()).isTrue();
            assertThat(decision.missed()).isEqualTo(planner.isLate(schedule, decision.nominalTime(), now) ? 1 : 0);
            assertThat(decision.chain()).isEqualTo(decision.nominalTime()).isAfter(chain);
            ran.add(decision.nominalTime());
            dropped += decision.dropped();
            chain = decision.chain();
        }
        return new CatchUp(ran, dropped);
    }

    private static Schedule schedule(Random random) {
        List<String> kinds = List.of(
                "every " + (1 + random.nextInt(5)) + " seconds",
                "every " + (1 + random.nextInt(200)) + " seconds",
                "every " + (1 + random.nextInt(200)) + " minutes",
                "every minute at :" + (10 + random.nextInt(50)),
                "every 2 hours at :30 in Asia/Kolkata",
                "every day at 02:30 in Europe/Rome",
                "every 3 days at 06:00:15 in America/New_York",
                "every monday, friday at 07:00 in Pacific/Chatham",
                "every month on last day at 12:00",
                "cron */" + (1 + random.nextInt(30)) + " * * * * in Asia/Tokyo",
                "cron */7 * * * * *",
                "cron 0 3 * * MON-FRI in Europe/Rome");
        String text = kinds.get(random.nextInt(kinds.size()));
        int tolerance = random.nextInt(3) == 0 ? 1 + random.nextInt(300) : 0;
        return Schedule.parse(tolerance == 0 ? text : text + " within " + tolerance + " seconds");
    }

    private static long nanosToNext(Schedule schedule, Instant time) {
        return schedule.next(time)
                .map(next -> Duration.between(time, next).toNanos())
                .orElse(1_000_000_000L);
    }

    /** {@code -Dreveille.seed=N} runs one again. */
    private static void randomly(int times, Consumer<Random> test) {
        long first = Long.getLong("reveille.seed", 20270101L);
        for (long seed = first; seed < first + times; seed++) {
            try {
                test.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("with -Dreveille.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static OpenOccurrence begun(OccurrenceState state, int missed, boolean recovery) {
        return new OpenOccurrence("1", at(60), missed, 1, recovery, state, null, "", Map.of());
    }

    private static Planner.Job job(JobPolicies policies, Schedule schedule, Instant chain) {
        return new Planner.Job(policies, schedule, chain, Integer.MAX_VALUE);
    }

    private static JobPolicies policies(Misfire misfire, int limit) {
        return JobPolicies.DEFAULTS.withMisfire(misfire, limit);
    }

    private static JobPolicies deferring(@Nullable Integer seconds) {
        return seconds == null ? JobPolicies.DEFAULTS : JobPolicies.DEFAULTS.withDefer(Duration.ofSeconds(seconds));
    }

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static Instant at(String seconds) {
        return NOON.plus(Duration.parse("PT" + seconds + "S"));
    }
}
