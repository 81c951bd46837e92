package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
    record Vector(String text, long start, List<Long> expect) {
        Instant startInstant() {
            return Instant.ofEpochSecond(start);
        }

        List<Instant> occurrences() {
            return expect.stream().map(Instant::ofEpochSecond).toList();
        }
    }

    private static final List<Vector> EVERY = vectors("/every.json");
    private static final List<Vector> CRON = vectors("/cron.json");

    private static List<Vector> vectors(String file) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(VectorsTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            List<RawVector> raw = new Gson().fromJson(reader, new TypeToken<List<RawVector>>() {}.getType());
            return raw.stream().map(RawVector::toVector).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Vector> allVectors() {
        List<Vector> all = new ArrayList<>(EVERY);
        all.addAll(CRON);
        return all;
    }

    /** Gson 2.9 does not make records. */
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    private static final class RawVector {
        @Nullable
        String text;

        @Nullable
        String pattern;

        @Nullable
        String zone;

        long start;
        List<Long> expect;

        Vector toVector() {
            return new Vector(text == null ? "cron " + pattern + " in " + zone : text, start, expect);
        }
    }

    @Test
    void theFilesAreThere() {
        assertThat(EVERY).hasSizeGreaterThan(300);
        assertThat(CRON).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("allVectors")
    void occursAsTheVectorSays(Vector vector) {
        Schedule schedule = Schedule.parse(vector.text());

        assertThat(schedule.preview(vector.startInstant(), vector.expect().size()))
                .isEqualTo(vector.occurrences());
    }

    @ParameterizedTest
    @MethodSource("allVectors")
    void chainQuestionsAgreeWithTheVector(Vector vector) {
        Schedule schedule = Schedule.parse(vector.text());
        List<Instant> expected = vector.occurrences();
        Instant last = expected.get(expected.size() - 1);

        assertThat(schedule.missed(vector.startInstant(), last, 100)).isEqualTo(expected.size());
        assertThat(schedule.latest(vector.startInstant(), last)).contains(last);
        assertThat(schedule.next(vector.startInstant(), last.minusNanos(1))).contains(last);
    }

    @ParameterizedTest
    @MethodSource("allVectors")
    void textIsReadBackAsItWasPrinted(Vector vector) {
        Schedule schedule = Schedule.parse(vector.text());

        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    }
}
