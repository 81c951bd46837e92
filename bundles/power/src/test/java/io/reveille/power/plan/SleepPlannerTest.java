package io.reveille.power.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.power.plan.Decision.Sleep;
import io.reveille.power.plan.Decision.StayAwake;
import io.reveille.power.plan.Situation.Abilities;
import io.reveille.power.plan.Situation.Grace;
import io.reveille.power.plan.Situation.Holder;
import io.reveille.spi.Quiescence.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SleepPlannerTest {

    private static final Instant NOW = Instant.parse("2027-03-28T00:59:59.600Z");
    private static final SleepRules RULES = new SleepRules(Duration.ofSeconds(60), false, Duration.ofMinutes(10));
    private static final Abilities MACHINE =
            new Abilities(Duration.ofSeconds(2), Duration.ofSeconds(5), Optional.empty());

    /** Seconds: next deadline, latency, worth it, the alarm's least, the horizon (0: none); asleep until (0: awake). */
    @ParameterizedTest
    @CsvSource({
        "600, 2, 60, 5, 0, 598",
        "600, 0, 60, 5, 0, 600",
        "63, 2, 60, 5, 0, 61",
        "62, 2, 60, 5, 0, 0", // 59.6 s, once it is a whole second
        "20, 2, 60, 5, 0, 0",
        "20, 2, 10, 5, 0, 18",
        "20, 2, 10, 60, 0, 0",
        "1, 2, 10, 5, 0, 0",
        "90000, 2, 60, 5, 86100, 86100",
        "86000, 2, 60, 5, 86100, 85998",
        "86102, 2, 60, 5, 86100, 86100",
        "86102, 2, 60, 5, 50, 0",
        "100000000, 2, 60, 5, 0, 99999998",
    })
    void itSleepsUntilRightBeforeTheNextDeadline(
            long next, long latency, long worthIt, long least, long horizon, long until) {
        Abilities machine = new Abilities(
                Duration.ofSeconds(latency),
                Duration.ofSeconds(least),
                horizon == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(horizon)));
        Decision decision = SleepPlanner.decide(
                new Situation(planned(next), List.of(), List.of(), Duration.ZERO, machine),
                new SleepRules(Duration.ofSeconds(worthIt), false, Duration.ofMinutes(10)));
        if (until == 0) {
            assertThat(decision).isInstanceOfSatisfying(StayAwake.class, stay -> {
                assertThat(stay.why()).contains(horizon == 0 ? "next job" : "no further");
                assertThat(stay.lookAgain()).isEmpty(); // the job's run changes the outlook
            });
        } else {
            assertThat(decision).isInstanceOfSatisfying(Sleep.class, sleep -> {
                assertThat(sleep.wake())
                        .contains(Instant.parse("2027-03-28T00:59:59Z").plusSeconds(until));
                assertThat(sleep.hop()).isEqualTo(until < next - latency);
            });
        }
    }

    @Test
    void aMachineThatIsThereAtOnceIsSaidToBeInWords() {
        Abilities machine = new Abilities(Duration.ZERO, Duration.ofSeconds(5), Optional.empty());
        assertThat(SleepPlanner.decide(new Situation(planned(20), List.of(), List.of(), Duration.ZERO, machine), RULES))
                .isInstanceOfSatisfying(
                        StayAwake.class, stay -> assertThat(stay.why()).endsWith("ends 0 seconds before"));
    }

    @Test
    void aRunKeepsItAwakeAndSomebodyIsToldWhenItTakesTooLong() {
        Outlook busy = new Outlook(NOW, Optional.of(NOW.plusSeconds(3600)), List.of("poll runs"));
        assertThat(SleepPlanner.decide(situation(busy, List.of(), List.of(), Duration.ofMinutes(4)), RULES))
                .isInstanceOfSatisfying(StayAwake.class, stay -> {
                    assertThat(stay.why()).contains("poll runs");
                    assertThat(stay.problem()).isFalse();
                    assertThat(stay.lookAgain()).contains(Duration.ofMinutes(6));
                });
        assertThat(SleepPlanner.decide(situation(busy, List.of(), List.of(), Duration.ofMinutes(10)), RULES))
                .isInstanceOfSatisfying(StayAwake.class, stay -> {
                    assertThat(stay.why()).contains("poll runs", "10 minutes");
                    assertThat(stay.problem()).isTrue();
                    assertThat(stay.lookAgain()).isEmpty();
                });
    }

    @Test
    void whatIsDueOrOverdueKeepsItAwake() {
        for (long next : List.of(0L, -5L)) {
            assertThat(SleepPlanner.decide(situation(planned(next), List.of(), List.of(), Duration.ZERO), RULES))
                    .isInstanceOfSatisfying(
                            StayAwake.class, stay -> assertThat(stay.why()).contains("due"));
        }
    }

    @Test
    void anInhibitorKeepsItAwakeUntilItEndsOrIsAskedAgain() {
        List<Holder> inhibitors = List.of(
                new Holder("update (firmware)", Optional.empty()),
                new Holder("shell", Optional.of(Duration.ofMinutes(30))),
                new Holder("vpn", Optional.of(Duration.ofMinutes(1))));
        assertThat(SleepPlanner.decide(situation(planned(3600), inhibitors, List.of(), Duration.ZERO), RULES))
                .isInstanceOfSatisfying(StayAwake.class, stay -> {
                    assertThat(stay.why()).contains("update (firmware)", "shell", "vpn");
                    assertThat(stay.lookAgain()).contains(Duration.ofMinutes(1));
                });
    }

    @Test
    void theLongestGraceCounts() {
        List<Grace> graces = List.of(
                new Grace("it has just started", Duration.ofSeconds(-10)),
                new Grace("it has just woken", Duration.ofSeconds(5)),
                new Grace("somebody works at it", Duration.ofSeconds(280)));
        assertThat(SleepPlanner.decide(situation(planned(3600), List.of(), graces, Duration.ZERO), RULES))
                .isInstanceOfSatisfying(StayAwake.class, stay -> {
                    assertThat(stay.why()).contains("somebody works at it");
                    assertThat(stay.lookAgain()).contains(Duration.ofSeconds(280));
                });
        assertThat(SleepPlanner.decide(situation(planned(3600), List.of(), graces.subList(0, 1), Duration.ZERO), RULES))
                .isInstanceOf(Sleep.class);
    }

    @Test
    void withNothingPlannedItSleepsOnlyIfThatIsAllowed() {
        Outlook nothing = new Outlook(NOW, Optional.empty(), List.of());
        assertThat(SleepPlanner.decide(situation(nothing, List.of(), List.of(), Duration.ZERO), RULES))
                .isInstanceOf(StayAwake.class);
        assertThat(SleepPlanner.decide(
                        situation(nothing, List.of(), List.of(), Duration.ZERO),
                        new SleepRules(RULES.minimum(), true, RULES.waitForRuns())))
                .isEqualTo(new Sleep(Optional.empty(), Optional.empty(), false));
    }

    private static Outlook planned(long seconds) {
        return new Outlook(NOW, Optional.of(NOW.plusSeconds(seconds)), List.of());
    }

    private static Situation situation(Outlook outlook, List<Holder> inhibitors, List<Grace> graces, Duration busy) {
        return new Situation(outlook, inhibitors, graces, busy, MACHINE);
    }
}
