package io.reveille.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final RunState state = ready();

    // Definitions

    @Test
    void aNewJobStartsNowInWholeSeconds() {
        RunState young = Transitions.create("poll");
        Transitions.defined(young, "every minute", false, "modbus", NOON.plusNanos(999_999_999));

        assertThat(young.bound()).isEqualTo(NOON);
        assertThat(young.chain()).isEqualTo(NOON);
        assertThat(young.state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        assertThat(young.reason()).isEqualTo("no service offers the handler \"modbus\"");
    }

    @Test
    void theSameScheduleGoesOn() {
        Occurrences.due(state, "1", at(60), 0);
        Transitions.done(state, "its handler ended it");

        Transitions.defined(state, "every minute", true, "other", at(600));

        assertThat(state.chain()).isEqualTo(at(60));
        assertThat(state.bound()).isEqualTo(NOON);
        assertThat(state.open()).hasSize(1);
        assertThat(state.state()).isEqualTo(JobState.DONE);
    }

    @Test
    void anotherScheduleStartsAnew() {
        Occurrences.due(state, "1", at(60), 0);
        Occurrences.ended(state, Optional.of("1"), report(RunOutcome.SUCCEEDED), Optional.of(Map.of("cursor", 7L)));
        Occurrences.due(state, "2", at(120), 0);
        Occurrences.triggered(state, "t", List.of(new Trigger("t", NOON, 0, Map.of())), 0, 0);
        Transitions.done(state, "over");
        Transitions.quarantined(state, "held");

        Transitions.defined(state, "every hour", false, "modbus", at(600));

        assertThat(List.of(state.bound(), state.chain())).containsOnly(at(600));
        assertThat(state.open()).isEmpty();
        assertThat(state.pending()).isEmpty();
        assertThat(state.occurred()).isZero();
        assertThat(state.state()).isEqualTo(JobState.READY);
        assertThat(state.runs()).as("what happened stays").isEqualTo(1);
        assertThat(state.memory()).isEqualTo(Map.of("cursor", 7L));
    }

    @Test
    void aRunOfTheScheduleBeforeDoesNotCountForTheNext() {
        Occurrences.due(state, "1", at(60), 3);
        Occurrences.started(state, "1");
        Transitions.defined(state, "every hour times 2", true, "modbus", at(70));

        Occurrences.ended(state, Optional.of("1"), report(RunOutcome.SUCCEEDED), Optional.empty());

        assertThat(state.occurred()).isZero();
        assertThat(state.missed()).isZero();
        assertThat(state.runs()).isEqualTo(1);
    }

    @Test
    void aJobThatWasDeletedStartsAnewWhenItComesBack() {
        Occurrences.due(state, "1", at(60), 0);
        Transitions.done(state, "over");
        Transitions.quarantined(state, "held");
        Transitions.undefined(state, true, at(100));
        assertThat(state.orphaned()).contains(at(100));

        Transitions.defined(state, "every minute", false, "modbus", at(600));

        assertThat(state.chain()).isEqualTo(at(600));
        assertThat(state.open()).isEmpty();
        assertThat(state.state()).isEqualTo(JobState.READY);
        assertThat(state.orphaned()).isEmpty();
        Occurrences.due(state, "2", at(660), 0);
        Transitions.defined(state, "every minute", false, "modbus", at(700));
        assertThat(state.open()).as("that was once").hasSize(1);
    }

    @Test
    void aJobWhoseDefinitionWasNotThereForAWhileGoesOnWhereItWas() {
        Occurrences.due(state, "1", at(60), 0);
        Transitions.quarantined(state, "held");
        Transitions.undefined(state, false, at(100));
        Transitions.undefined(state, false, at(200));
        assertThat(state.orphaned()).as("since the first time").contains(at(100));

        Transitions.defined(state, "every minute", false, "modbus", at(600));

        assertThat(state.chain()).isEqualTo(at(60));
        assertThat(state.open()).hasSize(1);
        assertThat(state.reason()).isEqualTo("held");
        assertThat(state.orphaned()).isEmpty();
    }

    @Test
    void deletedStaysDeleted() {
        Transitions.undefined(state, true, at(100));
        Transitions.undefined(state, false, at(200));
        Transitions.defined(state, "every minute", false, "modbus", at(600));

        assertThat(state.chain()).isEqualTo(at(600));
    }

    @Test
    void anyChangeEndsAQuarantineAndNoPause() {
        failures(4);
        Transitions.crashed(state);
        Transitions.quarantined(state, "held");
        Transitions.paused(state);

        Transitions.defined(state, "every minute", false, "modbus", at(600));
        assertThat(state.quarantine).isEqualTo("held");
        Transitions.defined(state, "every minute", true, "modbus", at(600));

        assertThat(state.reason()).isEqualTo("paused");
        assertThat(state.quarantine).isEmpty();
        assertThat(state.failuresInARow()).isZero();
        assertThat(state.crashes).isZero();
    }

    @Test
    void whoMadeIt() {
        Transitions.made(state, "com.acme", "01");
        Transitions.noted(state, "02");

        assertThat(state.owner()).contains("com.acme");
        assertThat(state.codeHash()).isEqualTo("02");
    }

    // What holds it

    private record Hold(JobState state, String reason, Consumer<RunState> fact) {}

    /** In the order in which they count: each hides all behind it. */
    private static final List<Hold> HOLDS = List.of(
            new Hold(JobState.HELD, "newer", s -> s.unreadable = "newer"),
            new Hold(JobState.DONE, "over", s -> Transitions.done(s, "over")),
            new Hold(JobState.HELD, "paused", Transitions::paused),
            new Hold(JobState.HELD, "quarantined", s -> Transitions.quarantined(s, "quarantined")),
            new Hold(JobState.HELD, "it follows itself", s -> Transitions.circle(s, "it follows itself")),
            new Hold(
                    JobState.WAITING_FOR_HANDLER,
                    "no service offers the handler \"modbus\"",
                    s -> Transitions.handler(s, false, s.lostHandler)),
            new Hold(JobState.HELD, "lost", s -> Transitions.handler(s, s.handlerPresent, "lost")),
            new Hold(JobState.HELD, "not trusted", s -> Transitions.clock(s, "not trusted")));

    @Test
    void theStrongestHoldCounts() {
        for (int i = 0; i < HOLDS.size(); i++) {
            Hold strong = HOLDS.get(i);
            for (Hold weak : HOLDS.subList(i, HOLDS.size())) {
                for (List<Hold> order : List.of(List.of(strong, weak), List.of(weak, strong))) {
                    RunState held = ready();
                    order.forEach(hold -> hold.fact.accept(held));
                    Transitions.clock(held, held.clock); // draws the conclusion
                    String what = strong.reason + " and " + weak.reason;
                    assertThat(held.state()).as(what).isEqualTo(strong.state);
                    assertThat(held.reason()).as(what).isEqualTo(strong.reason);
                    assertThat(held.mayRun()).isFalse();
                }
            }
        }
    }

    @Test
    void whenAllIsGoneItIsReady() {
        Transitions.paused(state);
        Transitions.quarantined(state, "held");
        Transitions.circle(state, "circle");
        Transitions.handler(state, false, "lost");
        Transitions.clock(state, "clock");

        Transitions.resumed(state);
        assertThat(state.reason()).isEqualTo("circle");
        Transitions.circle(state, "");
        assertThat(state.state()).isEqualTo(JobState.WAITING_FOR_HANDLER);
        Transitions.handler(state, true, "lost");
        assertThat(state.reason()).isEqualTo("lost");
        Transitions.handler(state, true, "");
        assertThat(state.reason()).isEqualTo("clock");
        Transitions.clock(state, "");
        assertThat(state.state()).isEqualTo(JobState.READY);
        assertThat(state.reason()).isEmpty();
        assertThat(state.mayRun()).isTrue();
    }

    @Test
    void resumedEndsAQuarantineAndUnpausedDoesNot() {
        failures(4);
        Transitions.quarantined(state, "held");
        Transitions.paused(state);
        assertThat(state.isPaused()).isTrue();

        Transitions.unpaused(state);
        assertThat(state.reason()).isEqualTo("held");
        assertThat(state.isHeld()).isTrue();
        assertThat(state.failuresInARow()).isEqualTo(4);

        Transitions.resumed(state);
        assertThat(state.isHeld()).isFalse();
        assertThat(state.failuresInARow()).isZero();
    }

    @Test
    void onlySomebodyResumesWhatIsPausedOrQuarantined() {
        Transitions.clock(state, "clock");
        Transitions.circle(state, "circle");

        assertThat(state.state()).isEqualTo(JobState.HELD);
        assertThat(state.isHeld()).isFalse();
    }

    @Test
    void doneKeepsItsFirstReason() {
        Transitions.done(state, "its handler ended it");
        Transitions.done(state, "its schedule has no further occurrence");

        assertThat(state.reason()).isEqualTo("its handler ended it");
    }

    // Occurrences

    @Test
    void theWayOfAnOccurrence() {
        OpenOccurrence due = Occurrences.due(state, "1", at(60), 2);
        assertThat(due).isEqualTo(begun(OccurrenceState.DUE, 2, 1, null, ""));
        assertThat(state.chain()).isEqualTo(at(60));

        Occurrences.deferred(state, "1", at(90), "no network");
        assertOpen(begun(OccurrenceState.DEFERRED, 2, 1, at(90), "no network"));
        Occurrences.again(state, "1", at(60), 2, at(60));
        assertOpen(begun(OccurrenceState.DUE, 2, 1, null, ""));
        Occurrences.started(state, "1");
        assertOpen(begun(OccurrenceState.RUNNING, 2, 1, null, ""));
        Occurrences.putBack(state, "1");
        assertOpen(begun(OccurrenceState.DUE, 2, 1, null, ""));
        Occurrences.started(state, "1");
        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.empty(), at(100));
        assertOpen(begun(OccurrenceState.RETRYING, 2, 2, at(100), ""));
        Occurrences.started(state, "1");
        assertOpen(begun(OccurrenceState.RUNNING, 2, 2, null, ""));
        assertThat(state.missed()).as("only once it is over").isZero();
        assertThat(state.occurred()).isZero();

        Occurrences.ended(state, Optional.of("1"), report(RunOutcome.SUCCEEDED), Optional.empty());
        assertThat(state.open()).isEmpty();
        assertThat(state.missed()).isEqualTo(2);
        assertThat(state.occurred()).isEqualTo(1);
    }

    @Test
    void anOccurrenceComesToStandForMore() {
        Occurrences.due(state, "1", at(60), 0);
        Occurrences.due(state, "2", at(70), 0);
        Occurrences.deferred(state, "1", at(90), "no network");

        Occurrences.again(state, "1", at(240), 4, at(300));

        assertThat(state.chain()).isEqualTo(at(300));
        OpenOccurrence again = state.open("1").orElseThrow();
        assertThat(again.nominalTime()).isEqualTo(at(240));
        assertThat(again.missed()).isEqualTo(4);
        assertThat(again.state()).isEqualTo(OccurrenceState.DUE);
        assertThat(state.open("2").orElseThrow().nominalTime()).isEqualTo(at(70));
        assertThat(state.open("3")).isEmpty();
    }

    @Test
    void whatIsOverIsTheOneThatEnded() {
        for (String id : List.of("1", "2", "3")) {
            Occurrences.due(state, id, at(60), 0);
        }
        Occurrences.ended(state, Optional.of("2"), report(RunOutcome.SUCCEEDED), Optional.empty());

        assertThat(state.open()).extracting(OpenOccurrence::id).containsExactly("1", "3");
    }

    @Test
    void aRunOnRequestIsNoOccurrence() {
        Occurrences.due(state, "1", at(60), 2);
        Occurrences.ended(state, Optional.empty(), report(RunOutcome.SUCCEEDED), Optional.of(Map.of("cursor", 7L)));

        assertThat(state.open()).hasSize(1);
        assertThat(state.occurred()).isZero();
        assertThat(state.missed()).isZero();
        assertThat(state.runs()).isEqualTo(1);
        assertThat(state.memory()).isEqualTo(Map.of("cursor", 7L));
    }

    @Test
    void anAttemptThatIsGivenUpHasRunInVain() {
        Occurrences.due(state, "1", at(60), 3);
        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.empty(), at(100));

        Occurrences.givenUp(state, "1");

        assertThat(state.open()).isEmpty();
        assertThat(state.missed()).isEqualTo(3);
        assertThat(state.occurred()).isEqualTo(1);
    }

    @Test
    void anAttemptThatIsGivenUpAtItsGatesHasRunInVainToo() {
        Occurrences.due(state, "1", at(60), 0);
        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.empty(), at(100));
        Occurrences.deferred(state, "1", at(110), "no network");

        Occurrences.gaveWay(state, "1", at(120), 0);
        assertOpen(new OpenOccurrence("1", at(120), 0, 1, false, OccurrenceState.DUE, null, "", Map.of()));
        assertThat(state.occurred()).isEqualTo(1);

        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.empty(), at(130));
        Occurrences.deferred(state, "1", at(140), "no network");
        Occurrences.givenUp(state, "1");
        assertThat(state.open()).isEmpty();
        assertThat(state.occurred()).isEqualTo(2);
    }

    @Test
    void whatIsGivenUpAtItsGatesHasNotRun() {
        Occurrences.due(state, "1", at(60), 3);
        Occurrences.deferred(state, "1", at(100), "no network");

        Occurrences.givenUp(state, "1");

        assertThat(state.open()).isEmpty();
        assertThat(state.occurred()).isZero();
    }

    @Test
    void whatWasCutOffStaysOpen() {
        Occurrences.due(state, "1", at(60), 3);
        Occurrences.started(state, "1");

        Occurrences.cutOff(state, report(RunOutcome.INTERRUPTED));

        assertOpen(begun(OccurrenceState.RUNNING, 3, 1, null, ""));
        assertThat(state.missed()).isZero();
        assertThat(state.occurred()).isZero();
        assertThat(state.runs()).isEqualTo(1);
    }

    @Test
    void missedSkippedAndDropped() {
        Occurrences.missed(state, 3, at(180));
        assertThat(state.missed()).isEqualTo(3);
        assertThat(state.chain()).isEqualTo(at(180));
        Occurrences.skipped(state, 2, at(300));
        assertThat(state.skipped()).isEqualTo(2);
        assertThat(state.chain()).isEqualTo(at(300));
        Occurrences.dropped(state, at(600));
        assertThat(state.chain()).isEqualTo(at(600));
        Occurrences.dropped(state, at(60));
        assertThat(state.chain()).as("never back").isEqualTo(at(600));
        assertThat(List.of(state.missed(), state.skipped())).containsExactly(3L, 2L);
    }

    @Test
    void droppingCountsNothingAndLeavesWhatHasBegun() {
        Occurrences.due(state, "1", at(60), 1);

        Occurrences.dropped(state, at(120));
        assertThat(state.chain()).isEqualTo(at(120));
        Occurrences.dropped(state, at(90));

        assertThat(state.chain()).isEqualTo(at(120));
        assertThat(state.open()).extracting(OpenOccurrence::id).containsExactly("1");
        assertThat(state.missed()).isZero();
    }

    @Test
    void whatWaitsForItsRunIsMissedWhenItsJobIsHeld() {
        Trigger late = new Trigger("s", NOON, 0, Map.of()).making(3);
        Occurrences.triggered(state, "t", List.of(late, new Trigger("t", NOON, 0, Map.of())), 0, 0);

        Occurrences.pendingMissed(state);

        assertThat(state.pending()).isEmpty();
        assertThat(state.missed()).isEqualTo(4);
    }

    // What is counted

    @ParameterizedTest
    @EnumSource
    void outcomes(RunOutcome outcome) {
        failures(2);
        boolean failed = outcome == RunOutcome.FAILED || outcome == RunOutcome.TIMED_OUT;

        Occurrences.ended(state, Optional.empty(), report(outcome), Optional.empty());

        assertThat(state.runs()).isEqualTo(3);
        assertThat(state.failures()).isEqualTo(failed ? 3 : 2);
        assertThat(state.failuresInARow()).isEqualTo(failed ? 3 : outcome == RunOutcome.SUCCEEDED ? 0 : 2);
        assertThat(state.lastRun()).contains(report(outcome));
    }

    @Test
    void anAttemptThatIsFollowedByAnotherIsAFailureButNotTowardsAQuarantine() {
        failures(2);
        Transitions.crashed(state);
        Occurrences.due(state, "1", at(60), 0);

        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.of(Map.of("a", 1L)), at(90));
        Occurrences.retrying(state, "1", report(RunOutcome.TIMED_OUT), Optional.empty(), at(99));

        assertThat(state.runs()).isEqualTo(4);
        assertThat(state.failures()).isEqualTo(4);
        assertThat(state.failuresInARow()).isEqualTo(2);
        assertThat(state.crashes).isZero();
        assertThat(state.memory()).isEqualTo(Map.of("a", 1L));
        assertThat(state.open("1").orElseThrow().attempt()).isEqualTo(3);
    }

    // After a restart

    @Test
    void whatRanIsTriedAgain() {
        Occurrences.due(state, "1", at(60), 2);
        Occurrences.started(state, "1");

        Occurrences.recovering(state, "1");

        assertOpen(new OpenOccurrence("1", at(60), 2, 1, true, OccurrenceState.DUE, null, "", Map.of()));
    }

    @Test
    void theThirdCrashQuarantines() {
        Transitions.crashed(state);
        Transitions.crashed(state);
        assertThat(state.state()).isEqualTo(JobState.READY);
        Transitions.crashed(state);

        assertThat(state.isHeld()).isTrue();
        assertThat(state.reason()).isEqualTo("quarantined after the gateway crashed 3 times while it ran");
    }

    @Test
    void crashesCountUntilItHasOnceEnded() {
        Transitions.crashed(state);
        Occurrences.ended(state, Optional.empty(), report(RunOutcome.ABANDONED), Optional.empty());
        Transitions.crashed(state);
        assertThat(state.crashes).as("an abandoned one has not ended").isEqualTo(2);
        Occurrences.cutOff(state, report(RunOutcome.INTERRUPTED));
        assertThat(state.crashes).as("nor one that was cut off").isEqualTo(2);

        Occurrences.ended(state, Optional.empty(), report(RunOutcome.FAILED), Optional.empty());

        assertThat(state.crashes).isZero();
    }

    @Test
    void aQuarantineKeepsItsFirstReason() {
        Transitions.quarantined(state, "five failures");
        for (int i = 0; i < 4; i++) {
            Transitions.crashed(state);
        }

        assertThat(state.reason()).isEqualTo("five failures");
    }

    // Events

    @Test
    void anEventLeadsToAnOccurrence() {
        Trigger first = new Trigger("t-1", at(1), 0, Map.of("rows", 3L));
        Trigger second = new Trigger("t-2", at(2), 4, Map.of());
        Occurrences.triggered(state, "t-1", List.of(first), 0, 0);
        Occurrences.triggered(state, "t-2", List.of(first, second), 2, 3);
        assertThat(state.skipped()).isEqualTo(2);
        assertThat(state.missed()).isEqualTo(3);

        OpenOccurrence begun = Occurrences.due(state, "1", first);

        assertThat(begun)
                .isEqualTo(
                        new OpenOccurrence("1", at(1), 0, 1, false, OccurrenceState.DUE, null, "", Map.of("rows", 3L)));
        assertThat(state.open()).containsExactly(begun);
        assertThat(state.pending()).containsExactly(second);
        assertThat(state.chain()).isEqualTo(NOON);
        assertThat(Occurrences.due(state, "2", second).missed()).isEqualTo(4);
        assertThat(second.making(7)).isEqualTo(new Trigger("t-2", at(2), 7, Map.of()));
    }

    @Test
    void noFewerTriggersAreKnownThanMayBeOnTheirWay() {
        for (int i = 1; i <= 101; i++) {
            Occurrences.triggered(state, "t-" + i, List.of(), 0, 0);
        }

        assertThat(state.hasTaken("t-1")).isFalse();
        for (int i = 2; i <= 101; i++) {
            assertThat(state.hasTaken("t-" + i)).as("%d", i).isTrue();
        }
    }

    @Test
    void onlyWhatTheStoreKnowsToHaveComeIsHandedOver() {
        Handover came = handover("upload", "r-1");
        Handover isNotThere = handover("gone", "r-1");
        Occurrences.handsOver(state, came);
        Occurrences.handsOver(state, isNotThere);

        Occurrences.handedOver(state, handover -> handover.job().equals("upload"));
        assertThat(state.handed()).containsExactly(isNotThere);
        Occurrences.handedOver(state, handover -> true);
        assertThat(state.handed()).isEmpty();
    }

    // Clocks

    @Test
    void anElapsedJobMovesAlongWithTheClock() {
        Occurrences.due(state, "1", at(60), 2);
        Occurrences.deferred(state, "1", at(90), "no network");
        Occurrences.due(state, "2", at(60), 0);

        ClockedTimes.clockStepped(state, Duration.ofMinutes(-10), true);

        assertThat(state.chain()).isEqualTo(at(-540));
        assertThat(state.open())
                .containsExactly(
                        new OpenOccurrence(
                                "1", at(-540), 2, 1, false, OccurrenceState.DEFERRED, at(-510), "no network", Map.of()),
                        new OpenOccurrence("2", at(-540), 0, 1, false, OccurrenceState.DUE, null, "", Map.of()));
    }

    @Test
    void onlyTheDelaysOfACalendarJobMoveAlong() {
        Occurrences.due(state, "1", at(60), 2);
        Occurrences.deferred(state, "1", at(90), "no network");

        ClockedTimes.clockStepped(state, Duration.ofMinutes(-10), false);

        assertThat(state.chain()).isEqualTo(at(60));
        assertThat(state.open())
                .containsExactly(new OpenOccurrence(
                        "1", at(60), 2, 1, false, OccurrenceState.DEFERRED, at(-510), "no network", Map.of()));
    }

    @Test
    void whatGoesOnFromNowDoesNotWaitForTheTimeBefore() {
        Occurrences.due(state, "1", at(60), 2);
        Occurrences.deferred(state, "1", at(90), "no network");
        Instant reset = Instant.parse("2026-01-01T00:00:07.5Z");

        ClockedTimes.goesOnFrom(state, reset);

        assertThat(state.chain()).isEqualTo(Instant.parse("2026-01-01T00:00:07Z"));
        assertThat(state.open())
                .containsExactly(new OpenOccurrence(
                        "1",
                        Instant.parse("2026-01-01T00:00:07Z"),
                        2,
                        1,
                        false,
                        OccurrenceState.DEFERRED,
                        reset,
                        "no network",
                        Map.of()));

        ClockedTimes.goesOnFrom(state, at(7200));
        assertThat(state.chain()).as("forward too").isEqualTo(at(7200));
    }

    @Test
    void afterACorrectionNothingLiesInAFutureThatNeverWas() {
        Occurrences.due(state, "1", at(-3600), 0);
        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.empty(), at(50));
        Occurrences.due(state, "2", at(60), 0);
        Occurrences.deferred(state, "2", at(90), "no network");

        ClockedTimes.corrected(state, at(40).plusMillis(500), true);

        assertThat(state.chain()).isEqualTo(at(40));
        OpenOccurrence past = state.open("1").orElseThrow();
        assertThat(past.nominalTime()).isEqualTo(at(-3600));
        assertThat(past.again()).isEqualTo(at(40).plusMillis(500));
        assertThat(past.state()).isEqualTo(OccurrenceState.RETRYING);
        OpenOccurrence ahead = state.open("2").orElseThrow();
        assertThat(ahead.nominalTime()).as("taken up at once").isEqualTo(at(40));
        assertThat(ahead.again()).isEqualTo(at(40).plusMillis(500));
    }

    @Test
    void aCorrectionLeavesThePastAlone() {
        Occurrences.due(state, "1", at(60), 0);
        Occurrences.deferred(state, "1", at(90), "no network");
        List<OpenOccurrence> open = state.open();

        ClockedTimes.corrected(state, at(90), true);

        assertThat(state.chain()).isEqualTo(at(60));
        assertThat(state.open()).isEqualTo(open);
    }

    @Test
    void whatComesOnceAndHasBegunDoesNotComeAgain() {
        Occurrences.due(state, "1", at(60), 0);
        Occurrences.retrying(state, "1", report(RunOutcome.FAILED), Optional.empty(), at(90));

        ClockedTimes.corrected(state, at(40), false);

        assertThat(state.chain()).isEqualTo(at(60));
        assertThat(state.open("1").orElseThrow().again()).isEqualTo(at(40));
    }

    @Test
    void anEndByAClockThatIsNotTrustedHoldsAndDoesNotEnd() {
        Transitions.exhausted(state);
        assertThat(state.state()).isEqualTo(JobState.DONE);

        Transitions.clockOfEnd(state, "the clock is wrong");
        assertThat(state.state()).isEqualTo(JobState.HELD);
        assertThat(state.reason()).isEqualTo("the clock is wrong");

        Transitions.clockOfEnd(state, "");
        assertThat(state.state()).isEqualTo(JobState.DONE);
        Transitions.reopened(state);
        Transitions.done(state, "its handler ended it");
        Transitions.clockOfEnd(state, "the clock is wrong");
        assertThat(state.state()).as("no clock has said that").isEqualTo(JobState.DONE);
    }

    // Around

    private static RunState ready() {
        RunState ready = Transitions.create("poll");
        Transitions.defined(ready, "every minute", false, "modbus", NOON);
        Transitions.handler(ready, true, "");
        assertThat(ready.state()).isEqualTo(JobState.READY);
        return ready;
    }

    private void failures(int times) {
        for (int i = 0; i < times; i++) {
            Occurrences.ended(state, Optional.empty(), report(RunOutcome.FAILED), Optional.empty());
        }
    }

    private void assertOpen(OpenOccurrence... open) {
        assertThat(state.open()).containsExactly(open);
    }

    private static OpenOccurrence begun(
            OccurrenceState where, int missed, int attempt, @Nullable Instant again, String waitsFor) {
        return new OpenOccurrence("1", at(60), missed, attempt, false, where, again, waitsFor, Map.of());
    }

    private static Handover handover(String job, String run) {
        return new Handover(job, new Trigger(run, NOON, 0, Map.of()));
    }

    private static RunReport report(RunOutcome outcome) {
        return new RunReport("poll", "r", NOON, NOON, Duration.ZERO, 1, 0, false, false, outcome, "", Map.of());
    }

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }
}
