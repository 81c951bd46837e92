package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conformance vectors that the specification publishes, and what its own text says of patterns: {@code ocps.tsv}. Its
 * columns are the kind, our text, the zone, the start and what is expected.
 */
class SpecificationVectorsTest {

    /** A recommendation that we do not follow: an hour field that begins with a star runs through both passes. */
    private static final Vector RECOMMENDATION =
            new Vector("NEXT", "cron */30 * * * *", "America/New_York", "2023-11-05T05:30:00Z", "2023-11-05T07:00:00Z");

    record Vector(String kind, String text, String zone, String start, String expected) {

        static Vector of(String line) {
            String[] columns = line.split("\t", -1);
            assertThat(columns).as(line).hasSize(5);
            return new Vector(columns[0], columns[1].replace("\\t", "\t"), columns[2], columns[3], columns[4]);
        }

        Schedule schedule() {
            return Schedule.parse(zone.isEmpty() ? text : text + " in " + zone);
        }
    }

    static List<Vector> all() {
        try (InputStream file =
                Objects.requireNonNull(SpecificationVectorsTest.class.getResourceAsStream("/ocps.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allAreThere() {
        assertThat(all()).hasSize(177).contains(RECOMMENDATION);
    }

    @ParameterizedTest
    @MethodSource("all")
    void holds(Vector vector) {
        if (vector.equals(RECOMMENDATION)) {
            assertThat(answer(vector)).as("our documented choice").isEqualTo("2023-11-05T06:00:00Z");
        } else {
            assertThat(answer(vector)).isEqualTo(vector.expected());
        }
    }

    private static String answer(Vector vector) {
        return switch (vector.kind()) {
            case "VALID" -> isRead(vector) ? "OK" : "ERROR";
            case "MATCH" -> String.valueOf(matches(vector));
            case "NEXT" ->
                vector.schedule()
                        .next(Instant.parse(vector.start()))
                        .map(Instant::toString)
                        .orElse("NONE");
            default -> throw new AssertionError("an unknown kind: " + vector);
        };
    }

    private static boolean isRead(Vector vector) {
        try {
            vector.schedule();
            return true;
        } catch (ScheduleSyntaxException e) {
            return false;
        }
    }

    private static boolean matches(Vector vector) {
        Instant at = Instant.parse(vector.start());
        return vector.schedule().next(at.minusSeconds(1)).equals(Optional.of(at));
    }
}
