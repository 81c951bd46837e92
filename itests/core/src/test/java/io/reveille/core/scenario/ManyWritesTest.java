package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.DeletedJob;
import io.reveille.ImportException;
import io.reveille.ImportPlan;
import io.reveille.Job;
import io.reveille.JobChange;
import io.reveille.JobDefinitionException;
import io.reveille.spi.DefinitionCheck;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore.Killed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many definitions at once, and definitions that the store cannot keep. */
class ManyWritesTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration SAVED = Duration.ofMinutes(2);

    /** What the store cannot keep. */
    private static final String FROST = "frost";

    private final ManualScheduler gateway = new ManualScheduler();

    // One write

    @Test
    void anImportOf200JobsIsOneWrite() {
        gateway.transfer().plan(document(200, "every hour")).apply();

        assertThat(gateway.definitions().writes()).isEqualTo(1);
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).hasSize(200);
    }

    @Test
    void manyThatAreDefinedAreOneWriteAndOneEntryInTheTrail() {
        gateway.define("job 7", "every day", "scan");
        int before = gateway.definitions().writes();

        List<Job> made = gateway.scheduler().defineAll(definitions(30, "every hour"));

        assertThat(gateway.definitions().writes() - before).isEqualTo(1);
        assertThat(made)
                .extracting(Job::name)
                .startsWith("job 0", "job 1", "job 2")
                .hasSize(30);
        assertThat(gateway.scheduler().trail())
                .hasSize(2)
                .first()
                .extracting(JobChange::job)
                .isEqualTo("");
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).hasSize(30).allSatisfy(ManyWritesTest::isHourly);
        assertThat(gateway.job("job 7").status().owner()).as("whose it was").contains("app");
    }

    @Test
    void allThatAreClearedAreOneWrite() {
        make(30);
        gateway.advance(SAVED);
        int before = gateway.definitions().writes();

        assertThat(gateway.scheduler().clear()).isEqualTo(30);

        assertThat(gateway.definitions().writes() - before).isEqualTo(1);
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().clear()).isZero();
        assertThat(gateway.definitions().writes() - before).isEqualTo(1);
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.scheduler().deleted()).hasSize(30);
    }

    @Test
    void aClearingThatFailsInTheMiddleDeletesNone() {
        make(30);
        gateway.definitions().failAt(7);

        assertThatThrownBy(() -> gateway.scheduler().clear())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was changed");

        assertThat(gateway.scheduler().jobs()).hasSize(30).allSatisfy(ManyWritesTest::isHourly);
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).hasSize(30);
    }

    @Test
    void ofNoneNothingIsWritten() {
        assertThat(gateway.scheduler().defineAll(List.of())).isEmpty();
        assertThat(gateway.definitions().writes()).isZero();
    }

    @Test
    void whatIsBroughtBackIsOneWrite() {
        gateway.define("scan", "every hour", "scan").cancel();
        int before = gateway.definitions().writes();

        gateway.scheduler().bringBack("scan");

        assertThat(gateway.definitions().writes() - before).isEqualTo(1);
    }

    // Kills and failures in the middle

    /** As where the store makes what it was given last only when all of it is there. 0: the call has returned before. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30})
    void whatWasWrittenAndIsGoneAfterTheKillIsCarriedOut(int write) {
        gateway.definitions().killAt(write);
        boolean killed = false;
        try {
            gateway.scheduler().defineAll(definitions(30, "every hour"));
        } catch (Killed e) {
            killed = true;
        }
        assertThat(killed).isEqualTo(write > 0);
        for (int job = 0; job < 30; job += 2) {
            gateway.definitions().lose(address(job));
        }
        gateway.crashFor(MOMENT);

        assertThat(gateway.scheduler().jobs()).hasSize(30).allSatisfy(ManyWritesTest::isHourly);
        for (int job = 0; job < 30; job++) {
            assertThat(gateway.definitions().at(address(job))).as("job " + job).containsEntry("schedule", "every hour");
        }
        gateway.advance(SAVED);
        assertThat(pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 200})
    void anImportThatFailsInTheMiddleIsTakenBackByOneWrite(int write) {
        gateway.scheduler().defineAll(definitions(150, "every hour"));
        gateway.advance(SAVED);
        ImportPlan plan = gateway.transfer().plan(document(200, "every day"));
        int before = gateway.definitions().writes();
        int events = gateway.events().size();
        gateway.definitions().failAt(write);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("could not be stored", "nothing was changed")
                .hasCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("the disk is full for a moment");

        gateway.settle();
        assertThat(gateway.definitions().writes() - before).isEqualTo(write == 1 ? 1 : 2);
        assertThat(gateway.events()).hasSize(events);
        assertThat(gateway.scheduler().jobs()).hasSize(150).allSatisfy(ManyWritesTest::isHourly);
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).hasSize(150).allSatisfy(ManyWritesTest::isHourly);
        plan = gateway.transfer().plan(document(200, "every day"));
        plan.apply();
        assertThat(gateway.scheduler().jobs()).hasSize(200);
    }

    // Refused beforehand

    @Test
    void whatTheStoreCannotKeepIsRefusedAlikeByAllBeforeAnythingIsChanged() {
        gateway.advance(SAVED);
        gateway.definitions().refuse(FROST);
        Map<String, Object> frosty = properties("scan", "every hour", "scan");
        frosty.put("tags", "a-" + FROST);
        DefinitionCheck form = gateway.check();
        List<ThrowingCallable> ways = List.of(
                () -> form.checkDefine(frosty),
                () -> gateway.scheduler().define(frosty),
                () -> gateway.scheduler()
                        .schedule("every hour")
                        .named("scan")
                        .tagged("a-" + FROST)
                        .run("scan"));
        for (ThrowingCallable way : ways) {
            assertThatThrownBy(way)
                    .isInstanceOfSatisfying(
                            JobDefinitionException.class,
                            fault -> assertThat(fault.property()).isEqualTo("tags"))
                    .hasMessageContainingAll("\"tags\"", "this store cannot keep", "Nothing was changed");
        }
        assertThatThrownBy(
                        () -> gateway.scheduler().defineAll(List.of(properties("first", "every hour", "scan"), frosty)))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("Definition 2 of 2, \"scan\"", "\"tags\"", "this store cannot keep");
        assertThatThrownBy(
                        () -> gateway.transfer()
                                .plan(
                                        "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":["
                                                + "{\"name\":\"scan\",\"schedule\":\"every hour\",\"handler\":\"scan\",\"tags\":[\"a-frost\"]}]}"))
                .isInstanceOfSatisfying(
                        ImportException.class,
                        refusal -> assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.job()).isEqualTo("scan");
                            assertThat(fault.property()).isEqualTo("tags");
                            assertThat(fault.message()).contains("this store cannot keep");
                        }));

        assertThat(gateway.definitions().writes()).isZero();
        assertThat(pending()).isEmpty();
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void anImportOfWhatTheStoreCannotKeepAnyMoreChangesNothing() {
        ImportPlan plan = gateway.transfer().plan(document(30, "every hour"));
        gateway.definitions().refuse("every hour"); // another store since, say

        assertThatThrownBy(plan::apply).isInstanceOf(JobDefinitionException.class);

        assertThat(pending()).isEmpty();
        assertThat(gateway.definitions().writes()).isZero();
        gateway.crashFor(MOMENT);
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void whatTheStoreCannotKeepAnyMoreIsNotBroughtBackAndStaysOnTheList() {
        gateway.define("scan", "every hour", "scan").cancel();
        gateway.definitions().refuse("every hour");

        assertThatThrownBy(() -> gateway.scheduler().bringBack("scan"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("\"schedule\"");

        assertThat(gateway.scheduler().deleted()).extracting(DeletedJob::name).containsExactly("scan");
    }

    @Test
    void twoOfOneNameAreRefused() {
        List<Map<String, Object>> twice = new ArrayList<>(definitions(2, "every hour"));
        twice.add(properties("job 1", "every day", "scan"));

        assertThatThrownBy(() -> gateway.scheduler().defineAll(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"job 1\"", "nothing was changed");
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    // What stores may tell

    @Test
    void whatIsDeletedAndStoredAtOnceIsThereOnceAndBeginsAnew() {
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(5));
        Map<String, Object> there = gateway.definitions().at("io.reveille.job~scan");

        gateway.definitions().remove("io.reveille.job~scan");
        gateway.definitions().put("io.reveille.job~scan", there);
        gateway.settle();

        assertThat(gateway.scheduler().jobs()).hasSize(1);
        assertThat(gateway.scheduler().deleted()).isEmpty();
        assertThat(gateway.job("scan").status().nextRun()).contains(ManualScheduler.START.plus(Duration.ofMinutes(15)));
    }

    private static void isHourly(Job job) {
        assertThat(job.definition().schedule()).as(job.name()).hasToString("every hour");
    }

    private static List<Map<String, Object>> definitions(int jobs, String schedule) {
        return IntStream.range(0, jobs)
                .mapToObj(job -> properties("job " + job, schedule, "scan"))
                .toList();
    }

    private static String document(int jobs, String schedule) {
        return IntStream.range(0, jobs)
                .mapToObj(
                        job -> "{\"name\":\"job " + job + "\",\"schedule\":\"" + schedule + "\",\"handler\":\"scan\"}")
                .collect(Collectors.joining(",", "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[", "]}"));
    }

    private static String address(int job) {
        return "io.reveille.job~job " + job;
    }

    private List<String> pending() {
        return gateway.states().names().stream()
                .filter(name -> name.startsWith("/pending") || name.startsWith("/together/"))
                .toList();
    }

    /** Makes jobs as code does. */
    private void make(int count) {
        for (int i = 0; i < count; i++) {
            gateway.scheduler().schedule("every hour").named("job " + i).run("scan");
        }
    }
}
