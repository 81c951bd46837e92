package io.reveille.kura.remote;

import io.reveille.ImportPlan;
import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requests that change something. The trail records the client as their author. */
final class RemoteChanges {

    private final ScheduleService scheduler;
    private final JobTransfer transfer;
    private final AskedRuns runs;

    RemoteChanges(ScheduleService scheduler, JobTransfer transfer, AskedRuns runs) {
        this.scheduler = scheduler;
        this.transfer = transfer;
        this.runs = runs;
    }

    private static String user(RemoteRequest request) {
        return "remote " + request.client();
    }

    private Job job(RemoteRequest request) {
        return RemoteReads.job(scheduler.onBehalfOf(user(request)), request.name(request.bodyOfOne()));
    }

    /** Stores a definition: the body, in which a missing property gets its default. */
    RemoteAnswer put(RemoteRequest request) {
        RequestBody body = request.body(JobProperties.ALL.toArray(new String[0]));
        Map<String, Object> definition = new LinkedHashMap<>();
        body.names().forEach(property -> definition.put(property, body.property(property)));
        String name = request.name(body);
        definition.put(JobProperties.NAME, name);
        boolean isThere = scheduler.job(name).isPresent();
        Job job = scheduler.onBehalfOf(user(request)).define(definition);
        JobStatus status = job.status();
        Map<String, Object> json = done(name + (isThere ? " is changed." : " is made."));
        json.put("name", name);
        json.put("state", status.state().name());
        if (status.state() != JobState.READY) {
            json.put("reason", status.reason());
        }
        return RemoteAnswer.ok(json);
    }

    RemoteAnswer delete(RemoteRequest request) {
        Job job = job(request);
        if (!job.cancel()) {
            throw new Denied(
                    Denied.CONFLICT,
                    "The job \"" + job.name()
                            + "\" is carried by a handler's service and goes with its bundle, or is gone"
                            + " already. Nothing was done; pause holds a job.");
        }
        return RemoteAnswer.ok(done(job.name() + " is deleted; it can be brought back for 7 days."));
    }

    /** Starts a run without waiting for its end: the answer has its id. */
    RemoteAnswer run(RemoteRequest request) {
        Job job = job(request);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", runs.ask(job));
        json.put("job", job.name());
        return RemoteAnswer.ok(json);
    }

    RemoteAnswer pause(RemoteRequest request) {
        Job job = job(request);
        job.pause();
        return RemoteAnswer.ok(done(job.name() + " is paused."));
    }

    RemoteAnswer resume(RemoteRequest request) {
        Job job = job(request);
        int dropped = job.resume();
        Map<String, Object> json = done(job.name() + " goes on.");
        json.put("dropped", dropped);
        return RemoteAnswer.ok(json);
    }

    /** Imports the body, a document of docs/transfer.md: all of its jobs, or none. */
    RemoteAnswer take(RemoteRequest request) {
        ImportPlan plan = transfer.onBehalfOf(user(request)).plan(RequestBody.text(request.bytes()));
        plan.apply();
        Map<String, Object> json = done("The jobs of the document are there.");
        json.put("new", count(plan, ImportPlan.Kind.NEW));
        json.put("changed", count(plan, ImportPlan.Kind.CHANGED));
        json.put("same", count(plan, ImportPlan.Kind.SAME));
        json.put("passedOver", plan.passedOver().size());
        return RemoteAnswer.ok(json);
    }

    private static long count(ImportPlan plan, ImportPlan.Kind kind) {
        return plan.items().stream().filter(item -> item.kind() == kind).count();
    }

    private static Map<String, Object> done(String text) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", text);
        return json;
    }
}
