package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Remote control on Kura's store and over a cloud connection that has two threads. */
@Timeout(120)
class RemoteOnKuraTest {

    private final RemoteHome home;
    private int ids;

    RemoteOnKuraTest(@TempDir Path folder) {
        home = new RemoteHome(folder);
    }

    @BeforeEach
    void formIsThere() throws Exception {
        home.formIsThere();
    }

    @AfterEach
    void stop() throws Exception {
        home.close();
    }

    private CompletableFuture<Optional<KuraPayload>> begin(String topic, String body) {
        KuraPayload payload = new KuraPayload();
        payload.addMetric("requester.client.id", "console");
        payload.addMetric("request.id", "r" + ids++);
        payload.setBody(body.getBytes(StandardCharsets.UTF_8));
        return home.cloud.request("REVEILLE-V1/" + topic, payload);
    }

    private KuraPayload ask(String topic, String body) {
        return home.got(begin(topic, body)).orElseThrow();
    }

    private static Map<String, Object> json(KuraPayload answer) {
        return Json.parseObject(new String(answer.getBody(), StandardCharsets.UTF_8));
    }

    @Test
    void manyJobsAreOneSnapshot() throws Exception {
        int before = home.gateway.snapshots().ids().size();
        String jobs = IntStream.range(0, 200)
                .mapToObj(i -> "{\"name\":\"job-" + i + "\",\"schedule\":\"every hour\",\"handler\":\"log\"}")
                .collect(Collectors.joining(","));

        KuraPayload answer =
                ask("EXEC/import", "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + jobs + "]}");

        assertThat(json(answer)).containsEntry("new", 200L);
        assertThat(home.gateway.snapshots().ids()).hasSize(before + 1);
        assertThat(home.scheduler().jobs()).hasSize(200);
        assertThat(home.gateway.kura().lies("io.reveille.job.job-199")).containsEntry("handler", "log");
    }

    @Test
    void whatWouldMakeTheSnapshotUnreadableIsRefusedFromBothWaysIn() throws Exception {
        String bad = "{\"name\":\"a\",\"schedule\":\"every hour\",\"handler\":\"log\",\"args\":{\"x\":\"\\ufffe\"}}";

        KuraPayload put = ask("PUT/jobs", bad);
        KuraPayload taken =
                ask("EXEC/import", "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + bad + "]}");

        assertThat(put.getMetric("response.code")).isEqualTo(400);
        assertThat(json(put)).containsEntry("property", "args");
        assertThat(String.valueOf(json(put).get("message"))).contains("U+FFFE");
        assertThat(taken.getMetric("response.code")).isEqualTo(400);
        assertThat(json(taken)).containsEntry("property", "args");
        assertThat(home.scheduler().jobs()).isEmpty();
        assertThat(home.gateway.snapshots().ids()).isEmpty();
    }

    @Test
    void aNameThatIsNoPidLiesAtOneAndOneThatIsNoNameIsRefused() throws Exception {
        KuraPayload made = ask("PUT/jobs/a(b)*", "{\"schedule\":\"every hour\",\"handler\":\"log\"}");
        assertThat(made.getMetric("response.code")).isEqualTo(200);
        assertThat(home.gateway.kura().getConfigurableComponentPids())
                .allMatch(pid -> pid.matches("^[\\w\\-]+([.][\\w\\-]+)*$"));

        KuraPayload refused = ask("PUT/jobs", "{\"name\":\"a/b\",\"schedule\":\"every hour\",\"handler\":\"log\"}");
        assertThat(refused.getMetric("response.code")).isEqualTo(400);
        assertThat(json(refused)).containsEntry("property", "name");
    }

    @Test
    void aFullDiskIsAConflictAndNothingIsChanged() throws Exception {
        home.gateway.kura().faults().diskIsFull(true);
        KuraPayload answer = ask("PUT/jobs/a", "{\"schedule\":\"every hour\",\"handler\":\"log\"}");
        assertThat(answer.getMetric("response.code")).isEqualTo(409);
        assertThat(String.valueOf(json(answer).get("message"))).contains("No space left");
        assertThat(home.scheduler().jobs()).isEmpty();
    }

    @Test
    void runsThatDoNotEndHoldNoneOfTheTwoThreads() throws Exception {
        for (int i = 0; i < 4; i++) {
            ask("PUT/jobs/job-" + i, "{\"schedule\":\"every hour\",\"handler\":\"log\"}");
        }
        home.engine.workers().hold();
        List<CompletableFuture<Optional<KuraPayload>>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.add(begin("EXEC/jobs/job-" + i + "/run", ""));
        }
        List<String> runs = new ArrayList<>();
        for (CompletableFuture<Optional<KuraPayload>> each : asked) {
            runs.add(String.valueOf(json(home.got(each).orElseThrow()).get("run")));
        }

        assertThat(json(ask("GET/runs/" + runs.get(3), ""))).containsEntry("ended", false);
        home.engine.workers().release();
        home.engine.settle();
        assertThat(json(ask("GET/runs/" + runs.get(3), ""))).containsEntry("outcome", "SUCCEEDED");
    }

    @Test
    void aRequestWithoutIdsHasNoAnswerAndDoesNothing() throws Exception {
        assertThat(home.got(home.cloud.request("REVEILLE-V1/PUT/jobs/a", new KuraPayload())))
                .isEmpty();
        assertThat(home.scheduler().jobs()).isEmpty();
    }
}
