package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.schedule.Schedule;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two definitions of one name: the job of that name does not notice the one that does not count. */
class SecondDefinitionTest {

    private static final String DOSE = "io.reveille.job~dose";
    private static final String BEFORE = "io.reveille.job~0815"; // listed before it
    private static final String BEHIND = "io.reveille.job~zzz"; // listed behind it

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    @ParameterizedTest
    @ValueSource(strings = {BEFORE, BEHIND})
    void atAStartAJobThatIsDoneStaysDone(String leftover) {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, atMostOnce("every 2 seconds times 2"));
        gateway.advance(Duration.ofSeconds(10));
        gateway.store(leftover, properties("dose", "every 5 seconds", "dose"));

        for (int start = 0; start < 3; start++) {
            gateway.restartAfter(Duration.ofSeconds(10));
            gateway.advance(Duration.ofMinutes(1));

            assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
        }
        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.scheduler().broken())
                .extracting(broken -> broken.source())
                .containsExactly(leftover);
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE, BEHIND})
    void atAStartAnIntervalKeepsItsGridItsCountsAndItsQuarantine(String leftover) {
        gateway.handler("dose", recorder.doing(context -> JobResult.failure("no")));
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(55));
        gateway.store(leftover, properties("dose", "every 7 minutes", "dose"));

        gateway.crashFor(Duration.ofSeconds(10));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.HELD);
        assertThat(gateway.job("dose").status().failuresInARow()).isEqualTo(5);
        gateway.job("dose").resume();
        gateway.advance(Duration.ofMinutes(6));
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(60)));
    }

    @Test
    void atRunTimeALoserChangesNothing() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, atMostOnce("every 2 seconds times 2"));
        gateway.advance(Duration.ofSeconds(3));

        gateway.store(BEFORE, properties("dose", "every 5 seconds", "dose"));
        gateway.store(BEFORE, properties("dose", "every 6 seconds", "dose"));
        gateway.delete(BEFORE);
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void ofDefinitionsThatComeOneByOneALeftoverWaitsForTheOneThatTheJobHadLast() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofSeconds(10));
        restartWithout(DOSE);

        gateway.store(BEFORE, properties("dose", "every 5 seconds", "dose"));
        gateway.advance(Duration.ofSeconds(29));
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.reason())
                        .isEqualTo(
                                "The job \"dose\" was last defined by io.reveille.job~dose, which says something else and has"
                                        + " not come yet; this one counts if that does not come within 30 seconds."));
        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.scheduler().broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.reason()).contains("is defined by io.reveille.job~dose"));
    }

    @Test
    void aLeftoverWithOtherArgumentsDoesNotMakeUpForWhatWasMissed() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, with(properties("dose", "every hour at :00", "dose"), "args", "{\"ml\": 1}"));
        gateway.advance(Duration.ofMinutes(10));
        gateway.stop();
        gateway.definitions().lose(DOSE);
        gateway.time().advance(Duration.ofHours(3));
        gateway.start();

        gateway.store(BEFORE, with(properties("dose", "every hour at :00", "dose"), "args", "{\"ml\": 100}"));
        gateway.advance(Duration.ofSeconds(1));
        gateway.store(DOSE, with(properties("dose", "every hour at :00", "dose"), "args", "{\"ml\": 1}"));

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("ml", 1L));
        assertThat(recorder.last().missed()).isEqualTo(3);
    }

    @Test
    void whatDiffersOnlyInItsAddressGoesOnAtOnce() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(25));
        restartWithout(DOSE);

        gateway.store(BEFORE, with(properties("dose", "every 10 minutes", "dose"), "priority", "0"));
        gateway.advance(Duration.ofMinutes(5));

        assertThat(gateway.job("dose").status().runs()).isEqualTo(3);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aLeftoverCountsAfterAWhileAndTheJobsOwnDefinitionFindsItsCounts() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 10 minutes times 5", "dose"));
        gateway.advance(Duration.ofMinutes(25));
        restartWithout(DOSE);

        gateway.store(BEFORE, properties("dose", "every 7 minutes", "dose"));
        gateway.advance(PATIENCE);
        assertThat(gateway.job("dose").definition().schedule()).isEqualTo(Schedule.parse("every 7 minutes"));
        gateway.advance(Duration.ofMinutes(16)); // 10:41:30; 2 runs
        assertThat(recorder.calls()).hasSize(4);
        gateway.store(DOSE, properties("dose", "every 10 minutes times 5", "dose"));

        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(40)));
        assertThat(recorder.last().missed()).isEqualTo(2);
        gateway.advance(Duration.ofHours(2));
        assertThat(recorder.nominalTimes())
                .endsWith(
                        START.plus(Duration.ofMinutes(40)),
                        START.plus(Duration.ofMinutes(50)),
                        START.plus(Duration.ofMinutes(60)));
        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void theCountsAreFoundAfterACrashTooAndOverTwoThatStoodIn() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofSeconds(10));
        restartWithout(DOSE);
        gateway.store(BEHIND, properties("dose", "every 7 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(10));
        gateway.crashFor(Duration.ofSeconds(10));
        gateway.store(BEFORE, properties("dose", "every 8 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(10));
        gateway.crashFor(Duration.ofSeconds(10));
        int calls = recorder.calls().size();

        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
        assertThat(recorder.calls()).hasSize(calls);
    }

    @Test
    void whatWasCutOffIsToldOnceTheJobsOwnDefinitionComesAtLast() {
        gateway.asyncHandler("dose", recorder.lasting());
        gateway.store(DOSE, atMostOnce("every 10 minutes"));
        gateway.advance(Duration.ofMinutes(10));
        gateway.kill();
        gateway.definitions().lose(DOSE);
        gateway.start();
        gateway.store(BEFORE, properties("dose", "every 7 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(2));

        gateway.store(DOSE, atMostOnce("every 10 minutes"));

        assertThat(gateway.job("dose").history())
                .singleElement()
                .satisfies(run -> assertThat(run.outcome()).isEqualTo(RunOutcome.ABANDONED));
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void anotherTextAtItsOwnPlaceIsAChange() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofSeconds(10));
        restartWithout(DOSE);
        gateway.store(BEFORE, properties("dose", "every 7 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        gateway.store(DOSE, properties("dose", "every 3 seconds times 2", "dose"));
        gateway.advance(Duration.ofSeconds(10));
        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofSeconds(10));

        assertThat(recorder.calls()).hasSize(6);
    }

    @Test
    void aStepOfTheClockReachesWhatIsLaidAside() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(25));
        restartWithout(DOSE);
        gateway.store(BEFORE, properties("dose", "every day at 23:00", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        gateway.stepClock(Duration.ofHours(3));
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(4));

        assertThat(recorder.calls()).hasSize(3);
        assertThat(recorder.last().missed()).isZero();
    }

    @Test
    void aCorrectionOfTheClockFindsATimeOfDayAnewInWhatIsLaidAside() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 10 minutes until 09:30", "dose")); // of the next day
        gateway.advance(Duration.ofMinutes(5));
        restartWithout(DOSE);
        gateway.store(BEFORE, properties("dose", "every day at 23:00", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        gateway.stepClock(Duration.ofHours(-2));
        gateway.advance(Duration.ofHours(2)); // 10:06
        gateway.store(DOSE, properties("dose", "every 10 minutes until 09:30", "dose"));
        gateway.advance(Duration.ofHours(1));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void whatGoesOnByAnotherDefinitionAfterACancelIsThereAndStaysSo() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 5 seconds", "dose"));
        gateway.store(BEHIND, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofMinutes(1));
        recorder.clear();

        gateway.job("dose").cancel();
        gateway.settle();
        gateway.advance(Duration.ofSeconds(10));
        assertThat(gateway.scheduler().deleted()).isEmpty();

        gateway.restartAfter(Duration.ofSeconds(10));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(recorder.calls()).hasSize(2);
        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
        assertThat(gateway.scheduler().deleted()).isEmpty();
    }

    @Test
    void aCancelThatACrashFollowsDeletesNoOtherDefinition() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(DOSE, properties("dose", "every 5 seconds", "dose"));
        gateway.store(BEHIND, properties("dose", "every 5 seconds", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        gateway.job("dose").cancel();
        gateway.crashFor(Duration.ofSeconds(10));
        recorder.clear();
        gateway.advance(Duration.ofMinutes(1));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.READY);
        assertThat(recorder.calls()).isNotEmpty();
        assertThat(gateway.scheduler().deleted()).isEmpty();
        gateway.restartAfter(Duration.ofSeconds(10));
        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void aSlipOfThePenLetsNoLeftoverIn() {
        gateway.handler("dose", recorder.succeeding());
        gateway.store(BEHIND, properties("dose", "every 7 minutes", "dose"));
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(25));

        gateway.store(DOSE, properties("dose", "every 10 minuts", "dose"));
        gateway.advance(Duration.ofMinutes(2));
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().broken())
                .extracting(broken -> broken.reason())
                .anySatisfy(reason -> assertThat(reason)
                        .contains("is defined by io.reveille.job~dose, which cannot be used", "delete it"));
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(3));
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(30)));

        gateway.store(DOSE, properties("dose", "every 10 minuts", "dose"));
        gateway.delete(DOSE);
        assertThat(gateway.job("dose").definition().schedule()).isEqualTo(Schedule.parse("every 7 minutes"));
    }

    @Test
    void aServicesDefinitionWaitsForTheStoredOneThatTheJobHadLast() {
        gateway.whiteboard("dose", "every 7 minutes", recorder.succeeding(), Map.of());
        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofSeconds(10));
        restartWithout(DOSE);
        gateway.advance(Duration.ofSeconds(5));

        gateway.store(DOSE, properties("dose", "every 2 seconds times 2", "dose"));
        gateway.advance(Duration.ofMinutes(1));

        assertThat(gateway.job("dose").status().state()).isEqualTo(JobState.DONE);
        assertThat(recorder.calls()).hasSize(2);
    }

    @Test
    void codeThatDefinesTheJobMeanwhileIsNotMadeToWait() {
        gateway.store(DOSE, properties("dose", "every 10 minutes", "dose"));
        gateway.advance(Duration.ofMinutes(1));
        restartWithout(DOSE);
        gateway.store(BEFORE, properties("dose", "every 7 minutes", "dose"));

        gateway.define("dose", "every 7 minutes", "dose"); // the operator's stands
        gateway.define("dose", "every 8 minutes", "dose");

        assertThat(gateway.job("dose").definition().schedule()).isEqualTo(Schedule.parse("every 8 minutes"));
        assertThat(gateway.scheduler().clear()).isEqualTo(1);
    }

    private void restartWithout(String address) {
        gateway.stop();
        gateway.definitions().lose(address);
        gateway.start();
    }

    private static Map<String, Object> atMostOnce(String schedule) {
        return with(properties("dose", schedule, "dose"), "delivery", "at-most-once");
    }

    private static Map<String, Object> with(Map<String, Object> properties, String key, Object value) {
        Map<String, Object> more = new HashMap<>(properties);
        more.put(key, value);
        return more;
    }
}
