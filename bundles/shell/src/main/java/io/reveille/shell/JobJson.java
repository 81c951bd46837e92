package io.reveille.shell;

import io.reveille.Job;
import io.reveille.JobStatus;
import io.reveille.RunReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs for programs. Names and units are those of docs/shell.md, and stay. */
final class JobJson {

    private JobJson() {}

    /** A line for each job: a program can begin before all are there. */
    static String jobs(List<Seen> jobs) {
        List<String> lines = jobs.stream().map(job -> JsonText.of(brief(job))).toList();
        return lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n]";
    }

    static String job(Seen seen) {
        Job job = seen.job();
        Map<String, Object> json = brief(seen);
        json.put("explain", job.explain());
        json.put("definition", job.properties());
        json.put(
                "upcoming",
                job.next(JobText.NEXT).stream().map(Instant::toString).toList());
        json.put("history", job.history().stream().map(JobJson::run).toList());
        return JsonText.of(json);
    }

    private static Map<String, Object> brief(Seen job) {
        JobStatus status = job.status();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", job.name());
        json.put("state", status.state().name());
        json.put("running", status.running());
        json.put("reason", status.reason());
        json.put("waiting", status.waiting());
        json.put("schedule", job.definition().schedule().toString());
        json.put("handler", job.definition().handler());
        json.put("tags", job.definition().tags());
        status.nextRun().ifPresent(next -> json.put("next", next));
        status.lastRun().ifPresent(last -> json.put("last", run(last)));
        json.put("runs", status.runs());
        json.put("failures", status.failures());
        json.put("failuresInARow", status.failuresInARow());
        json.put("missed", status.missed());
        json.put("skipped", status.skipped());
        status.owner().ifPresent(owner -> json.put("owner", owner));
        json.put("stored", status.stored());
        return json;
    }

    private static Map<String, Object> run(RunReport run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.runId());
        json.put("nominal", run.nominalTime());
        json.put("start", run.startTime());
        json.put("millis", run.duration().toMillis());
        json.put("attempt", run.attempt());
        json.put("missed", run.missed());
        json.put("recovery", run.recovery());
        json.put("triggered", run.triggered());
        json.put("outcome", run.outcome().name());
        json.put("message", run.message());
        json.put("data", run.data());
        return json;
    }
}
