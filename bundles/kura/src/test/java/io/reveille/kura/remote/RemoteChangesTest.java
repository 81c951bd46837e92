package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobState;
import io.reveille.JobTransfer;
import io.reveille.core.json.Json;
import io.reveille.json.JsonText;
import io.reveille.kura.remote.RemoteGateway.Told;
import io.reveille.testing.ManualScheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that change something. */
class RemoteChangesTest {

    private final RemoteGateway gateway = new RemoteGateway();

    @Test
    void aDefinitionIsPutAndReplaced() {
        Told made = gateway.ask(
                "PUT",
                "jobs/poll",
                "{\"schedule\":\"every 5 minutes\",\"handler\":\"work\",\"args\":{\"unit\":3},\"tags\":[\"field\"],"
                        + "\"priority\":5}");

        assertThat(made).isEqualTo(new Told(200, "{\"done\":\"poll is made.\",\"name\":\"poll\",\"state\":\"READY\"}"));
        assertThat(gateway.job("poll").definition().arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(gateway.job("poll").definition().tags()).containsExactly("field");
        assertThat(gateway.job("poll").definition().policies().priority()).isEqualTo(5);

        Told changed =
                gateway.ask("PUT", "jobs", "{\"name\":\"poll\",\"schedule\":\"every hour\",\"handler\":\"missing\"}");
        gateway.engine.settle();

        assertThat(changed.json()).containsEntry("done", "poll is changed.");
        assertThat(gateway.job("poll").definition().tags()).isEmpty();
        assertThat(gateway.get("jobs/poll", "").json()).containsEntry("state", "WAITING_FOR_HANDLER");
        assertThat(gateway.scheduler().trail("poll").get(0).by()).isEqualTo("remote console (io.reveille.kura)");
    }

    @Test
    void aScheduleThatCannotBeReadIsPointedAt() {
        Told told = gateway.ask("PUT", "jobs/poll", "{\"schedule\":\"every 10 secnds\",\"handler\":\"work\"}");

        assertThat(told.code()).isEqualTo(400);
        assertThat(told.json()).containsEntry("property", "schedule").containsEntry("column", 10L);
        assertThat(told.message()).contains("seconds");
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void whatNoDefinitionHasIsRefused() {
        Told told =
                gateway.ask("PUT", "jobs/poll", "{\"schedule\":\"every hour\",\"handler\":\"work\",\"prioritty\":1}");

        assertThat(told.code()).isEqualTo(400);
        assertThat(told.json()).containsEntry("property", "prioritty");
        assertThat(told.message()).contains("Nothing was done");
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void whatTheStoreCannotKeepIsRefusedNamingTheProperty() {
        gateway.definitions.refuse("bad");

        Told told = gateway.ask("PUT", "jobs/poll", "{\"schedule\":\"every hour\",\"handler\":\"bad\"}");

        assertThat(told.code()).isEqualTo(400);
        assertThat(told.json()).containsKey("property");
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void aStoreThatFailsIsAConflict() {
        gateway.definitions.fail(true);
        Told told = gateway.ask("PUT", "jobs/poll", "{\"schedule\":\"every hour\",\"handler\":\"work\"}");
        assertThat(told.code()).isEqualTo(409);
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void aJobIsDeletedOnce() {
        gateway.define("a");

        assertThat(gateway.ask("DEL", "jobs/a", "").code()).isEqualTo(200);
        gateway.engine.settle();

        assertThat(gateway.scheduler().job("a")).isEmpty();
        Told again = gateway.ask("DEL", "jobs", "{\"name\":\"a\"}");
        assertThat(again.code()).isEqualTo(404);
        assertThat(again.message()).contains("\"a\"");
    }

    @Test
    void aRunIsAskedForAndItsOutcomeLater() {
        gateway.define("a");

        Told asked = gateway.ask("EXEC", "jobs/a/run", "");
        Object id = asked.json().get("run");
        Told before = gateway.get("runs/" + id, "");
        gateway.engine.settle();
        Told after = gateway.get("run", "{\"run\":\"" + id + "\"}");

        assertThat(asked.code()).isEqualTo(200);
        assertThat(before.json()).isEqualTo(Map.of("run", id, "job", "a", "ended", false));
        assertThat(after.json())
                .containsEntry("ended", true)
                .containsEntry("job", "a")
                .containsEntry("outcome", "SUCCEEDED")
                .containsEntry("message", "done")
                .containsEntry("triggered", true);
        assertThat(gateway.job("a").history())
                .extracting(run -> (Object) run.runId())
                .contains(id);
        assertThat(gateway.scheduler().trail("a").get(0).by()).isEqualTo("remote console (io.reveille.kura)");
    }

    @Test
    void aRunThatCouldNotStartSaysWhy() {
        gateway.define("a");
        gateway.ask("EXEC", "jobs/a/run", "");

        Told second = gateway.ask("EXEC", "run", "{\"name\":\"a\"}");

        assertThat(gateway.get("runs/" + second.json().get("run"), "").json())
                .containsEntry("ended", true)
                .containsEntry("outcome", "SKIPPED")
                .containsEntry("message", "a run is under way");
    }

    @Test
    void anOutcomeIsInTheHistoryWhenItIsNoLongerRemembered() {
        gateway.define("a");
        gateway.define("b");
        Object id = gateway.ask("EXEC", "jobs/a/run", "").json().get("run");
        gateway.engine.settle();
        for (int i = 0; i < 201; i++) {
            gateway.ask("EXEC", "jobs/b/run", "");
            gateway.engine.settle();
        }

        assertThat(gateway.get("runs/" + id, "").json()).containsEntry("outcome", "SUCCEEDED");
        Told unknown = gateway.get("runs/none", "");
        assertThat(unknown.code()).isEqualTo(404);
        assertThat(unknown.message()).contains("\"none\"");
    }

    @Test
    void aPausedJobSaysWhatItDropsWhenItGoesOn() {
        gateway.define("a");

        assertThat(gateway.ask("EXEC", "jobs/a/pause", "").code()).isEqualTo(200);
        gateway.engine.settle();
        assertThat(gateway.job("a").status().state()).isEqualTo(JobState.HELD);
        gateway.engine.advance(Duration.ofMinutes(35));
        Told on = gateway.ask("EXEC", "resume", "{\"name\":\"a\"}");

        assertThat(on.text()).isEqualTo("{\"done\":\"a goes on.\",\"dropped\":3}");
        assertThat(gateway.job("a").status().state()).isEqualTo(JobState.READY);
    }

    @Test
    void manyJobsAreTakenInByOneWrite() {
        String document =
                document(IntStream.range(0, 200).mapToObj(i -> "job-" + i).toList());

        Told told = gateway.ask("EXEC", "import", document);

        assertThat(told.text())
                .isEqualTo("{\"done\":\"The jobs of the document are there.\",\"new\":200,\"changed\":0,\"same\":0,"
                        + "\"passedOver\":0}");
        assertThat(gateway.scheduler().jobs()).hasSize(200);
        assertThat(gateway.ask("EXEC", "import", document).json()).containsEntry("same", 200L);
    }

    @Test
    void twoJobsOfOneNameRefuseTheWholeDocument() {
        Told told = gateway.ask("EXEC", "import", document(List.of("a", "b", "a")));

        assertThat(told.code()).isEqualTo(400);
        assertThat(told.message()).contains("a").contains("nothing was changed");
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    @Test
    void aDocumentThatIsFaultyNamesThePropertyOfTheFirstFault() {
        Told told = gateway.ask("EXEC", "import", document(List.of("a")).replace("every hour", "every our"));
        assertThat(told.code()).isEqualTo(400);
        assertThat(told.json()).containsEntry("property", "schedule");
        assertThat(gateway.ask("EXEC", "import", "no document").code()).isEqualTo(400);
    }

    @Test
    void eachPageOfAnExportIsADocumentThatAnImportTakes() {
        String args = "y".repeat(4000);
        for (int i = 0; i < 50; i++) {
            gateway.ask(
                    "PUT",
                    "jobs/job-" + i,
                    "{\"schedule\":\"every hour\",\"handler\":\"work\",\"args\":{\"a\":\"" + args + "\"}}");
        }
        RemoteGateway other = new RemoteGateway();
        Told page = gateway.get("export", "{\"state\":true}");
        int pages = 1;
        take(other, page);
        while (page.json().containsKey("more")) {
            page = gateway.get(
                    "export", "{\"state\":true,\"after\":\"" + page.json().get("after") + "\"}");
            take(other, page);
            pages++;
        }

        assertThat(pages).isGreaterThan(3);
        assertThat(definitions(other)).hasSize(50).isEqualTo(definitions(gateway));
    }

    private static List<String> definitions(RemoteGateway gateway) {
        return gateway.scheduler().jobs().stream()
                .map(job -> JsonText.of(job.properties()))
                .toList();
    }

    private static void take(RemoteGateway gateway, Told page) {
        assertThat(page.code()).isEqualTo(200);
        if (page.json().get("document") instanceof Map<?, ?> document) {
            Told told = gateway.ask("EXEC", "import", Json.print(Json.copyOf(document, 64)));
            assertThat(told.code()).as(told.text()).isEqualTo(200);
        }
    }

    @Test
    void anExportIsOfNamedJobsAndOfNoneToo() {
        assertThat(gateway.get("export", "").text())
                .isEqualTo("{\"document\":{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[]}}");
        gateway.define("a");
        gateway.define("b");

        assertThat(gateway.get("export", "{\"names\":[\"b\"]}").text())
                .contains("\"name\":\"b\"")
                .doesNotContain("\"name\":\"a\"");
        assertThat(gateway.get("export", "{\"names\":[\"c\"]}").code()).isEqualTo(404);
    }

    @Test
    void aJobThatIsTooLongForAPageIsNamed() {
        String emoji = "😀".repeat(7000);
        gateway.ask(
                "PUT",
                "jobs/long",
                "{\"schedule\":\"every hour\",\"handler\":\"work\",\"args\":{\"a\":\"" + emoji + "\"}}");
        gateway.define("z");

        Told told = gateway.get("export", "");
        assertThat(told.code()).isEqualTo(409);
        assertThat(told.message()).contains("\"long\"");
        assertThat(gateway.get("export", "{\"after\":\"long\"}").text()).contains("\"name\":\"z\"");
    }

    private static String document(List<String> names) {
        List<String> jobs = new ArrayList<>();
        names.forEach(name -> jobs.add("{\"name\":\"" + name + "\",\"schedule\":\"every hour\",\"handler\":\"work\"}"));
        return jobs.stream()
                .collect(Collectors.joining(",", "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[", "]}"));
    }

    @Test
    void aFieldWithALongNameIsToldInShortAndSoAreIds() {
        Told told = gateway.ask("PUT", "jobs/a", "{\"" + "x".repeat(62_000) + "\":1}");
        assertThat(told.code()).isEqualTo(400);
        assertThat(told.text().length()).isLessThan(5000);
        Told named = gateway.ask("r".repeat(201), "DEL", "jobs/a", null);
        assertThat(named.code()).isEqualTo(400);
        assertThat(named.message()).contains("at most 200 characters");
    }

    @Test
    void aJobThatIsDeletedDuringAnExportOfAllIsLeftOut() {
        gateway.define("a");
        gateway.define("b");
        AtomicBoolean first = new AtomicBoolean(true);
        JobTransfer real = gateway.engine.transfer();
        JobTransfer late = (JobTransfer) Proxy.newProxyInstance(
                JobTransfer.class.getClassLoader(), new Class<?>[] {JobTransfer.class}, (proxy, method, arguments) -> {
                    if (first.getAndSet(false)) {
                        gateway.job("b").cancel();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
        Told told = RemoteGateway.ask(
                new RemoteRequests(
                        () -> gateway.switches,
                        gateway.scheduler(),
                        late,
                        Optional::empty,
                        () -> ManualScheduler.START),
                "r",
                "GET",
                "export",
                null);
        assertThat(told.code()).isEqualTo(200);
        assertThat(told.text()).contains("\"name\":\"a\"").doesNotContain("\"name\":\"b\"");
    }

    @Test
    void ofAnEngineThatIsStuckNobodySaysThatNothingWasDone() {
        IllegalStateException stuck = new IllegalStateException("The engine has not answered.", new TimeoutException());
        assertThatThrownBy(() -> Denied.of(stuck)).isSameAs(stuck);
        assertThat(Denied.of(new IllegalStateException("Reveille has stopped."))
                        .answer()
                        .code())
                .isEqualTo(409);
    }
}
