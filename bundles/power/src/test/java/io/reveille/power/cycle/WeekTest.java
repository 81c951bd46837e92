package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.power.TurnedClocks;
import io.reveille.schedule.Schedule;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.Quiescence.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A week of a gateway's life, the night included in which Rome has no 02:30. */
class WeekTest {

    private static final Instant START = Instant.parse("2027-03-24T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(7));
    private static final Duration SLOWEST = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final TurnedClocks clocks = new TurnedClocks(START);
    private final FakeBackend backend = new FakeBackend(clocks);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noJobIsLaterThanItsDeadlineAndTheWakeLatency(long seed) throws Exception {
        Random random = new Random(seed);
        backend.does = request -> {
            if (random.nextInt(10) == 0) {
                Duration planned =
                        Duration.between(clocks.wall(), request.wake().orElseThrow());
                return backend.slept(planned.dividedBy(2), End.FOREIGN);
            }
            return backend.slept(request, Duration.ofMillis(random.nextInt((int) SLOWEST.toMillis())));
        };
        Camp camp = camp();
        int jobs = camp.engine.left();
        camp.runUntil(END.plus(Duration.ofHours(2)));
        assertThat(camp.engine.late).hasSize(jobs);
        assertThat(camp.engine.latest()).isLessThanOrEqualTo(SLOWEST);
        assertThat(camp.journal.totals().asleep()).isGreaterThan(Duration.ofDays(6));
        assertThat(camp.looks).isLessThan(20 * jobs);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whateverTheBackEndDoesNoJobIsLostAndNothingSpins(long seed) throws Exception {
        Random random = new Random(seed);
        backend.does = request -> switch (random.nextInt(11)) {
            case 10 -> Result.of(End.POWERED_OFF, Duration.ZERO, "nobody asked for that");
            case 9 ->
                new Result(
                        End.ABORTED, Duration.ZERO, Optional.empty(), Optional.of(Duration.ofMinutes(59)), "too far");
            case 0 -> throw new IllegalStateException("the bus is dead");
            case 1 -> throw new StackOverflowError();
            case 2 -> Result.of(End.ALARM, Duration.ofHours(1), "at once, and it says that it slept");
            case 3 -> Result.of(End.FAILED, Duration.ZERO, "no");
            case 4 -> Result.of(End.ABORTED, Duration.ZERO, "not now");
            case 5 -> backend.slept(Duration.ofSeconds(1), End.ALARM); // much too early
            case 6 -> Result.of(End.SIMULATED, Duration.ZERO, "as if");
            default -> backend.slept(request, Duration.ofSeconds(1));
        };
        Camp camp = camp();
        int jobs = camp.engine.left();
        camp.runUntil(END.plus(Duration.ofHours(2)));
        assertThat(camp.engine.late).hasSize(jobs);
        assertThat(camp.engine.latest()).isLessThanOrEqualTo(SLOWEST);
        assertThat(camp.engine.held).isFalse();
        assertThat(camp.looks).isLessThan(20 * jobs);
        assertThat(camp.journal.totals().failures()).isPositive();
    }

    @Test
    void oneThatOversleepsIsGivenUpAndNoMoreJobIsLate() throws Exception {
        backend.does = request -> backend.slept(request, Duration.ofSeconds(50));
        Camp camp = camp();
        int jobs = camp.engine.left();
        camp.runUntil(END.plus(Duration.ofHours(2)));
        assertThat(backend.calls).isEqualTo(5);
        assertThat(camp.engine.late).hasSize(jobs);
        assertThat(camp.engine.late.stream().filter(late -> late.compareTo(SLOWEST) > 0))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(camp.cycle.backend().givenUp()).isTrue();
    }

    @Test
    void anRtcThatReachesADayIsEnoughForAWeek() throws Exception {
        Duration limit = Duration.ofHours(23);
        backend.does = request -> {
            Duration far = Duration.between(clocks.wall(), request.wake().orElseThrow());
            return far.compareTo(limit) > 0
                    ? new Result(End.ABORTED, Duration.ZERO, Optional.empty(), Optional.of(limit), "too far")
                    : backend.slept(request, Duration.ofMillis(300));
        };
        Camp camp = new Camp(
                clocks, List.of(new Window("weekly", END, END, true)), new Caller(), folder.resolve("memory"), backend);
        camp.runUntil(END.plus(Duration.ofMinutes(1)));
        assertThat(camp.engine.late).hasSize(1);
        assertThat(camp.engine.latest()).isLessThanOrEqualTo(SLOWEST);
        assertThat(camp.journal.totals().sleeps()).isEqualTo(8);
    }

    private Camp camp() {
        return new Camp(clocks, week(), new Caller(), folder.resolve("memory"), backend);
    }

    private static List<Window> week() {
        List<Window> windows = new ArrayList<>();
        add("night", "every day at 02:30 in Europe/Rome", Duration.ZERO, true, windows);
        add("morning", "every day at 03:00 in Europe/Rome", Duration.ofMinutes(5), true, windows);
        add("poll", "every 15 minutes", Duration.ofMinutes(2), true, windows);
        add("report", "every hour at :00", Duration.ofMinutes(10), true, windows);
        add("rider", "every 5 minutes", Duration.ZERO, false, windows);
        return windows;
    }

    private static void add(String job, String text, Duration tolerance, boolean wakes, List<Window> windows) {
        Schedule schedule = Schedule.parse(text, ZoneOffset.UTC);
        Optional<Instant> next = schedule.next(START);
        while (next.filter(END::isAfter).isPresent()) {
            Instant nominal = next.orElseThrow();
            windows.add(new Window(job, nominal, nominal.plus(tolerance), wakes));
            next = schedule.next(nominal);
        }
    }
}
