package io.reveille.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import io.reveille.spi.ClockTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** When Karaf's and Sling's schedulers would have run a service, by their sources (4.4.10; 2.7.14), it runs here. */
@SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
final class TheirSemanticsTest {

    private AdoptingFramework there;
    private Adopter adopter;
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        there = new AdoptingFramework(folder);
        adopter = there.adopter();
    }

    @AfterEach
    void stop() throws Exception {
        adopter.stop();
        there.stop();
    }

    private ServiceRegistration<Runnable> register(Map<String, ?> properties) {
        return there.runnable(runs::incrementAndGet, properties);
    }

    private void advance(int seconds) {
        there.gateway.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void immediateIsOfPeriodsOnly() {
        register(Map.of("scheduler.name", "poll", "scheduler.expression", "0 0 3 * * ?", "scheduler.immediate", true));
        advance(5);
        assertThat(runs).hasValue(0);
    }

    @Test
    void immediateIsARunAtOnceAndThenByThePeriod() {
        register(Map.of("scheduler.name", "poll", "scheduler.period", 30L, "scheduler.immediate", true));
        there.gateway.settle();
        assertThat(runs).hasValue(1);
        advance(29);
        assertThat(runs).hasValue(1);
        advance(32);
        assertThat(runs).hasValue(3);
    }

    @Test
    void immediateDoesNotRunAJobThatSomebodyHasPaused() {
        Map<String, ?> properties =
                Map.of("scheduler.name", "poll", "scheduler.period", 30L, "scheduler.immediate", true);
        ServiceRegistration<Runnable> service = register(properties);
        there.gateway.settle();
        there.gateway.job("poll").pause();
        service.unregister();

        register(properties);
        advance(100);
        assertThat(there.gateway.job("poll").status().state()).isEqualTo(JobState.HELD);
        assertThat(runs).hasValue(1);
    }

    @Test
    void theFirstOfTheTimesIsTheImmediateOne() {
        register(Map.of(
                "scheduler.name", "poll", "scheduler.period", 30L, "scheduler.times", 3, "scheduler.immediate", true));
        advance(2);
        assertThat(runs).hasValue(1);
        advance(1000);
        assertThat(runs).hasValue(3);
    }

    @Test
    void timesCountFromWhenTheServiceComes() {
        Map<String, ?> properties = Map.of("scheduler.name", "poll", "scheduler.period", 30L, "scheduler.times", 1);
        ServiceRegistration<Runnable> service = register(properties);
        advance(29);
        assertThat(runs).hasValue(0);
        advance(100);
        assertThat(runs).hasValue(1);
        service.unregister();
        advance(1000);

        service = register(properties);
        advance(29);
        assertThat(runs).hasValue(1);
        advance(100);
        assertThat(runs).hasValue(2);

        // What changes nothing of the job does not begin it anew.
        Map<String, Object> more = new HashMap<>(properties);
        more.put("other", "x");
        service.setProperties(new Hashtable<>(more));
        advance(100);
        assertThat(runs).hasValue(2);
    }

    @Test
    void timesCountAnewAfterARestartOfTheGateway() {
        Map<String, ?> properties = Map.of("scheduler.name", "poll", "scheduler.period", 10L, "scheduler.times", 2);
        ServiceRegistration<Runnable> service = register(properties);
        advance(100);
        assertThat(runs).hasValue(2);
        service.unregister();
        there.gateway.restartAfter(Duration.ofHours(1));

        register(properties);
        advance(9);
        assertThat(runs).hasValue(2);
        advance(1);
        assertThat(runs).hasValue(3);
        advance(100);
        assertThat(runs).hasValue(4);
    }

    @Test
    void timesWaitForAClockThatIsNotSetYetAndAreThenMadeUpFor() {
        AtomicBoolean isSet = new AtomicBoolean();
        there.gateway.stepClock(Duration.ofDays(-20_000)); // to a year before 1980
        there.gateway.clockTrust(() -> isSet.get() ? ClockTrust.Verdict.TRUSTED : ClockTrust.Verdict.UNTRUSTED);
        register(Map.of("scheduler.name", "poll", "scheduler.period", 10L, "scheduler.times", 1));
        advance(100);
        assertThat(runs).hasValue(0);

        isSet.set(true);
        there.gateway.stepClock(Duration.ofDays(20_000));
        advance(10);
        assertThat(runs).hasValue(1);
        advance(100);
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scheduler.times      | 0           | scheduler.times is 0, expected",
                "scheduler.times      | -2          | scheduler.times is -2, expected",
                "scheduler.period     | -5          | scheduler.period is -5, expected",
                "scheduler.period     | 2000000000  | scheduler.period is 2000000000, expected",
                "scheduler.expression | ' '         | scheduler.expression is empty",
            })
    void whatTheirsIgnoreIsRefusedWithTheReasonInOneLine(String property, String value, String reason) {
        Map<String, Object> properties = new HashMap<>(Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        properties.put(property, value);
        register(properties);
        assertThat(there.jobs()).isEmpty();
        assertThat(adopter.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.fault()).startsWith(reason).doesNotContain("\n"));
    }

    @Test
    void aPatternThatCannotBeReadIsRefusedInOneLine() {
        register(Map.of("scheduler.name", "poll", "scheduler.expression", "0 0 12 L-3 * ?"));
        assertThat(adopter.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.fault())
                        .startsWith("scheduler.expression: cannot read the schedule \"0 0 12 L-3 * ?\"")
                        .endsWith("at column 9")
                        .doesNotContain("\n"));
    }

    @Test
    void asOftenAsAnIntegerSaysIsWithoutEnd() {
        register(Map.of("scheduler.name", "poll", "scheduler.period", 5, "scheduler.times", Integer.MAX_VALUE));
        assertThat(there.gateway.job("poll").definition().schedule()).hasToString("every 5 seconds");
    }

    @Test
    void aJobIsPreferredToARunnableUnderWhateverItIsRegistered() {
        AtomicInteger jobs = new AtomicInteger();
        class Both implements Runnable, org.apache.karaf.scheduler.Job {
            @Override
            public void run() {
                runs.incrementAndGet();
            }

            @Override
            public void execute(org.apache.karaf.scheduler.JobContext context) {
                jobs.incrementAndGet();
            }
        }
        there.runnable(new Both(), Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        advance(6);
        assertThat(runs).hasValue(0);
        assertThat(jobs).hasValue(1);
    }

    // Names

    @Test
    void eachInstanceOfAFactoryComponentIsAJobUnderItsOwnName() {
        for (String instance : List.of("garage", "kitchen")) {
            register(Map.of(
                    "component.name",
                    "com.acme.Poll",
                    "service.pid",
                    "com.acme.Poll~" + instance,
                    "service.factoryPid",
                    "com.acme.Poll",
                    "scheduler.period",
                    5L));
        }
        assertThat(there.jobs()).containsExactly("com.acme.Poll~garage", "com.acme.Poll~kitchen");
    }

    @Test
    void instancesWithOneNameAreToldApartByTheirPids() {
        for (String instance : List.of("garage", "kitchen")) {
            register(Map.of(
                    "service.pid",
                    new String[] {"com.acme.Common", "com.acme.Poll~" + instance},
                    "service.factoryPid",
                    "com.acme.Poll",
                    "scheduler.name",
                    "poll",
                    "scheduler.period",
                    5L));
        }
        assertThat(there.jobs()).containsExactly("poll~garage", "poll~kitchen");
    }

    @Test
    void anInstanceWhoseNameSaysWhichItIsKeepsThatName() {
        register(Map.of(
                "service.pid", "com.acme.Poll~kitchen",
                "service.factoryPid", "com.acme.Poll",
                "scheduler.name", "poll-kitchen",
                "scheduler.period", 5L));
        assertThat(there.jobs()).containsExactly("poll-kitchen");
    }

    @Test
    void aServiceOfABlueprintIsNamedAfterItsBean() throws Exception {
        Bundle bundle = there.bundle("com.acme.meters", "1");
        for (String bean : List.of("gas", "water")) {
            AdoptingFramework.runnable(
                    bundle,
                    () -> {},
                    Map.of("osgi.service.blueprint.compname", bean, "scheduler.expression", "0 0/10 * * * ?"));
        }
        assertThat(there.jobs()).containsExactly("com.acme.meters.gas", "com.acme.meters.water");
    }

    @Test
    void allRunThatHaveOneNameEachUnderANumber() throws Exception {
        ServiceRegistration<Runnable> first = register(Map.of("scheduler.name", "poll", "scheduler.period", 5L));
        AdoptingFramework.runnable(
                there.bundle("com.acme.other", "1"),
                runs::incrementAndGet,
                Map.of("scheduler.name", "poll", "scheduler.period", 7L));
        assertThat(there.jobs()).containsExactly("poll", "poll.2");
        advance(36);
        assertThat(runs).hasValue(7 + 5);

        // Each keeps its name while it is there, whatever becomes of the other.
        first.unregister();
        assertThat(there.jobs()).containsExactly("poll.2");
        register(Map.of("scheduler.name", "poll", "scheduler.period", 9L));
        assertThat(there.jobs()).containsExactly("poll", "poll.2");
        assertThat(there.gateway.job("poll").definition().schedule()).hasToString("every 9 seconds");
    }

    @Test
    void numbersGoByTheOrderOfTheServicesWhoeverIsThereFirst() throws Exception {
        adopter.stop();
        for (int i = 1; i <= 20; i++) {
            register(Map.of("scheduler.name", "poll", "scheduler.period", (long) i));
        }
        adopter = there.adopter();
        for (int i = 2; i <= 20; i++) {
            assertThat(there.gateway.job("poll." + i).definition().schedule()).hasToString("every " + i + " seconds");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com/acme/Poll      | com-acme-Poll",
                "' a\tb\u200bc\ue000 ' | a-b-c-",
                "Zähler 😀           | Zähler 😀",
                "/                  | -",
            })
    void namesThatCannotBeAreMadeSuchThatCan(String theirs, String ours) {
        register(Map.of("scheduler.name", theirs, "scheduler.period", 5L));
        assertThat(there.jobs()).containsExactly(ours);
        assertThat(there.gateway.job(ours).name()).isEqualTo(ours);
    }

    @Test
    void ofALongNameTheEndIsKept() {
        register(Map.of("scheduler.name", "😀".repeat(40) + "x".repeat(30) + " poll", "scheduler.period", 5L));
        register(Map.of("scheduler.name", "y" + "😀".repeat(40) + "x".repeat(30) + " poll", "scheduler.period", 5L));
        String name = "😀".repeat(29) + "x".repeat(30) + " poll";
        assertThat(there.jobs())
                .containsExactlyInAnyOrder(name, name.substring(4) + ".2"); // two of what counts as one each
        for (String each : there.jobs()) {
            assertThat(there.gateway.job(each).name()).isEqualTo(each);
        }
    }
}
