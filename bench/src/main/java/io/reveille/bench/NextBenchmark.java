package io.reveille.bench;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

/** The next occurrence after random instants from 2020 to 2040, of all patterns of a group in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class NextBenchmark {
    private static final int QUESTIONS = 1 << 12;

    @Param({"easy", "typical", "hard"})
    String group;

    @Param({"UTC", "Europe/Rome"})
    String zone;

    @Param
    Library library;

    private UnaryOperator<@Nullable Object>[] patterns;
    private Object[] times;
    private int index;

    /** The questions, the same for each library but for the patterns that it cannot say. */
    @Setup
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void setUp() {
        ZoneId id = ZoneId.of(zone);
        List<UnaryOperator<@Nullable Object>> spoken = CronText.corpus().stream()
                .filter(pattern ->
                        pattern.group().equals(group) || pattern.ours().equals(group))
                .map(library::dialect)
                .filter(dialect -> !dialect.equals("-"))
                .map(dialect -> library.question(library.parse(dialect, id), id))
                .toList();
        Random random = new Random(20270101);
        patterns = new UnaryOperator[QUESTIONS];
        times = new Object[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            patterns[i] = spoken.get(i % spoken.size());
            times[i] = library.time(Instant.ofEpochSecond(1_577_836_800L + random.nextInt(631_152_000)), id);
        }
    }

    @Benchmark
    public @Nullable Object next() {
        index = (index + 1) & (QUESTIONS - 1);
        return patterns[index].apply(times[index]);
    }
}
