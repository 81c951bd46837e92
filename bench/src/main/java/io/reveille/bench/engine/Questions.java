package io.reveille.bench.engine;

import io.reveille.ScheduleService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How long the engine takes to answer when it has many jobs, and how long others' runs wait for that. */
final class Questions implements Load {

    private static final int JOBS = 10_000;
    private static final int TAGGED = 100;
    private static final int PROBES = 20;
    private static final int SECONDS = 10;

    @Override
    public void measure(Rows rows) throws Exception {
        Lateness lateness = new Lateness();
        try (ReveilleSubject subject = ReveilleSubject.inMemory(Contestant.WORKERS, lateness)) {
            ScheduleService service = subject.service();
            for (int number = 0; number < JOBS; number++) {
                service.schedule("every 24 hours")
                        .named("daily " + number)
                        .tagged(number < TAGGED ? "few" : "many")
                        .run(ReveilleSubject.HANDLER);
            }
            Instant begin = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
            for (int number = 0; number < PROBES; number++) {
                subject.repeat(number, begin.plusMillis(number * 1000L / PROBES), Duration.ofSeconds(1));
            }
            Thread.sleep(5000);
            lateness.note(SECONDS * 1000L);
            put(rows, "without a question", lateness);
            for (Map.Entry<String, Runnable> question : questions(service).entrySet()) {
                ask(question.getKey(), question.getValue(), lateness, rows);
            }
        }
    }

    @SuppressWarnings("ReturnValueIgnored") // only the time counts
    private static Map<String, Runnable> questions(ScheduleService service) {
        Map<String, Runnable> questions = new LinkedHashMap<>();
        questions.put("nextRun()", service::nextRun);
        questions.put("idle()", service::idle);
        questions.put("jobs(tag), " + TAGGED + " jobs", () -> service.jobs("few"));
        questions.put("problems()", service::problems);
        return questions;
    }

    /** Asks again and again, with a pause of its own length between two questions, so that runs come both ways. */
    private static void ask(String name, Runnable question, Lateness lateness, Rows rows) throws InterruptedException {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        Thread caller = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                question.run();
                long took = System.nanoTime() - began;
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(took));
                LockSupport.parkNanos(took);
            }
        });
        caller.start();
        Thread.sleep(1000);
        lateness.note(SECONDS * 1000L);
        caller.interrupt();
        caller.join();
        String row = JOBS + " stored jobs: " + name + " takes, ms, ";
        rows.put(row + "p50", Peer.REVEILLE, micros.getValueAtPercentile(50) / 1000.0);
        rows.put(row + "p99", Peer.REVEILLE, micros.getValueAtPercentile(99) / 1000.0);
        put(rows, "with " + name + " asked half of the time", lateness);
    }

    private static void put(Rows rows, String when, Lateness lateness) {
        String row = JOBS + " stored jobs: lateness of others' runs " + when + ", ms, ";
        rows.put(row + "p50", Peer.REVEILLE, lateness.percentile(50));
        rows.put(row + "p99", Peer.REVEILLE, lateness.percentile(99));
    }
}
