package io.reveille.bench.engine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** How late the runs of many jobs are that repeat after whole seconds, each at another millisecond, and what they cost. */
final class Periodic implements Load {

    private static final int SECONDS = 20;

    private final String jobs;
    private final List<Contestant> contestants;
    private final int size;
    private final int shortest;
    private final int longest;

    /**
     * Makes the load.
     *
     * @param shortest the shortest interval, in seconds
     * @param longest the longest
     */
    Periodic(String jobs, List<Contestant> contestants, int size, int shortest, int longest) {
        this.jobs = jobs;
        this.contestants = contestants;
        this.size = size;
        this.shortest = shortest;
        this.longest = longest;
    }

    @Override
    public void measure(Rows rows) throws Exception {
        for (Contestant contestant : contestants) {
            long nanosToGive = contestant.warmUp();
            Lateness lateness = new Lateness();
            try (Subject subject = contestant.start(lateness)) {
                Instant begin = Contestant.begin(size, nanosToGive);
                give(subject, begin);
                if (Instant.now().isAfter(begin)) {
                    throw new IllegalStateException(contestant.peer() + " was not given all jobs in time");
                }
                // All have run at least once by then, and the compiler has seen them.
                Thread.sleep(Duration.between(Instant.now(), begin.plusSeconds(2L * longest))
                        .toMillis());
                long processor = processorNanos();
                lateness.note(SECONDS * 1000L);
                put(rows, contestant.peer(), lateness, processorNanos() - processor);
            }
        }
    }

    /** Spreads the first occurrences over the intervals, the same for all. */
    private void give(Subject subject, Instant begin) {
        Random random = new Random(7);
        for (int number = 0; number < size; number++) {
            int seconds = shortest + number % (longest - shortest + 1);
            subject.repeat(number, begin.plusMillis(random.nextInt(seconds * 1000)), Duration.ofSeconds(seconds));
        }
    }

    private void put(Rows rows, Peer peer, Lateness lateness, long processorNanos) {
        String load = size + " " + jobs + "s every " + shortest + " to " + longest + " s, " + SECONDS + " s: ";
        rows.putAlone(load + "runs a second", peer, (double) lateness.runs() / SECONDS);
        rows.put(load + "lateness p50, ms", peer, lateness.percentile(50));
        rows.put(load + "lateness p99, ms", peer, lateness.percentile(99));
        rows.put(load + "lateness p99.9, ms", peer, lateness.percentile(99.9));
        rows.putAlone(load + "earliest, ms", peer, lateness.earliest());
        rows.put(load + "processor time, s", peer, processorNanos / 1e9);
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
