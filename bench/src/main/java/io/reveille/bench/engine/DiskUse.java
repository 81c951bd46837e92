package io.reveille.bench.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.consumer.RecordingStream;

/** How much a run of a job that comes every second writes to disk, and how often it waits for the disk; both are counted. */
final class DiskUse implements Load {

    private static final int SECONDS = 60;

    private final String jobs;
    private final List<Contestant> contestants;

    DiskUse(String jobs, List<Contestant> contestants) {
        this.jobs = jobs;
        this.contestants = contestants;
    }

    @Override
    public void measure(Rows rows) throws Exception {
        for (Contestant contestant : contestants) {
            LongAdder runs = new LongAdder();
            try (Subject subject = contestant.start(nominal -> runs.increment())) {
                subject.repeat(1, Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS), Duration.ofSeconds(1));
                Thread.sleep(5000);
                runs.reset();
                LongAdder bytes = new LongAdder();
                LongAdder forced = new LongAdder();
                try (RecordingStream events = new RecordingStream()) {
                    events.enable("jdk.FileWrite").withoutThreshold();
                    events.enable("jdk.FileForce").withoutThreshold();
                    events.onEvent("jdk.FileWrite", event -> bytes.add(event.getLong("bytesWritten")));
                    events.onEvent("jdk.FileForce", event -> forced.increment());
                    events.startAsync();
                    Thread.sleep(SECONDS * 1000L + 1500); // events come once a second
                }
                String row = "a " + jobs + " every second, on disk, " + SECONDS + " s: ";
                rows.putAlone(row + "runs", contestant.peer(), runs.doubleValue());
                rows.put(row + "bytes written a run", contestant.peer(), bytes.doubleValue() / runs.sum());
                rows.put(row + "fsyncs a run", contestant.peer(), forced.doubleValue() / runs.sum());
            }
        }
    }
}
