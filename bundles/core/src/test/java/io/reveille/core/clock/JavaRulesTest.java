package io.reveille.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.TimeZoneRules;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaRulesTest {

    private static final Optional<Instant> NOW = Optional.of(Instant.parse("2036-06-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({"2036a, 0", "2026f, 10", "2025b, 11", "2026rearguard, 10"})
    void theYearOfTheReleaseSaysHowOldItIs(String release, int years) {
        assertThat(JavaRules.asOf(release, NOW)).isEqualTo(new TimeZoneRules(release, OptionalInt.of(years)));
    }

    @ParameterizedTest
    @CsvSource({"2037a", "own", "25a", "''"})
    void noAgeIsMadeUp(String release) {
        assertThat(JavaRules.asOf(release, NOW).years()).isEmpty();
    }

    @Test
    void withoutATrustedClockNothingHasAnAge() {
        assertThat(JavaRules.asOf("2026f", Optional.empty()))
                .isEqualTo(new TimeZoneRules("2026f", OptionalInt.empty()));
    }

    @Test
    void theReleaseIsThatOfTheRulesInUse() {
        assertThat(JavaRules.asOf(NOW).release())
                .isEqualTo(ZoneRulesProvider.getVersions("UTC").lastKey())
                .isNotEmpty();
    }
}
