package io.reveille.kura.remote;

import io.reveille.Job;
import io.reveille.RequestedRun;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.json.JobJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The requested runs and their outcomes: the last ones, and all that are in the histories of jobs. */
final class AskedRuns {

    /**
     * The number of runs remembered beside the histories of jobs, which lack runs under way and runs that could not
     * start.
     */
    private static final int MOST = 200;

    private record Asked(String job, CompletableFuture<RunReport> report) {}

    /** The runs by id, the oldest first. Guarded by itself. */
    private final Map<String, Asked> asked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > MOST;
        }
    };

    /** Runs a job; returns the id of the run at once. */
    String ask(Job job) {
        RequestedRun run = job.request();
        synchronized (asked) {
            asked.put(run.runId(), new Asked(job.name(), run.report().toCompletableFuture()));
        }
        return run.runId();
    }

    /**
     * Returns a run, with its outcome if it has ended.
     *
     * @throws Denied if the run is not known
     */
    Map<String, Object> outcome(ScheduleService scheduler, String id) {
        Optional<Asked> remembered;
        synchronized (asked) {
            remembered = Optional.ofNullable(asked.get(id));
        }
        if (remembered.isPresent() && !remembered.get().report().isDone()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", id);
            json.put("job", remembered.get().job());
            json.put("ended", false);
            return json;
        }
        return remembered
                .filter(run -> !run.report().isCompletedExceptionally())
                .map(run -> run.report().join())
                .or(() -> scheduler.jobs().stream()
                        .flatMap(job -> history(job).stream())
                        .filter(run -> run.runId().equals(id))
                        .findFirst())
                .map(AskedRuns::ended)
                .orElseThrow(() -> new Denied(
                        Denied.NOT_FOUND,
                        "Nothing is known of a run \"" + id
                                + "\": it is no longer in the history of its job, or was cut off by a stop."));
    }

    private static Map<String, Object> ended(RunReport run) {
        Map<String, Object> json = new LinkedHashMap<>(JobJson.run(run));
        json.put("job", run.job());
        json.put("ended", true);
        return json;
    }

    private static List<RunReport> history(Job job) {
        try {
            return job.history();
        } catch (IllegalStateException e) {
            return List.of(); // gone meanwhile
        }
    }
}
