package io.reveille.power.cycle;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Battery;
import io.reveille.JobResult;
import io.reveille.JobStatus;
import io.reveille.Misfire;
import io.reveille.PowerStatus.Sleep;
import io.reveille.power.cycle.SleepingGateway.Run;
import io.reveille.power.plan.Forecaster;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.Quiescence.Window;
import io.reveille.spi.RunGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A week of a gateway's life: the real engine, the real cycle, and a machine that sleeps, or does what it likes. */
class WeekTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SLOWEST = Duration.ofSeconds(3);

    /** A week in some zone, whose clocks go forward or back in the middle of it. */
    record Week(String zone, String start, long seed) {

        ZoneId zoneId() {
            return ZoneId.of(zone);
        }

        Instant from() {
            return Instant.parse(start);
        }
    }

    static Stream<Week> weeks() {
        long first = Long.getLong("reveille.seed", 1);
        return Stream.of(
                new Week("Europe/Rome", "2027-03-25T12:00:00Z", first), // forward
                new Week("Europe/Rome", "2027-10-28T12:00:00Z", first + 1), // back
                new Week("America/New_York", "2027-03-11T12:34:56.789Z", first + 2),
                new Week("America/New_York", "2027-11-04T00:00:00Z", first + 3),
                new Week("Australia/Lord_Howe", "2027-04-01T12:00:00Z", first + 4), // by half an hour
                new Week("Australia/Lord_Howe", "2027-09-30T12:00:00.5Z", first + 5),
                new Week("Asia/Kathmandu", "2027-12-29T12:00:00Z", first + 6));
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("weeks")
    void noJobIsLostOrLateAndTheMachineSleepsMostOfTheTime(Week week) throws Exception {
        Random random = new Random(week.seed());
        SleepingGateway gateway = gateway(week, random, Depth.SUSPEND);
        List<Window> planned = planned(gateway, week);
        gateway.backend.does = request -> {
            Duration wanted =
                    Duration.between(gateway.clocks.wall(), request.wake().orElseThrow());
            Result result = random.nextInt(10) == 0
                    ? gateway.sleep(request, wanted.dividedBy(2), End.FOREIGN)
                    : gateway.sleep(request, Duration.ofMillis(random.nextInt((int) SLOWEST.toMillis())));
            if (week.seed() % 2 == 0) {
                gateway.clocks.step(Duration.ofMillis(random.nextInt(800) - 400)); // as clocks do over a suspend
            }
            return result;
        };

        gateway.runUntil(week.from().plus(WEEK));

        everyJobWasInTime(gateway, planned, SLOWEST.plusMillis(400));
        nothingIsLostOrTwice(gateway, planned);
        assertThat(gateway.journal.totals().failures()).isZero();
        assertThat(gateway.journal.totals().asleep()).isGreaterThan(Duration.ofDays(6));
        assertThat(gateway.firstRuns)
                .isNotEmpty()
                .allSatisfy(sleep -> assertThat(sleep.late()).isLessThan(SLOWEST.plusMillis(400)));
        assertThat(gateway.looks).isLessThan(gateway.runs.size() + 2 * gateway.backend.calls);
    }

    @ParameterizedTest
    @MethodSource("weeks")
    void theMachineWakesNoMoreOftenThanItHasTo(Week week) throws Exception {
        SleepingGateway gateway = gateway(week, new Random(week.seed()), Depth.SUSPEND);
        gateway.backend.does = request -> gateway.sleep(request, Duration.ofSeconds(1));
        List<Window> planned = planned(gateway, week);
        Instant end = week.from().plus(WEEK);
        Forecaster forecaster = new Forecaster(week.from(), Duration.ofSeconds(2), Camp.MINUTE, true);
        planned.stream().filter(window -> window.nominal().isBefore(end)).forEach(forecaster::add);
        long forecast = forecaster.figures(end, new Battery(0, 0, 0)).wakeUps();

        gateway.runUntil(end);

        long retries = gateway.runs.stream().filter(run -> run.attempt() > 1).count();
        long moments = planned.stream()
                .filter(window -> window.wakes() && window.nominal().isBefore(end))
                .map(Window::nominal)
                .distinct()
                .count();
        assertThat(gateway.journal.totals().sleeps())
                .isLessThanOrEqualTo(forecast + retries)
                .isLessThan(moments * 4 / 5);
        assertThat(gateway.backend.calls)
                .isEqualTo((int) gateway.journal.totals().sleeps());
    }

    @ParameterizedTest
    @MethodSource("weeks")
    void whateverTheBackEndDoesNoJobIsLostAndNothingSpins(Week week) throws Exception {
        Random random = new Random(week.seed());
        SleepingGateway gateway = gateway(week, random, Depth.SUSPEND);
        List<Window> planned = planned(gateway, week);
        gateway.backend.does = request -> switch (random.nextInt(25)) {
            case 0 -> throw new IllegalStateException("the bus is dead");
            case 1 -> throw new StackOverflowError();
            case 2 -> Result.of(End.ALARM, Duration.ofHours(1), "at once, and it says that it slept");
            case 3 -> Result.of(End.FAILED, Duration.ZERO, "no");
            case 4 -> Result.of(End.ABORTED, Duration.ZERO, "not now");
            case 5 -> gateway.sleep(request, Duration.ofSeconds(1), End.ALARM); // much too early
            case 6 -> Result.of(End.SIMULATED, Duration.ZERO, "as if");
            case 7 -> gateway.sleep(request, Duration.ofSeconds(50)); // far too late
            case 8 -> {
                gateway.sleep(request, Duration.ofMinutes(20), End.ALARM);
                throw new IllegalStateException("it has slept, and does not say so");
            }
            case 9 ->
                new Result(
                        End.ABORTED, Duration.ZERO, Optional.empty(), Optional.of(Duration.ofMinutes(59)), "too far");
            case 10 -> Result.of(End.POWERED_OFF, Duration.ZERO, "nobody asked for that");
            default -> gateway.sleep(request, Duration.ofSeconds(1));
        };

        for (int half = 1; half <= 14; half++) {
            gateway.runUntil(week.from().plus(Duration.ofHours(12L * half)));
            gateway.tryAgain();
        }

        nothingIsLostOrTwice(gateway, planned);
        assertThat(gateway.looks).isLessThan(gateway.runs.size() + 2 * gateway.backend.calls);
        assertThat(gateway.backend.calls).isLessThan(2 * gateway.runs.size());
        assertThat(gateway.journal.totals().failures()).isPositive();
        assertThat(gateway.journal.totals().asleep()).isGreaterThan(Duration.ofDays(3));
    }

    @ParameterizedTest
    @MethodSource("weeks")
    void aMachineThatIsOffBetweenJobsLosesNone(Week whole) throws Exception {
        Week week =
                new Week(whole.zone(), whole.from().plus(Duration.ofDays(2)).toString(), whole.seed()); // its middle
        Random random = new Random(week.seed());
        SleepingGateway gateway = gateway(week, random, Depth.POWER_OFF);
        List<Window> planned = planned(gateway, week);
        gateway.backend.does = request -> gateway.powerOff(request, Duration.ofSeconds(40 + random.nextInt(10)));

        gateway.runUntil(week.from().plus(Duration.ofHours(36)));

        everyJobWasInTime(gateway, planned, Duration.ofSeconds(5));
        nothingIsLostOrTwice(gateway, planned);
        assertThat(gateway.sleeps)
                .filteredOn(sleep -> sleep.end().equals("ALARM"))
                .hasSizeGreaterThan(100);
        assertThat(gateway.sleeps).extracting(Sleep::end).containsOnly("ALARM", "POWERED_OFF");
        assertThat(gateway.journal.totals().asleep()).isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void oneThatOversleepsIsGivenUpAndNoMoreJobIsLate() throws Exception {
        Week week = weeks().findFirst().orElseThrow();
        SleepingGateway gateway = gateway(week, new Random(1), Depth.SUSPEND);
        List<Window> planned = planned(gateway, week);
        gateway.backend.does = request -> gateway.sleep(request, Duration.ofSeconds(50));

        gateway.runUntil(week.from().plus(WEEK));

        nothingIsLostOrTwice(gateway, planned);
        assertThat(gateway.backend.calls).isEqualTo(5);
        assertThat(gateway.cycle.backend().givenUp()).isTrue();
        assertThat(gateway.runs.stream().filter(run -> run.missed() > 0))
                .filteredOn(run -> !run.job().endsWith("rider") && !run.job().equals("upload"))
                .hasSizeLessThan(10);
    }

    @Test
    void anRtcThatReachesADayIsEnoughForAWeek() throws Exception {
        Duration limit = Duration.ofHours(23);
        Instant start = weeks().findFirst().orElseThrow().from();
        SleepingGateway gateway = new SleepingGateway(start, ZoneOffset.UTC, folder.resolve("memory"), Depth.SUSPEND);
        gateway.handler("work", context -> JobResult.success());
        define(gateway, "weekly", "every 7 days at 12:00", "work");
        gateway.backend.does = request ->
                Duration.between(gateway.clocks.wall(), request.wake().orElseThrow())
                                        .compareTo(limit)
                                > 0
                        ? new Result(End.ABORTED, Duration.ZERO, Optional.empty(), Optional.of(limit), "too far")
                        : gateway.sleep(request, Duration.ofMillis(300));

        gateway.runUntil(start.plus(WEEK).plusMillis(10));

        assertThat(gateway.runs)
                .singleElement()
                .satisfies(run -> assertThat(run.start()).isEqualTo(start.plus(WEEK)));
        assertThat(gateway.journal.totals().sleeps()).isEqualTo(8);
    }

    private SleepingGateway gateway(Week week, Random random, Depth depth) throws IOException {
        SleepingGateway gateway = new SleepingGateway(week.from(), week.zoneId(), folder.resolve("memory"), depth);
        gateway.handler("work", context -> JobResult.success());
        gateway.slowHandler("slow", context -> Duration.ofMillis(random.nextInt(40_000)));
        gateway.handler(
                "flaky", context -> context.attempt() < 3 ? JobResult.failure("no answer") : JobResult.success());
        gateway.engine.add("link", (occurrence, condition) -> {
            gateway.asked.putIfAbsent(occurrence.nominalTime(), gateway.clocks.wall());
            return random.nextInt(3) > 0
                    ? RunGate.Permit.OPEN
                    : new RunGate.Refusal("no link", Duration.ofMinutes(2 + random.nextInt(200)));
        });
        define(gateway, "night", "every day at 02:30", "work");
        define(gateway, "half past one", "every day at 01:30 within 20 minutes", "slow");
        define(gateway, "elsewhere", "every weekday at 08:00 within 10 minutes in Asia/Tokyo", "work");
        define(gateway, "office", "cron */15 8-18 * * MON-FRI within 3 minutes", "slow");
        define(gateway, "even hours", "cron 0 */2 * * * in Europe/London", "work");
        define(gateway, "poll", "every 15 minutes within 2 minutes", "work");
        define(gateway, "meter", "every 17 minutes within 4 minutes", "slow");
        define(gateway, "report", "every hour at :00 within 10 minutes", "work");
        define(gateway, "long", "every 90 minutes within 2 hours", "work");
        define(gateway, "day", "every 40 minutes between 22:00 and 06:00 within 5 minutes", "work");
        define(gateway, "fleet", "every day at 03:00 spread over 2 hours", "work");
        define(gateway, "few", "every 6 hours times 11", "work");
        define(gateway, "once", "once in 50 hours", "slow");
        define(gateway, "rider", "every 5 minutes nowake", "work");
        define(gateway, "night rider", "every day at 02:15 nowake", "slow");
        gateway.scheduler()
                .schedule("every 10 to 50 minutes within 5 minutes")
                .named("random")
                .run("work");
        gateway.scheduler()
                .schedule("every 2 hours at :20")
                .named("each")
                .misfireAll(100)
                .run("work");
        gateway.scheduler()
                .schedule("every 50 minutes")
                .named("fresh")
                .misfire(Misfire.SKIP)
                .run("work");
        gateway.scheduler()
                .schedule("every 3 hours")
                .named("retried")
                .retry(3, Duration.ofMinutes(2), Duration.ofMinutes(5))
                .run("flaky");
        gateway.scheduler()
                .schedule("every 2 hours")
                .named("upload")
                .onlyIf("link")
                .run("work");
        gateway.engine.settle();
        return gateway;
    }

    private static void define(SleepingGateway gateway, String name, String schedule, String handler) {
        gateway.scheduler().schedule(schedule).named(name).run(handler);
    }

    /** What the schedules say, from the beginning. */
    private static List<Window> planned(SleepingGateway gateway, Week week) {
        return gateway.engine
                .engine()
                .quiescence()
                .windows(week.from(), week.from().plus(WEEK).plus(Duration.ofDays(2)));
    }

    /** Each has run in time; of the job with a gate, that gate was asked in time. */
    private static void everyJobWasInTime(SleepingGateway gateway, List<Window> planned, Duration latency) {
        Map<String, List<Run>> runs = gateway.runs.stream()
                .filter(run -> run.attempt() == 1)
                .collect(groupingBy(run -> run.job() + run.nominal()));
        for (Window window : planned) {
            Instant latest = window.deadline().plus(latency);
            if (!window.wakes() || !window.deadline().isBefore(gateway.clocks.wall())) {
                continue;
            }
            if (window.job().equals("upload")) {
                assertThat(gateway.asked.get(window.nominal()))
                        .as("the first question for %s", window)
                        .isBetween(window.nominal(), latest);
            } else {
                assertThat(runs.get(window.job() + window.nominal()))
                        .as("the run of %s", window)
                        .singleElement()
                        .satisfies(run -> assertThat(run.start()).isBetween(window.nominal(), latest))
                        .satisfies(run -> assertThat(run.missed()).isZero());
            }
        }
    }

    /** Of all up to now each has run, or has gone together with later ones into one run. */
    private static void nothingIsLostOrTwice(SleepingGateway gateway, List<Window> planned)
            throws InterruptedException {
        gateway.backend.does = request -> Result.of(End.ABORTED, Duration.ZERO, "not any more");
        gateway.runUntil(gateway.clocks.wall().plusSeconds(60)); // what runs ends, what is overdue has its turn
        Map<String, List<Window>> windows = planned.stream().collect(groupingBy(Window::job));
        windows.forEach((name, all) -> {
            JobStatus status = gateway.scheduler().job(name).orElseThrow().status();
            List<Instant> expected = all.stream()
                    .map(Window::nominal)
                    .filter(nominal -> nominal.isBefore(status.nextRun().orElse(Instant.MAX)))
                    .toList();
            List<Run> runs = gateway.runs.stream()
                    .filter(run -> run.job().equals(name) && run.attempt() == 1)
                    .toList();
            List<Instant> nominals = runs.stream().map(Run::nominal).toList();
            assertThat(nominals).as("runs of %s", name).doesNotHaveDuplicates().isSorted();
            if (!name.equals("random")) { // which starts anew after a misfire
                long ran = runs.stream()
                        .mapToLong(run -> Math.max(1, run.missed()))
                        .sum();
                long dropped = name.equals("fresh") ? status.missed() : 0;
                assertThat(ran + dropped).as("occurrences of %s", name).isEqualTo(expected.size());
                assertThat(expected).containsAll(nominals);
            }
        });
    }
}
