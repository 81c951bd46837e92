package io.reveille.bench.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** The runs of the probe's jobs. Safe for several threads. */
final class Runs {

    private long first; // the uptime of the first run
    private int count;
    private int[] lateMicros = new int[0];
    private int noted;

    synchronized void ran(Instant nominal) {
        if (count++ == 0) {
            first = GatewayProbe.uptime();
        }
        if (noted < lateMicros.length) {
            lateMicros[noted++] = (int) Math.min(
                    Integer.MAX_VALUE, Duration.between(nominal, Instant.now()).toNanos() / 1000);
        }
        notifyAll();
    }

    synchronized long awaitFirst() throws InterruptedException {
        await(1);
        return first;
    }

    synchronized void await(int runs) throws InterruptedException {
        while (count < runs) {
            wait();
        }
    }

    synchronized void forget() {
        count = 0;
    }

    /** Notes the lateness of so many runs at most, from now on. */
    synchronized void note(int most) {
        lateMicros = new int[most];
        noted = 0;
    }

    /** Says how late the noted runs were. */
    synchronized void say() {
        int[] late = Arrays.copyOf(lateMicros, noted);
        Arrays.sort(late);
        GatewayProbe.say("runs", noted);
        GatewayProbe.say("late-p50-ms", at(late, 0.5));
        GatewayProbe.say("late-p99-ms", at(late, 0.99));
        GatewayProbe.say("late-max-ms", at(late, 1));
    }

    private static double at(int[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1000.0;
    }
}
