package io.reveille.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Retry;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Retry RETRY = new Retry(100, Duration.ofSeconds(10), Duration.ofMinutes(2));

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "4, 80", "5, 120", "6, 120", "100, 120"})
    void eachDelayIsTwiceAsLongUpToTheLongestAndUpToAFifthLonger(int attempt, long seconds) {
        Duration least = Duration.ofSeconds(seconds);
        Duration most = least.plus(least.dividedBy(5));
        for (long seed = 0; seed < 2000; seed++) {
            assertThat(Backoff.delay(RETRY, attempt, seed)).as("seed %d", seed).isBetween(least, most);
        }
    }

    @Test
    void chanceReachesAllOfTheFifth() {
        Set<Long> shares = LongStream.range(0, 2000)
                .mapToObj(seed -> Backoff.delay(RETRY, 1, seed).minusSeconds(10).toMillis() / 200)
                .collect(Collectors.toSet());

        assertThat(shares).as("tenths of it").contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        for (int attempt = 1; attempt < 10; attempt++) {
            assertThat(Backoff.delay(RETRY, attempt, 17)).isEqualTo(Backoff.delay(RETRY, attempt, 17));
        }
        assertThat(Backoff.delay(RETRY, 5, 17)).as("drawn anew").isNotEqualTo(Backoff.delay(RETRY, 6, 17));
    }

    @Test
    void theShortestAndTheLongestThereAre() {
        Duration second = Duration.ofSeconds(1);
        Duration years = Duration.ofDays(366);

        assertThat(Backoff.delay(new Retry(100, second, second), 100, 17)).isBetween(second, Duration.ofMillis(1200));
        assertThat(Backoff.delay(new Retry(100, years, years), 100, -17))
                .isBetween(years, years.plus(years.dividedBy(5)));
        assertThat(Backoff.delay(new Retry(100, second, years), 100, Long.MAX_VALUE))
                .isBetween(years, years.plus(years.dividedBy(5)));
    }
}
