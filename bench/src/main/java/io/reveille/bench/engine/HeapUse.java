package io.reveille.bench.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How much of the heap a planned job keeps, and how much a run allocates; both are counted. */
final class HeapUse implements Load {

    private static final int PLANNED = 10_000;
    private static final int REPEATED = 1000;
    private static final int SETTLING = 10;

    /** As long as Reveille lets lie between two saves of the state: one of them counts. */
    private static final int SECONDS = 30;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String jobs;
    private final List<Contestant> contestants;

    HeapUse(String jobs, List<Contestant> contestants) {
        this.jobs = jobs;
        this.contestants = contestants;
    }

    @Override
    public void measure(Rows rows) throws Exception {
        for (Contestant contestant : contestants) {
            contestant.warmUp();
            rows.put(
                    "heap kept for one of " + PLANNED + " planned " + jobs + "s, bytes",
                    contestant.peer(),
                    kept(contestant));
            rows.put("allocation a run of a " + jobs + ", bytes", contestant.peer(), allocated(contestant));
        }
    }

    /** The reference that the caller has to each job counts too. */
    private static double kept(Contestant contestant) throws Exception {
        try (Subject subject = contestant.start(nominal -> {})) {
            long before = used();
            Instant due = Instant.now().plusSeconds(3600);
            for (int number = 0; number < PLANNED; number++) {
                subject.give(number, due);
            }
            return (double) (used() - before) / PLANNED;
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** By all threads, once every job has run several times. */
    private static double allocated(Contestant contestant) throws Exception {
        LongAdder runs = new LongAdder();
        try (Subject subject = contestant.start(nominal -> runs.increment())) {
            Instant begin = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
            for (int number = 0; number < REPEATED; number++) {
                subject.repeat(number, begin.plusMillis(number * 1000L / REPEATED), Duration.ofSeconds(1));
            }
            Thread.sleep(SETTLING * 1000L);
            long before = allocated();
            long runsBefore = runs.sum();
            Thread.sleep(SECONDS * 1000L);
            return (double) (allocated() - before) / (runs.sum() - runsBefore);
        }
    }

    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
