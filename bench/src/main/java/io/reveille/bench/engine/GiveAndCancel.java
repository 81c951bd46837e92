package io.reveille.bench.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** How many jobs that run once a caller gives and cancels in a second, by their number: the growth too. */
final class GiveAndCancel implements Load {

    private static final long ENOUGH = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_ROUNDS = 9;

    private final String jobs;
    private final List<Contestant> contestants;
    private final List<Integer> sizes;
    private final GrowthChart chart;

    /**
     * Makes the load.
     *
     * @param jobs the rows' word for the jobs
     * @param chart gets the figures too
     */
    GiveAndCancel(String jobs, List<Contestant> contestants, List<Integer> sizes, GrowthChart chart) {
        this.jobs = jobs;
        this.contestants = contestants;
        this.sizes = sizes;
        this.chart = chart;
    }

    @Override
    public void measure(Rows rows) throws Exception {
        for (Contestant contestant : contestants) {
            contestant.warmUp();
        }
        for (int size : sizes) {
            for (Contestant contestant : contestants) {
                measure(contestant, size, rows);
            }
        }
    }

    /** The median of some rounds, each with a new scheduler; of one round if that takes long enough. */
    private void measure(Contestant contestant, int size, Rows rows) throws Exception {
        List<Double> given = new ArrayList<>();
        List<Double> cancelled = new ArrayList<>();
        long began = System.nanoTime();
        do {
            try (Subject subject = contestant.start(nominal -> {})) {
                Instant due = Instant.now().plusSeconds(3600);
                given.add(perSecond(size, number -> subject.give(number, due), subject::settle));
                cancelled.add(perSecond(size, subject::cancel, subject::settle));
            }
        } while (given.size() < MOST_ROUNDS && System.nanoTime() - began < ENOUGH);
        put("given", contestant.peer(), size, given, rows);
        put("cancelled", contestant.peer(), size, cancelled, rows);
    }

    private static double perSecond(int size, IntConsumer call, Runnable settle) {
        long began = System.nanoTime();
        for (int number = 0; number < size; number++) {
            call.accept(number);
        }
        settle.run();
        return size * 1e9 / (System.nanoTime() - began);
    }

    private void put(String verb, Peer peer, int size, List<Double> rates, Rows rows) {
        double median = rates.stream().sorted().toList().get(rates.size() / 2);
        rows.put(jobs + "s " + verb + " a second, " + size + " in all", peer, median);
        chart.put(peer.title() + ", " + verb, size, median);
    }
}
