package io.reveille.bench.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long jobs that are due at one instant take, from then until the last of them has run. */
final class DueTogether implements Load {

    private static final int ROUNDS = 3;

    private final String jobs;
    private final List<Contestant> contestants;
    private final List<Integer> sizes;

    DueTogether(String jobs, List<Contestant> contestants, List<Integer> sizes) {
        this.jobs = jobs;
        this.contestants = contestants;
        this.sizes = sizes;
    }

    @Override
    public void measure(Rows rows) throws Exception {
        for (int size : sizes) {
            for (Contestant contestant : contestants) {
                long nanosToGive = contestant.warmUp();
                List<Double> millis = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    millis.add(round(contestant, size, nanosToGive));
                }
                double median = millis.stream().sorted().toList().get(ROUNDS / 2);
                rows.put(
                        size + " " + jobs + "s due at one instant until the last has run, ms",
                        contestant.peer(),
                        median);
            }
        }
    }

    private static double round(Contestant contestant, int size, long nanosToGive) throws Exception {
        CountDownLatch left = new CountDownLatch(size);
        try (Subject subject = contestant.start(nominal -> left.countDown())) {
            Instant due = Contestant.begin(size, nanosToGive);
            for (int number = 0; number < size; number++) {
                subject.give(number, due);
            }
            if (Instant.now().isAfter(due)) {
                throw new IllegalStateException(contestant.peer() + " was not given all jobs in time");
            }
            if (!left.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(contestant.peer() + " has " + left.getCount() + " jobs left to run");
            }
            return Duration.between(due, Instant.now()).toNanos() / 1e6;
        }
    }
}
