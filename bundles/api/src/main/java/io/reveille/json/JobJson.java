package io.reveille.json;

import io.reveille.BrokenDefinition;
import io.reveille.BundleCalls;
import io.reveille.GateAnswer;
import io.reveille.Job;
import io.reveille.JobChange;
import io.reveille.JobDefinition;
import io.reveille.JobProblem;
import io.reveille.JobStatus;
import io.reveille.Progress;
import io.reveille.RunReport;
import io.reveille.spi.JobProperties;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts jobs to maps for {@link JsonText}. Times are in UTC, spans in milliseconds; a key without a value is left
 * out. The keys are documented in docs/console-api.md and do not change.
 */
public final class JobJson {

    /** The number of last runs whose outcomes a list shows. */
    private static final int RECENT = 20;

    private JobJson() {}

    /**
     * Returns a job as an entry of a console's list, with the outcomes of its last runs; empty if the job is gone.
     *
     * @param problem the job's problem, if it has one
     */
    public static Optional<Map<String, Object>> listed(Job job, Optional<JobProblem> problem) {
        try {
            Map<String, Object> json = brief(job.name(), job.definition(), job.status());
            json.put(
                    "recent",
                    job.history().stream()
                            .limit(RECENT)
                            .map(RunReport::outcome)
                            .map(Enum::name)
                            .toList());
            problem.ifPresent(there -> json.put("problem", problem(there)));
            return Optional.of(json);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Returns the calls without a name of a bundle. */
    public static Map<String, Object> calls(BundleCalls calls) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bundle", calls.bundle());
        json.put("scheduled", calls.scheduled());
        json.put("running", calls.running());
        json.put("runs", calls.runs());
        json.put("failures", calls.failures());
        calls.next().ifPresent(next -> json.put("next", next));
        calls.runningSince().ifPresent(since -> json.put("runningSince", since));
        calls.lastFailure()
                .ifPresent(
                        failure -> json.put("lastFailure", Map.of("at", failure.at(), "message", failure.message())));
        return json;
    }

    /** Returns a definition that cannot be used. */
    public static Map<String, Object> broken(BrokenDefinition broken) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", broken.source());
        json.put("name", String.valueOf(broken.properties().getOrDefault(JobProperties.NAME, "")));
        json.put("reason", broken.reason());
        json.put("properties", broken.properties());
        return json;
    }

    /** Returns a job as an entry of a list. */
    public static Map<String, Object> brief(String name, JobDefinition definition, JobStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("state", status.state().name());
        json.put("running", status.running());
        json.put("reason", status.reason());
        json.put("waiting", status.waiting());
        json.put("schedule", definition.schedule().toString());
        definition.schedule().zone().map(ZoneId::getId).ifPresent(zone -> json.put("zone", zone));
        json.put("handler", definition.handler());
        json.put("tags", definition.tags());
        status.nextRun().ifPresent(next -> json.put("next", next));
        status.lastRun().ifPresent(last -> json.put("last", run(last)));
        json.put("runs", status.runs());
        json.put("failures", status.failures());
        json.put("failuresInARow", status.failuresInARow());
        json.put("missed", status.missed());
        json.put("skipped", status.skipped());
        status.owner().ifPresent(owner -> json.put("owner", owner));
        json.put("stored", status.stored());
        status.started().ifPresent(started -> {
            json.put("started", started);
            json.put("attempt", status.attempt());
        });
        status.progress().ifPresent(progress -> json.put("progress", progress(progress)));
        return json;
    }

    /**
     * Returns a job with its explanation, definition, upcoming occurrences and history.
     *
     * @param upcoming the greatest number of upcoming occurrences
     * @throws IllegalStateException if the job is gone
     */
    public static Map<String, Object> whole(Job job, int upcoming) {
        Map<String, Object> json = brief(job.name(), job.definition(), job.status());
        json.put("explain", job.explain());
        json.put("definition", job.properties());
        json.put("upcoming", job.next(upcoming));
        json.put("history", job.history().stream().map(JobJson::run).toList());
        return json;
    }

    /** Returns a run that has ended. */
    public static Map<String, Object> run(RunReport run) {
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

    /** Returns an entry of the trail. */
    public static Map<String, Object> change(JobChange change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", change.job());
        json.put("kind", change.kind().name());
        json.put("by", change.by());
        json.put("at", change.at());
        json.put("times", change.times());
        json.put("detail", change.detail());
        return json;
    }

    /** Returns the answer of a gate. */
    public static Map<String, Object> gate(GateAnswer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gate", answer.gate());
        json.put("condition", answer.condition());
        json.put("open", answer.open());
        json.put("reason", answer.reason());
        return json;
    }

    /** Returns the problem of a job. */
    public static Map<String, Object> problem(JobProblem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", problem.job());
        json.put("kind", problem.kind().name());
        json.put("text", problem.text());
        return json;
    }

    /** Returns the progress of a run. */
    private static Map<String, Object> progress(Progress progress) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fraction", progress.fraction());
        json.put("message", progress.message());
        return json;
    }

    /** Returns a JSON array with one line for each object, so that a reader can process them one by one. */
    public static String lines(List<? extends Map<String, Object>> objects) {
        List<String> lines = objects.stream().map(JsonText::of).toList();
        return lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n]";
    }
}
