package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.json.Json;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.message.KuraResponsePayload;
import org.jspecify.annotations.Nullable;

/** The real engine, in the test's thread, and the handler of remote requests before it. */
final class RemoteGateway {

    /** An answer as it went out. */
    record Told(int code, String text) {

        Map<String, Object> json() {
            return Json.parseObject(text);
        }

        @SuppressWarnings("unchecked") // of objects, in all answers
        List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) Objects.requireNonNull(json().get(name));
        }

        String message() {
            return String.valueOf(json().get("message"));
        }
    }

    final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    final ManualEngine engine =
            new ManualEngine(ManualScheduler.START, ManualEngine.SETTINGS, definitions, new MemoryStateStore());

    RemoteSwitches switches = new RemoteSwitches(true, true);
    Optional<PowerService> power = Optional.empty();

    /** What the handler "work" answers. */
    JobResult result = JobResult.success("done");

    private final RequestHandler requests;
    private int ids;

    RemoteGateway() {
        engine.add(engine.offer("field", Map.of("job.handler", "work"), Handler.of((JobHandler) job -> result))
                .orElseThrow());
        requests = new RemoteRequests(
                () -> switches, scheduler(), engine.transfer(), () -> power, () -> ManualScheduler.START);
    }

    ScheduleService scheduler() {
        return engine.scheduler("io.reveille.kura");
    }

    Job job(String name) {
        return scheduler().job(name).orElseThrow();
    }

    void define(String name) {
        engine.scheduler("app").schedule("every 10 minutes").named(name).run("work");
        engine.settle();
    }

    Told get(String path, String body) {
        return ask("GET", path, body);
    }

    /** With an id that no other request has. */
    Told ask(String method, String path, String body) {
        ids++;
        return ask("r" + ids, method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    Told ask(String id, String method, String path, byte @Nullable [] body) {
        return ask(requests, id, method, path, body);
    }

    static Told ask(RequestHandler requests, String id, String method, String path, byte @Nullable [] body) {
        KuraPayload payload = new KuraPayload();
        payload.addMetric("requester.client.id", "console");
        payload.addMetric("request.id", id);
        payload.setBody(body);
        KuraMessage message =
                new KuraMessage(payload, Map.of("args", path.isEmpty() ? List.of() : List.of(path.split("/"))));
        try {
            KuraMessage answer = switch (method) {
                case "GET" -> requests.doGet(null, message);
                case "PUT" -> requests.doPut(null, message);
                case "POST" -> requests.doPost(null, message);
                case "DEL" -> requests.doDel(null, message);
                default -> requests.doExec(null, message);
            };
            byte[] bytes = answer.getPayload().getBody();
            assertThat(bytes.length).isLessThanOrEqualTo(64 * 1024);
            return new Told(
                    ((KuraResponsePayload) answer.getPayload()).getResponseCode(),
                    new String(bytes, StandardCharsets.UTF_8));
        } catch (KuraException e) {
            throw new AssertionError("Kura would tell next to nothing of it", e);
        }
    }
}
