package io.reveille.core.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.clocks.TrustRules.Facts;
import io.reveille.spi.ClockTrust.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustRulesTest {

    private static final Instant NOON = Instant.parse("2027-03-04T12:00:00Z");

    private final TrustRules rules = new TrustRules(Duration.ofHours(1), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({
        // the clock, the newest ever trusted, minutes since boot, kept, verdicts; what is not trusted says
        // kept over the boot
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, true, , ",
        "2027-03-04T12:00:00Z, 1970-01-01T00:00:00Z, 0, true, , ",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, true, UNKNOWN, ",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, true, UNTRUSTED, time service",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, true, UNTRUSTED UNKNOWN TRUSTED, ",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 10, true, UNTRUSTED, ",
        // not kept: it has some time to be set
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, false, , 10 minutes",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 9, false, UNKNOWN, 10 minutes",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, false, UNTRUSTED, time service",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 0, false, TRUSTED, ",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 10, false, , ",
        "2027-03-04T12:00:00Z, 2027-03-04T11:00:00Z, 10, false, UNTRUSTED, ",
        // behind what it has shown: within what a clock may go back, and beyond
        "2027-03-04T12:00:00Z, 2027-03-04T13:00:00Z, 0, true, , ",
        "2027-03-04T12:00:00Z, 2027-03-04T13:00:01Z, 0, true, , it has shown already",
        "2027-03-04T12:00:00Z, 2027-03-04T13:00:01Z, 99, false, , it has shown already",
        "2027-03-04T12:00:00Z, 2027-03-04T13:00:01Z, 0, true, UNKNOWN UNTRUSTED, it has shown already",
        "2027-03-04T12:00:00Z, 2027-03-04T13:00:01Z, 0, true, TRUSTED, ",
        // before this program was made
        "1970-01-01T00:01:00Z, 1970-01-01T00:00:00Z, 0, true, , before this Reveille",
        "1970-01-01T00:01:00Z, 1970-01-01T00:00:00Z, 99, true, , before this Reveille",
        "2025-12-31T23:59:59Z, 2025-12-31T23:59:59Z, 99, true, UNKNOWN, before this Reveille",
        "2026-01-01T00:00:00Z, 1970-01-01T00:00:00Z, 0, true, , ",
        "1970-01-01T00:01:00Z, 2027-03-04T12:00:00Z, 0, false, TRUSTED, ",
    })
    void whyNot(
            Instant wall,
            Instant newest,
            long minutes,
            boolean kept,
            @Nullable String verdicts,
            @Nullable String says) {
        List<Verdict> known = verdicts == null
                ? List.of()
                : Arrays.stream(verdicts.split(" ")).map(Verdict::valueOf).toList();
        String why = rules.whyNot(new Facts(wall, newest, Duration.ofMinutes(minutes), kept, false, known));

        if (says == null) {
            assertThat(why).isEmpty();
        } else {
            assertThat(why).contains(says);
        }
    }

    @Test
    void nothingWasEverTrusted() {
        assertThat(rules.whyNot(new Facts(NOON, Instant.MIN, Duration.ZERO, true, false, List.of())))
                .isEmpty();
    }

    @Test
    void theTimeItIsGivenIsSaidAsItIs() {
        TrustRules hurried = new TrustRules(Duration.ofHours(1), Duration.ofSeconds(90));

        assertThat(hurried.whyNot(new Facts(NOON, NOON, Duration.ofSeconds(89), false, false, List.of())))
                .isEqualTo("the machine has just started, and has no clock that runs while it is off; it is given"
                        + " 90 seconds from its start to set it (setting clock.wait); a time service that has set it, a"
                        + " step forward, or somebody who says that it is right ends the wait");
        assertThat(hurried.whyNot(new Facts(NOON, NOON, Duration.ofSeconds(90), false, false, List.of())))
                .isEmpty();
    }

    @Test
    void nothingIsGivenToNobody() {
        TrustRules none = new TrustRules(Duration.ZERO, Duration.ZERO);

        assertThat(none.whyNot(new Facts(Instant.EPOCH, NOON, Duration.ZERO, false, true, List.of())))
                .as("whatever it shows, somebody says that it is right")
                .isEmpty();
        assertThat(none.whyNot(new Facts(NOON, NOON, Duration.ZERO, false, false, List.of(Verdict.UNTRUSTED))))
                .isEmpty();
        assertThat(none.whyNot(new Facts(NOON.minusNanos(1), NOON, Duration.ZERO, true, false, List.of())))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // seconds since boot, seconds between two looks, seconds until the next
        "0, 600, 600",
        "0, 60, 60",
        "1, 600, 599",
        "550, 60, 50",
        "540, 60, 60",
        "600, 60, 60",
        "601, 60, 60",
        "999999, 600, 600",
    })
    void itIsLookedAtAgainWhenTheWaitIsOverOrAsOftenAsTheSettingsSay(long sinceBoot, long look, long seconds) {
        assertThat(rules.untilJudgedAgain(Duration.ofSeconds(sinceBoot), Duration.ofSeconds(look)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }
}
