package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.spi.Quiescence;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Occurrences that may wait share their wake-ups. */
class BatchingTest {

    /** The time in which an occurrence may run. */
    private record Window(Instant from, Instant until) {}

    private static final int SETS = 60;

    private final ManualScheduler gateway = new ManualScheduler();
    private final TreeMap<Instant, List<String>> runs = new TreeMap<>();

    @Test
    void theEarliestDeadlineTakesAlongWhatIsOpen() {
        counting();
        gateway.define("a", "every day at 12:00 within 10 minutes", "count");
        gateway.define("b", "every day at 12:05 within 3 minutes", "count");
        gateway.define("c", "every day at 12:09", "count");

        gateway.advance(Duration.ofHours(3));

        assertThat(runs)
                .isEqualTo(Map.of(
                        at("12:08"), List.of("a", "b"),
                        at("12:09"), List.of("c")));
    }

    @Test
    void whoIsAwakeAnywayRunsWhatIsOpen() {
        counting();
        gateway.define("a", "every day at 12:00 within 10 minutes", "count");
        gateway.define("b", "every day at 12:02 nowake", "count");

        gateway.advance(Duration.ofHours(3));

        assertThat(runs.keySet()).containsExactly(at("12:02"));
    }

    @Test
    void aRunThatEndsWithinTheToleranceOfTheNextSkipsItNot() {
        CompletableFuture<JobResult> slow = new CompletableFuture<>();
        gateway.asyncHandler("slow", context -> {
            runs.computeIfAbsent(context.actualTime(), time -> new ArrayList<>())
                    .add(context.jobName());
            return runs.size() == 1 ? slow : CompletableFuture.completedFuture(JobResult.success());
        });
        gateway.define("a", "every 10 minutes within 3 minutes", "slow");
        gateway.advance(Duration.ofMinutes(32)); // two have come due since, and one may still run

        slow.complete(JobResult.success());
        gateway.advance(Duration.ofMinutes(2));

        assertThat(runs.keySet()).containsExactly(at("10:13"), at("10:33"));
        assertThat(gateway.job("a").status().skipped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 minutes", "1 hour"})
    void aWindowEndsBeforeTheNextOneBegins(String tolerance) {
        counting();
        gateway.define("a", "every 10 minutes within " + tolerance, "count");

        gateway.advance(Duration.ofMinutes(45));

        assertThat(runs)
                .isEqualTo(Map.of(
                        at("10:20").minusSeconds(1), List.of("a"),
                        at("10:30").minusSeconds(1), List.of("a"),
                        at("10:40").minusSeconds(1), List.of("a")));
        assertThat(gateway.job("a").status().missed()).isZero();
        assertThat(gateway.job("a").status().skipped()).isZero();
    }

    @Test
    void aRunThatEndsInTheNextWindowDoesNotPullThatForward() {
        CompletableFuture<JobResult> slow = new CompletableFuture<>();
        gateway.asyncHandler("slow", context -> {
            runs.computeIfAbsent(context.actualTime(), time -> new ArrayList<>())
                    .add(context.jobName());
            return runs.size() == 1 ? slow : CompletableFuture.completedFuture(JobResult.success());
        });
        gateway.define("a", "every 10 minutes within 10 minutes", "slow");
        gateway.advance(Duration.ofMinutes(20).plusSeconds(5));

        slow.complete(JobResult.success());
        gateway.advance(Duration.ofMinutes(15));

        assertThat(runs.keySet())
                .containsExactly(at("10:20").minusSeconds(1), at("10:30").minusSeconds(1));
        assertThat(gateway.job("a").status().skipped()).isZero();
    }

    @Test
    void aSaveOpensNoWindow() {
        counting();
        gateway.define("a", "every 20 minutes within 10 minutes", "count");
        gateway.define("b", "every 1 hour within 30 seconds", "count");
        gateway.advance(Duration.ofMinutes(20).plusSeconds(30));

        for (int i = 0; i < 20; i++) {
            gateway.job("b").trigger(); // saved 30 s after the save before
            gateway.advance(Duration.ofSeconds(20));
        }
        gateway.advance(Duration.ofMinutes(5));

        assertThat(runs.entrySet().stream()
                        .filter(entry -> entry.getValue().contains("a"))
                        .map(Map.Entry::getKey))
                .containsExactly(at("10:30"));
    }

    @Test
    void aQuestionOpensNoWindow() {
        counting();
        gateway.define("a", "every 20 minutes within 10 minutes", "count");
        gateway.advance(Duration.ofMinutes(25));

        gateway.job("a").status();
        gateway.settle();

        assertThat(runs).isEmpty();
    }

    @Test
    void aMachineThatSomebodyWakesRunsWhatIsOpen() {
        counting();
        gateway.define("a", "every 20 minutes within 10 minutes nowake", "count");

        gateway.suspend(Duration.ofMinutes(25));

        assertThat(runs.keySet()).containsExactly(at("10:25"));
    }

    /** Runs lie at as many moments as the plan has that wakes at the earliest end of a window, and runs all that are open. */
    @Test
    void onAGatewayThatIsAwakeRunsAreSpreadOverNoMoreMomentsThanPlanned() {
        counting();
        Random random = new Random(11);
        for (int job = 0; job < 12; job++) {
            int minutes = 7 + random.nextInt(50);
            gateway.define(
                    "job " + job,
                    "every " + minutes + " minutes within " + (1 + random.nextInt(minutes)) + " minutes",
                    "count");
        }
        List<Quiescence.Window> windows = Inside.of(gateway)
                .engine()
                .quiescence()
                .windows(ManualScheduler.START, ManualScheduler.START.plus(Duration.ofHours(12)));
        gateway.advance(Duration.ofHours(11));

        TreeSet<Instant> planned = new TreeSet<>();
        List<Quiescence.Window> left = new ArrayList<>(windows);
        while (!left.isEmpty()) {
            Instant wake = left.stream()
                    .map(Quiescence.Window::deadline)
                    .min(Instant::compareTo)
                    .orElseThrow();
            planned.add(wake);
            left.removeIf(window -> !window.nominal().isAfter(wake));
        }
        Instant end = ManualScheduler.START.plus(Duration.ofHours(11));
        assertThat(runs.keySet()).isEqualTo(planned.headSet(end, true));
    }

    /** Compared with all choices of moments that there are. */
    @Test
    void onFixedWindowsNobodyWakesLessOften() {
        long first = Long.getLong("reveille.seed", 1);
        for (long seed = first; seed < first + SETS; seed++) {
            Random random = new Random(seed);
            ManualScheduler set = new ManualScheduler();
            TreeSet<Instant> wakeUps = new TreeSet<>();
            set.handler("count", context -> {
                wakeUps.add(context.actualTime());
                return JobResult.success();
            });
            List<Window> windows = new ArrayList<>();
            Instant midnight = Instant.parse("2026-03-05T00:00:00Z");
            for (int job = 0; job < 9; job++) {
                int minute = random.nextInt(300);
                int tolerance = 1 + random.nextInt(90);
                set.define(
                        "job " + job,
                        "every day at %02d:%02d within %d minutes".formatted(minute / 60, minute % 60, tolerance),
                        "count");
                Instant from = midnight.plus(Duration.ofMinutes(minute));
                windows.add(new Window(from, from.plus(Duration.ofMinutes(tolerance))));
            }
            set.advance(Duration.between(ManualScheduler.START, midnight.plus(Duration.ofHours(12))));

            assertThat(wakeUps).as("wake-ups with -Dreveille.seed=%d", seed).hasSize(fewest(windows));
        }
    }

    /** Of all sets of last moments, one of which has to do for any set of wake-ups, the smallest that serves all. */
    private static int fewest(List<Window> windows) {
        int best = windows.size();
        for (int choice = 1; choice < 1 << windows.size(); choice++) {
            if (Integer.bitCount(choice) < best && servesAll(windows, choice)) {
                best = Integer.bitCount(choice);
            }
        }
        return best;
    }

    private static boolean servesAll(List<Window> windows, int choice) {
        return windows.stream().allMatch(window -> {
            for (int i = 0; i < windows.size(); i++) {
                Instant moment = windows.get(i).until();
                if ((choice >> i & 1) == 1 && !moment.isBefore(window.from()) && !moment.isAfter(window.until())) {
                    return true;
                }
            }
            return false;
        });
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-04T" + time + ":00Z");
    }

    private void counting() {
        gateway.handler("count", context -> {
            runs.computeIfAbsent(context.actualTime(), time -> new ArrayList<>())
                    .add(context.jobName());
            return JobResult.success();
        });
    }
}
