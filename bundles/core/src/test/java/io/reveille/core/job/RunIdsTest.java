package io.reveille.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunIdsTest {

    @Test
    void noTwoRunsHaveOneIdEvenIfEachBootBeginsAtTheSameTime() {
        RunIds first = new RunIds(Instant.EPOCH.plusSeconds(20), "0b5e6c1e-1111");
        RunIds second = new RunIds(Instant.EPOCH.plusSeconds(20), "7d1a94f2-2222");

        assertThat(first.next()).isNotEqualTo(first.next()).isNotEqualTo(second.next());
        assertThat(second.next()).startsWith(Long.toString(20_000, 36));
    }
}
