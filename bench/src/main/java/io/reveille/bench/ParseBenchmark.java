package io.reveille.bench;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the patterns of a group in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ParseBenchmark {
    private static final ZoneId ZONE = ZoneOffset.UTC;

    @Param({"easy", "typical", "hard"})
    String group;

    @Param
    Library library;

    private String[] patterns;
    private int index;

    @Setup
    public void setUp() {
        patterns = CronText.corpus().stream()
                .filter(pattern -> pattern.group().equals(group))
                .map(library::dialect)
                .filter(dialect -> !dialect.equals("-"))
                .toArray(String[]::new);
    }

    @Benchmark
    public Object parse() {
        index = index + 1 < patterns.length ? index + 1 : 0;
        return library.parse(patterns[index], ZONE);
    }
}
