package io.reveille.bench;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** The same for one pattern at a time, to find the worst; its place in the corpus is the parameter. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init")
public class PatternBenchmark {
    @Param({
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
        "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37",
        "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52", "53", "54", "55",
        "56", "57", "58", "59"
    })
    int pattern;

    @Param({"UTC", "Europe/Rome"})
    String zone;

    @Param({"REVEILLE", "SPRING"})
    Library library;

    private final NextBenchmark one = new NextBenchmark();
    private boolean spoken;

    @Setup
    public void setUp() {
        CronText text = CronText.corpus().get(pattern);
        spoken = !library.dialect(text).equals("-");
        one.group = text.ours();
        one.zone = zone;
        one.library = library;
        if (spoken) {
            one.setUp();
        }
    }

    /** A pattern that the library cannot say takes no time. */
    @Benchmark
    public @Nullable Object next() {
        return spoken ? one.next() : null;
    }
}
