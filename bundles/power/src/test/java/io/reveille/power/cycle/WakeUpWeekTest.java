package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.reveille.Battery;
import io.reveille.JobResult;
import io.reveille.PowerForecast.Figures;
import io.reveille.power.plan.Forecaster;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.Quiescence.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a machine is awake for its jobs, with the default settings: it takes some time to go down and to come up, and
 * the seconds of its real-time clock are not those of the wall clock.
 */
class WakeUpWeekTest {

    private static final Instant START = Instant.parse("2027-03-01T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration GOES_DOWN = Duration.ofMillis(250);

    @TempDir
    Path folder;

    private final Random random = new Random(17);
    private Duration asleep = Duration.ZERO;
    private Duration running = Duration.ZERO;
    private Duration slowness = Duration.ZERO;

    /** By how many ms the clock of the alarm is ahead, and how many ms the machine takes to come up: from, to. */
    @ParameterizedTest
    @CsvSource({"0, 250, 550", "400, 250, 550", "900, 250, 550", "0, 1300, 1700", "400, 1300, 1700", "900, 1300, 1700"})
    void fromTheFourthOnAWakeUpTakesLessThanTwoSecondsBeyondItsRunsAndNoJobIsLate(int ahead, int from, int to)
            throws Exception {
        SleepingGateway gateway = gateway();
        // No job is due within minutes of another: each wake-up is for one.
        define(gateway, "poll", "every 20 minutes", "slow");
        define(gateway, "meter", "every hour at :10", "work");
        define(gateway, "report", "cron 30 50 */3 * * * within 90 seconds", "slow");
        Map<String, Instant> deadlines = new HashMap<>();
        planned(gateway, START).forEach(window -> deadlines.put(window.job() + window.nominal(), window.deadline()));
        List<Duration> beyondRuns = new ArrayList<>();
        gateway.backend.does = request -> {
            int comesUp = from + random.nextInt(to - from);
            Result result = sleep(gateway, request, ahead, comesUp);
            beyondRuns.add(awake(gateway).minus(running).minus(slowness(comesUp)));
            return result;
        };

        gateway.runUntil(START.plus(WEEK));

        assertThat(beyondRuns).hasSizeGreaterThan(500);
        for (int i = 4; i < beyondRuns.size(); i++) {
            assertThat(beyondRuns.get(i).minus(beyondRuns.get(i - 1)))
                    .as("time awake beyond the runs, wake-up %d", i)
                    .isLessThan(Duration.ofSeconds(2));
        }
        assertThat(gateway.runs)
                .hasSizeGreaterThan(500)
                .allSatisfy(run ->
                        assertThat(run.start()).isBetween(run.nominal(), deadlines.get(run.job() + run.nominal())));
    }

    @Test
    void theForecastIsWithinFivePercentOfWhatHappens() throws Exception {
        SleepingGateway gateway = gateway();
        define(gateway, "poll", "every 15 minutes within 2 minutes", "work");
        define(gateway, "meter", "every 17 minutes within 4 minutes", "slow");
        define(gateway, "office", "cron */15 8-18 * * MON-FRI within 3 minutes", "slow");
        define(gateway, "night", "every day at 02:30", "work");
        define(gateway, "day", "every 40 minutes between 22:00 and 06:00 within 5 minutes", "work");
        define(gateway, "report", "every hour at :00 within 10 minutes", "slow");
        define(gateway, "rider", "every 5 minutes nowake", "work");
        gateway.backend.does = request -> sleep(gateway, request, 400, 300 + random.nextInt(400));
        gateway.runUntil(START.plus(WEEK));
        Duration awakeBefore = awake(gateway);
        long sleepsBefore = gateway.journal.totals().sleeps();
        Instant middle = gateway.clocks.wall();
        Forecaster forecaster =
                new Forecaster(middle, gateway.cycle.awakeEachTime().orElseThrow(), Camp.MINUTE, true);
        planned(gateway, middle).stream()
                .filter(window -> window.nominal().isBefore(middle.plus(WEEK)))
                .forEach(forecaster::add);

        gateway.runUntil(middle.plus(WEEK));

        Figures forecast = forecaster.figures(middle.plus(WEEK), new Battery(0, 0, 0));
        assertThat(forecast.wakeUps()).isCloseTo(gateway.journal.totals().sleeps() - sleepsBefore, withPercentage(5));
        assertThat(forecast.awake().toMillis())
                .isCloseTo(awake(gateway).minus(awakeBefore).toMillis(), withPercentage(5));
    }

    private SleepingGateway gateway() throws IOException {
        SleepingGateway gateway = new SleepingGateway(START, ZoneOffset.UTC, folder.resolve("memory"), Depth.SUSPEND);
        gateway.handler("work", context -> JobResult.success());
        gateway.slowHandler("slow", context -> {
            Duration takes = Duration.ofMillis(5_000 + random.nextInt(5_000));
            running = running.plus(takes);
            return takes;
        });
        return gateway;
    }

    private static void define(SleepingGateway gateway, String name, String schedule, String handler) {
        gateway.scheduler().schedule(schedule).named(name).run(handler);
    }

    private static List<Window> planned(SleepingGateway gateway, Instant from) {
        gateway.engine.settle();
        return gateway.engine
                .engine()
                .quiescence()
                .windows(from, from.plus(WEEK).plus(Duration.ofDays(1)));
    }

    private Result sleep(SleepingGateway gateway, Request request, int ahead, int comesUp) {
        if (!request.undisturbed().getAsBoolean()) {
            return Result.of(End.ABORTED, Duration.ZERO, "disturbed");
        }
        gateway.clocks.awake(GOES_DOWN);
        Instant alarm = request.wake().orElseThrow().minusMillis(ahead);
        Duration span = Duration.between(gateway.clocks.wall(), alarm);
        asleep = asleep.plus(span);
        gateway.clocks.asleep(span);
        gateway.clocks.awake(Duration.ofMillis(comesUp));
        return Result.of(End.ALARM, span, "woken");
    }

    /** Sums up what does not count: a machine that takes more than a second to come up does so with any settings. */
    private Duration slowness(int comesUp) {
        slowness = slowness.plusMillis(comesUp < 1000 ? 0 : comesUp);
        return slowness;
    }

    private Duration awake(SleepingGateway gateway) {
        return Duration.between(START, gateway.clocks.wall()).minus(asleep);
    }
}
