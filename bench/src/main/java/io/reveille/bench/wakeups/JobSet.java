package io.reveille.bench.wakeups;

import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.core.dispatch.Handler;
import io.reveille.spi.Quiescence;
import io.reveille.spi.Quiescence.Quiet;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** Twenty jobs, each of which comes again after 5 to 60 minutes and began at some other second. */
final class JobSet {

    private static final int COUNT = 20;

    /** When an occurrence may run. */
    record Window(Instant from, Instant until) {}

    private record Job(Instant begin, Duration interval, Duration tolerance) {

        List<Window> windows(Instant from, Instant to) {
            List<Window> windows = new ArrayList<>();
            for (Instant time = begin.plus(interval); time.isBefore(to); time = time.plus(interval)) {
                if (!time.isBefore(from)) {
                    windows.add(new Window(time, time.plus(tolerance)));
                }
            }
            return windows;
        }
    }

    private final ManualEngine engine = new ManualEngine(
            ManualScheduler.START, ManualEngine.SETTINGS, new MemoryDefinitionStore(), new MemoryStateStore());
    private final NavigableSet<Instant> runs = new TreeSet<>();
    private final List<Job> jobs = new ArrayList<>();

    /**
     * Gives them to a gateway.
     *
     * @param percent their tolerance, of their intervals
     */
    JobSet(long seed, int percent) {
        Random random = new Random(seed);
        engine.add(engine.offer("bench", Map.of("job.handler", "note"), Handler.of((JobContext context) -> {
                    runs.add(context.actualTime());
                    return JobResult.success();
                }))
                .orElseThrow());
        for (int i = 0; i < COUNT; i++) {
            engine.advance(Duration.ofSeconds(random.nextInt(180)));
            int minutes = 5 + random.nextInt(56);
            Duration tolerance = Duration.ofSeconds(minutes * 60L * percent / 100);
            String within = tolerance.isZero() ? "" : " within " + tolerance.toSeconds() + " seconds";
            engine.scheduler("bench")
                    .schedule("every " + minutes + " minutes" + within)
                    .named("job " + i)
                    .run("note");
            jobs.add(new Job(now(), Duration.ofMinutes(minutes), tolerance));
        }
    }

    Instant now() {
        return engine.time().wall();
    }

    /** All windows whose first moments lie in a span, in the order of those. */
    List<Window> windows(Instant from, Instant to) {
        return jobs.stream()
                .flatMap(job -> job.windows(from, to).stream())
                .sorted((one, other) -> one.from().compareTo(other.from()))
                .toList();
    }

    /** Has the machine sleep whenever nothing is due, until the end; returns how often it woke from one moment on. */
    int sleep(Instant from, Instant to) {
        Quiescence stillness = engine.engine().quiescence();
        int wakeUps = 0;
        while (now().isBefore(to)) {
            engine.settle();
            try (Quiet quiet = stillness.tryEnter().orElseThrow()) {
                Instant wake = quiet.outlook().next().orElseThrow();
                engine.time().suspend(Duration.between(now(), wake));
                wakeUps += wake.isBefore(from) || !wake.isBefore(to) ? 0 : 1;
            }
            engine.settle();
        }
        for (Window window : windows(from, to)) {
            if (window.until().isBefore(to)
                    && runs.subSet(window.from(), true, window.until(), true).isEmpty()) {
                throw new IllegalStateException("nothing ran within " + window);
            }
        }
        return wakeUps;
    }
}
