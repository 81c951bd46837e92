package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.ImportException;
import io.reveille.ImportPlan;
import io.reveille.ImportPlan.Item;
import io.reveille.ImportPlan.Kind;
import io.reveille.Job;
import io.reveille.JobDefinition;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.Recorder;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs go out into a document, and come in again, here or elsewhere. */
class TransferTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final Recorder recorder = new Recorder();

    private static String document(String... jobs) {
        return "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + String.join(",", jobs) + "]}";
    }

    private static String job(String name, String schedule) {
        return "{\"name\":\"" + name + "\",\"schedule\":\"" + schedule + "\",\"handler\":\"scan\"}";
    }

    private static List<JobDefinition> definitions(ManualScheduler of) {
        return of.scheduler().jobs().stream().map(Job::definition).toList();
    }

    private void apply(ManualScheduler to, String text) {
        to.transfer().plan(text).apply();
        to.settle();
    }

    // There and back

    @Test
    void whatIsExportedWipedAndImportedIsTheSame() {
        Recorder uploads = new Recorder();
        gateway.handler("scan", recorder.succeeding());
        gateway.handler("upload", uploads.doing(context -> {
            context.memory().merge("cursor", 1L, (before, one) -> (long) before + (long) one);
            return JobResult.success();
        }));
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.scheduler()
                .every(25)
                .minutes()
                .named("upload")
                .tagged("a", "b")
                .with(Map.of("folder", "x"))
                .retry(3)
                .run("upload");
        gateway.scheduler().every().week().with(Map.of("key", "${secret:k}")).run("report");
        gateway.define("twice", "every hour times 2", "scan");
        gateway.advance(Duration.ofMinutes(83));
        gateway.job("scan").pause();
        String document = gateway.transfer().export(true);
        assertThat(document).contains("${secret:k}");
        List<JobDefinition> before = definitions(gateway);

        gateway.scheduler().clear();
        gateway.settle();
        assertThat(gateway.scheduler().jobs()).isEmpty();
        apply(gateway, document);

        assertThat(definitions(gateway)).isEqualTo(before);
        assertThat(gateway.transfer().export(true)).isEqualTo(document);
        assertThat(gateway.job("scan").status().reason()).isEqualTo("paused");
        assertThat(gateway.job("upload").status().runs()).isEqualTo(3);
        assertThat(gateway.job("upload").status().nextRun()).contains(START.plus(Duration.ofMinutes(100)));
        gateway.advance(Duration.ofHours(3));
        assertThat(uploads.nominalTimes()).contains(START.plus(Duration.ofMinutes(100)));
        assertThat(uploads.last().memory())
                .containsEntry("cursor", (long) uploads.calls().size());
        assertThat(gateway.job("twice").status().state()).isEqualTo(JobState.DONE);
        assertThat(gateway.job("twice").status().runs()).isEqualTo(2);
    }

    @Test
    void anotherGatewayGoesOnInTheRhythm() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(3));
        String withState = gateway.transfer().export(true);
        String without = gateway.transfer().export(false);

        for (String document : List.of(withState, without)) {
            ManualScheduler other = new ManualScheduler(START.plus(Duration.ofMinutes(4)), ZoneOffset.UTC);
            Recorder there = new Recorder();
            other.handler("scan", there.succeeding());
            apply(other, document);
            other.restartAfter(Duration.ofSeconds(1));
            other.advance(Duration.ofMinutes(20));

            Instant first = document.equals(withState)
                    ? START.plus(Duration.ofMinutes(10))
                    : START.plus(Duration.ofMinutes(14));
            assertThat(there.nominalTimes()).startsWith(first, first.plus(Duration.ofMinutes(10)));
        }
    }

    @Test
    void theSameJobsGiveTheSameText() {
        gateway.define("b", "every 10 minutes", "scan");
        gateway.define("a", "every 10 minutes", "scan");
        String first = gateway.transfer().export(false);

        gateway.advance(Duration.ofHours(1));
        gateway.restartAfter(Duration.ofHours(1));

        assertThat(gateway.transfer().export(false)).isEqualTo(first).contains("\"a\"", "\"b\"");
    }

    @Test
    void anOccurrenceThatRanWhenItWasExportedIsTakenAsCutOff() {
        for (String delivery : List.of("at-least-once", "at-most-once")) {
            ManualScheduler from = new ManualScheduler();
            String[] exported = new String[1];
            from.handler("scan", context -> {
                exported[0] = exported[0] == null ? from.transfer().export(true) : exported[0];
                return JobResult.success();
            });
            Map<String, Object> properties = ManualScheduler.properties("scan", "every 10 minutes", "scan");
            properties.put("delivery", delivery);
            from.store("io.reveille.job~scan", properties);
            from.advance(Duration.ofMinutes(10));

            ManualScheduler to = new ManualScheduler(START.plus(Duration.ofMinutes(11)), ZoneOffset.UTC);
            Recorder there = new Recorder();
            to.handler("scan", there.succeeding());
            apply(to, exported[0]);

            if (delivery.equals("at-least-once")) {
                assertThat(there.calls()).hasSize(1);
                assertThat(there.last().isRecovery()).isTrue();
                assertThat(there.nominalTimes()).containsExactly(START.plus(Duration.ofMinutes(10)));
            } else {
                assertThat(there.calls()).isEmpty();
                assertThat(to.job("scan").status().lastRun().orElseThrow().outcome())
                        .isEqualTo(RunOutcome.ABANDONED);
            }
        }
    }

    // Plans

    @Test
    void aPlanSaysAndChangesNothing() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("same", "every 10 minutes", "scan");
        gateway.define("changed", "every 10 minutes", "scan");
        gateway.define("untouched", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(1));
        String before = gateway.transfer().export(true);
        int saves = gateway.definitions().saves();

        ImportPlan plan = gateway.transfer()
                .plan(document(
                        job("new", "every minute"),
                        job("same", "every 10 minutes"),
                        job("changed", "every 20 minutes")));
        gateway.settle();

        assertThat(plan.items()).extracting(Item::name).containsExactly("changed", "new", "same");
        assertThat(plan.items()).extracting(Item::kind).containsExactly(Kind.CHANGED, Kind.NEW, Kind.SAME);
        assertThat(plan.items().get(0).changes())
                .containsExactly(new ImportPlan.Change("schedule", "every 10 minutes", "every 20 minutes"));
        assertThat(plan.items().get(0).remarks()).singleElement().asString().contains("The bundle app made it");
        assertThat(plan.untouched()).containsExactly("untouched");
        assertThat(gateway.transfer().export(true)).isEqualTo(before);
        assertThat(gateway.definitions().saves()).isEqualTo(saves);

        plan.apply();
        gateway.settle();

        assertThat(gateway.definitions().saves()).isEqualTo(saves + 2);
        assertThat(gateway.scheduler().jobs())
                .extracting(Job::name)
                .containsExactly("changed", "new", "same", "untouched");
        assertThat(gateway.job("changed").status().nextRun()).contains(START.plus(Duration.ofMinutes(21)));
        assertThat(gateway.job("same").status().nextRun()).contains(START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aBadDocumentChangesNothing() {
        gateway.define("scan", "every 10 minutes", "scan");
        String before = gateway.transfer().export(true);

        assertThatThrownBy(() -> gateway.transfer()
                        .plan(document(job("scan", "every 20 minutes"), job("other", "every 10 mintes"))))
                .isInstanceOf(ImportException.class)
                .hasMessageContainingAll("nothing was changed", "other", "every 10 mintes", "column 10");
        gateway.settle();

        assertThat(gateway.transfer().export(true)).isEqualTo(before);
    }

    @Test
    void aGateSaysWhatItDoesNotUnderstand() {
        gateway.gate("network", new RunGate() {
            @Override
            public Answer ask(Occurrence occurrence, String condition) {
                return Permit.OPEN;
            }

            @Override
            public void check(String condition) {
                throw new IllegalArgumentException("no such interface");
            }
        });

        assertThatThrownBy(() -> gateway.transfer()
                        .plan(document("{\"name\":\"a\",\"schedule\":\"every minute\",\"handler\":\"x\","
                                + "\"gates\":[\"network eth9\"],\"defer\":\"1 hour\"}")))
                .isInstanceOf(ImportException.class)
                .satisfies(e -> assertThat(((ImportException) e).faults())
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.message()).contains("network eth9", "no such interface")));
    }

    @Test
    void aPlanIsAppliedOnceAndOnlyToWhatItSaw() {
        gateway.define("scan", "every 10 minutes", "scan");
        ImportPlan plan = gateway.transfer().plan(document(job("scan", "every 20 minutes"), job("new", "every hour")));
        ImportPlan late = gateway.transfer().plan(document(job("scan", "every 30 minutes")));
        gateway.define("another", "every 10 minutes", "scan");

        plan.apply();
        gateway.settle();

        assertThatThrownBy(plan::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("applied");
        assertThatThrownBy(late::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("\"scan\"", "have changed", "Nothing was changed");
        assertThat(gateway.job("scan").definition().schedule()).hasToString("every 20 minutes");
    }

    @Test
    void aJobThatHasComeOrGoneMeanwhileIsAChangeToo() {
        gateway.define("scan", "every 10 minutes", "scan");
        ImportPlan gone = gateway.transfer().plan(document(job("scan", "every 10 minutes")));
        ImportPlan come = gateway.transfer().plan(document(job("new", "every 10 minutes")));

        gateway.job("scan").cancel();
        gateway.define("new", "every hour", "scan");

        assertThatThrownBy(gone::apply).hasMessageContaining("\"scan\"");
        assertThatThrownBy(come::apply).hasMessageContaining("\"new\"");
        assertThat(gateway.job("new").definition().schedule()).hasToString("every hour");
    }

    // Kills

    /** Whichever write a kill falls into, the call having returned included. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anImportThatIsCutOffIsCarriedOutWithItsState(int write) {
        String document = exported();
        ManualScheduler other = other();
        other.definitions().killAt(write);

        boolean killed = false;
        try {
            other.transfer().plan(document).apply();
        } catch (MemoryDefinitionStore.Killed e) {
            killed = true;
        }
        assertThat(killed).as("there are two writes").isEqualTo(write < 3);
        other.crashFor(Duration.ofMinutes(1));

        assertGoesOn(other);
        other.advance(Duration.ofMinutes(1));
        other.crashFor(Duration.ZERO);
        assertGoesOn(other);
        assertThat(other.states().names()).noneMatch(name -> name.startsWith("/pending"));
    }

    @Test
    void anImportThatIsCutOffBeforeItIsAnnouncedLeavesNothing() {
        String document = exported();
        ManualScheduler other = other();
        other.states().failFor("/together/1");

        assertThatThrownBy(() -> other.transfer().plan(document).apply()).isInstanceOf(IllegalStateException.class);
        assertThat(other.states().names()).contains("/pending/a", "/pending-state/a");
        other.crashFor(Duration.ofMinutes(1));
        other.states().failFor();
        other.advance(Duration.ofMinutes(2));

        assertThat(other.scheduler().jobs()).isEmpty();
        assertThat(other.states().names()).containsExactly("/engine");
    }

    @Test
    void aJobThatWasCancelledAfterItsImportStaysSo() {
        String document = exported();
        ManualScheduler other = other();
        other.transfer().plan(document).apply();
        other.job("a").cancel();
        other.scheduler().schedule("every 10 minutes").named("a").run("scan");

        other.crashFor(Duration.ofMinutes(1));

        assertThat(other.job("a").status().runs()).isZero();
        assertThat(other.job("b").status().runs()).isEqualTo(2);
    }

    @Test
    void anEditRightAfterAnImportCostsNoOtherJobItsState() {
        String document = exported();
        ManualScheduler other = other();
        other.define("c", "every day", "scan"); // and is saved: no save for 30 s from now on
        apply(other, document);
        other.store("a", "every 20 minutes", "scan");

        other.crashFor(Duration.ofMinutes(1));

        assertThat(other.job("b").status().runs()).isEqualTo(2);
    }

    @Test
    void anEditInTheMomentOfAnImportCostsNoJobItsState() {
        String document = exported();
        ManualScheduler other = other();
        other.define("c", "every day", "scan");
        other.states().failFor("a", "b"); // so that what the import means for them is not saved
        apply(other, document);
        other.store("a", "every 20 minutes", "scan");
        other.advance(Duration.ofSeconds(5));

        other.states().failFor();
        other.crashFor(Duration.ofMinutes(1));

        assertThat(other.job("a").status().runs()).isEqualTo(2);
        assertThat(other.job("b").status().runs()).isEqualTo(2);
    }

    /** Two jobs that have run twice, and next at 10:30. */
    private String exported() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("a", "every 10 minutes", "scan");
        gateway.define("b", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(23));
        return gateway.transfer().export(true);
    }

    private ManualScheduler other() {
        ManualScheduler other = new ManualScheduler(START.plus(Duration.ofMinutes(24)), ZoneOffset.UTC);
        other.handler("scan", new Recorder().succeeding());
        return other;
    }

    private static void assertGoesOn(ManualScheduler other) {
        assertThat(other.scheduler().jobs()).hasSize(2).allSatisfy(job -> {
            assertThat(job.status().runs()).isEqualTo(2);
            assertThat(job.status().nextRun()).contains(START.plus(Duration.ofMinutes(30)));
        });
    }

    // Some of the jobs

    private String some(boolean withState, String... names) {
        StringWriter document = new StringWriter();
        try {
            gateway.transfer().export(List.of(names), withState, document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return document.toString();
    }

    @Test
    void someJobsAreADocumentLikeAnyOther() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("a", "every 10 minutes", "scan");
        gateway.define("b", "every 20 minutes", "scan");
        gateway.define("c", "every 30 minutes", "scan");
        gateway.store("bad", "every blue moon", "scan");
        gateway.advance(Duration.ofMinutes(15));

        ManualScheduler other = new ManualScheduler(gateway.now(), ZoneOffset.UTC);
        apply(other, some(true, "c", "a", "c"));
        assertThat(definitions(other))
                .containsExactly(gateway.job("a").definition(), gateway.job("c").definition());
        assertThat(other.job("a").status().runs()).isEqualTo(1);
        assertThat(some(false, "b")).doesNotContain("\"a\"", "\"c\"", "broken", "state");
        assertThat(some(true, "a", "b", "c")).isNotEqualTo(some(false, "a", "b", "c"));
        gateway.delete(MemoryDefinitionStore.canonical("bad"));
        assertThat(some(true, "c", "b", "a")).isEqualTo(gateway.transfer().export(true));
    }

    @Test
    void ofJobsThatCannotBeExportedEachIsNamedAndNothingIsWritten() {
        gateway.define("a", "every 10 minutes", "scan");
        gateway.store("bad", "every blue moon", "scan");
        gateway.whiteboard("carried", "every hour", context -> JobResult.success(), Map.of());
        StringWriter out = new StringWriter();

        assertThatThrownBy(() -> gateway.transfer().export(List.of("nobody", "a", "carried", "bad"), false, out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The definition of the job \"bad\" cannot be used: ")
                .hasMessageContaining("every blue moon")
                .hasMessageEndingWith(" The job \"carried\" is not stored: it comes with its handler's service."
                        + " There is no job named \"nobody\". Nothing was exported.");
        assertThat(out.toString()).isEmpty();
    }

    // Stores that fail

    @Test
    void whenTheStoreFailsOnTheWayAllIsAsItWas() {
        gateway.handler("scan", recorder.succeeding());
        gateway.define("a", "every 10 minutes", "scan");
        gateway.define("c", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(3));
        String before = gateway.transfer().export(true);
        int events = gateway.events().size();
        ImportPlan plan = gateway.transfer()
                .plan(document(job("a", "every 20 minutes"), job("b", "every second"), job("c", "every 20 minutes")));

        for (int saves = 0; saves < 3; saves++) {
            gateway.definitions().failAt(saves + 1);
            assertThatThrownBy(plan::apply)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("could not be stored", "nothing was changed")
                    .hasCauseInstanceOf(IOException.class);
            gateway.settle();

            assertThat(gateway.transfer().export(true)).isEqualTo(before);
            assertThat(gateway.events()).hasSize(events);
        }
        gateway.restartAfter(Duration.ZERO);
        assertThat(gateway.transfer().export(false)).doesNotContain("\"b\"", "every 20 minutes");
        gateway.advance(Duration.ofMinutes(7));
        assertThat(recorder.nominalTimes())
                .containsExactly(START.plus(Duration.ofMinutes(10)), START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void whatCannotBePutBackIsSaidAndFollowsAtTheNextStart() {
        gateway.define("a", "every 10 minutes", "scan");
        ImportPlan plan = gateway.transfer().plan(document(job("a", "every 20 minutes"), job("b", "every 20 minutes")));
        gateway.definitions().failAt(2);
        gateway.definitions().failAgainAt(1);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "The job \"b\" could not be stored",
                        "could not all be taken back; the rest follows at the next start");
        gateway.settle();

        assertThat(gateway.job("a").definition().schedule()).hasToString("every 20 minutes");
        assertThat(gateway.scheduler().job("b")).isEmpty();

        gateway.restartAfter(Duration.ZERO);
        assertThat(gateway.job("a").definition().schedule()).hasToString("every 10 minutes");
        assertThat(gateway.scheduler().job("b")).isEmpty();
    }

    @Test
    void whatAnOperatorStoresMeanwhileIsTakenInAfterwards() {
        gateway.define("a", "every 10 minutes", "scan");
        ImportPlan plan = gateway.transfer().plan(document(job("a", "every 20 minutes"), job("b", "every 20 minutes")));
        MemoryDefinitionStore store = gateway.definitions();
        store.beforeNextSave(() -> store.beforeNextSave(
                () -> { // a is stored, b not yet
                    store.put("io.reveille.job~x", ManualScheduler.properties("x", "every hour", "scan"));
                    store.put("io.reveille.job~a", ManualScheduler.properties("a", "every hour", "scan"));
                }));

        plan.apply();
        gateway.settle();

        assertThat(gateway.scheduler().jobs()).extracting(Job::name).containsExactly("a", "b", "x");
        assertThat(gateway.job("a").definition().schedule())
                .as("what the store holds in the end")
                .hasToString("every hour");
    }

    // Whose job it is

    @Test
    void anImportedJobOfABundleIsTheOperatorsEdit() {
        gateway.define("scan", "every 10 minutes", "scan");

        apply(gateway, document(job("scan", "every 20 minutes")));
        gateway.define("scan", "every 10 minutes", "scan");
        assertThat(gateway.job("scan").definition().schedule())
                .as("the code says what it said before")
                .hasToString("every 20 minutes");
        assertThat(gateway.job("scan").status().owner()).contains("app");

        gateway.define("scan", "every 30 minutes", "scan");
        assertThat(gateway.job("scan").definition().schedule()).hasToString("every 30 minutes");
    }

    @Test
    void anImportedJobThatIsNewIsTheOperators() {
        apply(gateway, document(job("scan", "every 20 minutes")));

        gateway.define("scan", "every 10 minutes", "scan");

        assertThat(gateway.job("scan").definition().schedule()).hasToString("every 20 minutes");
        assertThat(gateway.job("scan").status().owner()).isEmpty();
    }

    @Test
    void aDefinitionThatCannotBeUsedIsReplacedWhereItLies() {
        Map<String, Object> broken = ManualScheduler.properties("scan", "every 10 mintes", "scan");
        broken.put("service.note", "kept");
        gateway.store("elsewhere", broken);
        assertThat(gateway.scheduler().broken()).hasSize(1);

        apply(gateway, document(job("scan", "every 10 minutes")));

        assertThat(gateway.scheduler().broken()).isEmpty();
        assertThat(gateway.definitions().at("elsewhere"))
                .containsEntry("schedule", "every 10 minutes")
                .containsEntry("service.note", "kept");
    }

    // micropython-aioschedule

    @Test
    void aScheduleJsonGoesOnInItsRhythm() {
        gateway.handler("poll", recorder.succeeding());

        apply(
                gateway,
                "[{\"interval\": 10, \"latest\": null, \"args\": [3], \"kwargs\": {\"name\": \"Peter\"},"
                        + " \"job_func_name\": \"poll\", \"unit\": \"minutes\", \"start_day\": null,"
                        + " \"cancel_after\": null, \"last_run\": \"2026-03-04T09:54:30+00:00\","
                        + " \"next_run\": \"2026-03-04T10:04:30+00:00\"}]");
        gateway.advance(Duration.ofMinutes(15));

        assertThat(recorder.nominalTimes())
                .containsExactly(Instant.parse("2026-03-04T10:04:30Z"), Instant.parse("2026-03-04T10:14:30Z"));
        assertThat(recorder.last().arguments()).isEqualTo(Map.of("args", List.of(3L), "name", "Peter"));
    }

    @Test
    void whatWasDueInAScheduleJsonRunsOnce() {
        gateway.handler("poll", recorder.succeeding());

        apply(
                gateway,
                "[{\"interval\": 10, \"latest\": null, \"args\": [], \"kwargs\": {}, \"job_func_name\": \"poll\","
                        + " \"unit\": \"minutes\", \"start_day\": null, \"cancel_after\": null,"
                        + " \"next_run\": 825929970}]"); // 08:59:30

        assertThat(recorder.calls()).hasSize(1);
        assertThat(recorder.last().missed()).isEqualTo(7);
        gateway.advance(Duration.ofMinutes(10));
        assertThat(recorder.last().nominalTime()).isEqualTo(Instant.parse("2026-03-04T10:09:30Z"));
    }

    // What was here before

    @Test
    void aStateThatIsLeftOfADeletedJobIsReplaced() {
        gateway.handler("scan", recorder.succeeding());
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(15));
        String document = gateway.transfer().export(true);
        gateway.advance(Duration.ofMinutes(10));
        gateway.delete("io.reveille.job~scan");
        gateway.advance(Duration.ofMinutes(1));

        apply(gateway, document);

        assertThat(gateway.job("scan").status().runs())
                .as("one before the export, one for 10:20")
                .isEqualTo(2);
        assertThat(recorder.last().nominalTime()).isEqualTo(START.plus(Duration.ofMinutes(20)));
        gateway.crashFor(Duration.ofMinutes(1));
        assertThat(gateway.job("scan").status().nextRun()).contains(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aRunOfADeletedJobThatIsStillUnderWayIsNotTheNewOnes() {
        List<CompletableFuture<JobResult>> runs = new ArrayList<>();
        gateway.asyncHandler("scan", context -> {
            runs.add(new CompletableFuture<>());
            return runs.get(runs.size() - 1);
        });
        gateway.store("scan", "every 10 minutes", "scan");
        gateway.advance(Duration.ofMinutes(10));
        String document = gateway.transfer().export(true);
        gateway.delete("io.reveille.job~scan");

        apply(gateway, document);
        assertThat(runs)
                .as("the one that was cut off, as far as the document knows")
                .hasSize(2);
        runs.get(0).complete(JobResult.success("too late"));
        gateway.advance(Duration.ofMinutes(1));
        assertThat(gateway.job("scan").status().runs()).isZero();
        gateway.crashFor(Duration.ofSeconds(1));
        gateway.advance(Duration.ofSeconds(1));

        assertThat(runs).as("what was open is open still").hasSize(3);
        runs.get(2).complete(JobResult.success());
        gateway.settle();
        assertThat(gateway.job("scan").status().lastRun().orElseThrow().recovery())
                .isTrue();
        assertThat(gateway.job("scan").status().runs()).isEqualTo(1);
    }
}
