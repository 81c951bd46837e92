package io.reveille.bench.engine;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import org.HdrHistogram.ConcurrentHistogram;

/** Notes how late runs are. */
final class Lateness implements Payload {

    private static final long MOST = TimeUnit.MINUTES.toMicros(10);

    private final ConcurrentHistogram micros = new ConcurrentHistogram(MOST, 3);
    private final LongAccumulator earliest = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private volatile boolean noting;

    @Override
    public void ran(long nominal) {
        if (noting) {
            Instant now = Instant.now();
            long late = TimeUnit.SECONDS.toMicros(now.getEpochSecond())
                    + TimeUnit.NANOSECONDS.toMicros(now.getNano())
                    - TimeUnit.MILLISECONDS.toMicros(nominal);
            earliest.accumulate(late);
            micros.recordValue(Math.max(0, Math.min(late, MOST)));
        }
    }

    /** Notes the runs of so many milliseconds, and forgets those before. */
    void note(long millis) throws InterruptedException {
        micros.reset();
        earliest.reset();
        noting = true;
        Thread.sleep(millis);
        noting = false;
    }

    long runs() {
        return micros.getTotalCount();
    }

    /** In milliseconds. */
    double percentile(double percent) {
        return micros.getValueAtPercentile(percent) / 1000.0;
    }

    /** The shortest, in milliseconds; negative if a run was too early. */
    double earliest() {
        return earliest.get() / 1000.0;
    }
}
