package io.reveille.console.gateway;

import io.reveille.BundleCalls;
import io.reveille.Job;
import io.reveille.JobProblem;
import io.reveille.JobStatus;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.SchedulerStatus;
import io.reveille.console.pages.JobRevisions;
import io.reveille.console.pages.JobRevisions.Kind;
import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Figures for a monitor, in the text format of OpenMetrics 1.0. */
final class Metrics {

    private static final String CALLS = "Calls without a name that are scheduled.";

    private static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** Figures of a job; small, since those of all jobs are in memory at once. */
    private record Figures(
            String job,
            long runs,
            long failures,
            long missed,
            long skipped,
            int inARow,
            Optional<Instant> last,
            double seconds,
            Optional<Instant> next) {

        static Optional<Figures> of(Job job) {
            try {
                JobStatus status = job.status();
                return Optional.of(new Figures(
                        job.name(),
                        status.runs(),
                        status.failures(),
                        status.missed(),
                        status.skipped(),
                        status.failuresInARow(),
                        status.lastRun().map(RunReport::startTime),
                        status.lastRun()
                                .map(run -> run.duration().toMillis() / 1000.0)
                                .orElse(0.0),
                        status.nextRun()));
            } catch (IllegalStateException e) {
                return Optional.empty(); // gone meanwhile
            }
        }
    }

    private final Services services;
    private final ProblemJobs problems;

    Metrics(Services services, ProblemJobs problems) {
        this.services = services;
        this.problems = problems;
    }

    /**
     * Returns the figures of the gateway and of its jobs.
     *
     * @param isNamed whether each job has its own; otherwise only sums are given
     */
    ApiAnswer metrics(boolean isNamed) {
        ScheduleService scheduler = services.scheduler();
        JobRevisions index = services.index();
        index.begin(scheduler::jobs);
        SchedulerStatus status = scheduler.status();
        Map<JobProblem.Kind, Integer> troubles = new EnumMap<>(JobProblem.Kind.class);
        problems.now().forEach(problem -> troubles.merge(problem.kind(), 1, Integer::sum));
        int broken = scheduler.broken().size();
        List<Figures> jobs = new ArrayList<>();
        scheduler.jobs().forEach(job -> Figures.of(job).ifPresent(jobs::add));
        List<BundleCalls> calls = scheduler.calls();
        return new ApiAnswer(Map.of(ApiAnswer.TYPE, TYPE), out -> {
            gateway(out, status, index.counts(), broken, troubles);
            if (isNamed) {
                each(out, jobs);
                calls(out, calls);
            } else {
                sums(out, jobs);
                gauge(
                        out,
                        "reveille_calls",
                        CALLS,
                        calls.stream().mapToInt(BundleCalls::scheduled).sum());
            }
            out.write("# EOF\n");
        });
    }

    private static void gateway(
            Writer out,
            SchedulerStatus status,
            Map<Kind, Integer> kinds,
            int broken,
            Map<JobProblem.Kind, Integer> troubles)
            throws IOException {
        head(out, "reveille_jobs", "gauge", "Jobs by how they do.");
        for (Map.Entry<Kind, Integer> each : kinds.entrySet()) {
            sample(out, "reveille_jobs", "state", each.getKey().name().toLowerCase(Locale.ROOT), each.getValue());
        }
        sample(out, "reveille_jobs", "state", "broken", broken);
        head(out, "reveille_problems", "gauge", "Jobs that do not do their work, by the reason.");
        for (JobProblem.Kind kind : JobProblem.Kind.values()) {
            sample(
                    out,
                    "reveille_problems",
                    "kind",
                    kind.name().toLowerCase(Locale.ROOT),
                    troubles.getOrDefault(kind, 0));
        }
        gauge(out, "reveille_running", "Runs that are under way.", status.running());
        gauge(out, "reveille_waiting", "Occurrences that wait for a worker or their turn.", status.waiting());
        gauge(out, "reveille_workers", "Threads that may run handlers at once.", status.workers());
        gauge(out, "reveille_lost_threads", "Threads of handlers that do not come back.", status.lostThreads());
        gauge(out, "reveille_clock_trusted", "Whether the clock is trusted: 1, or 0.", status.clockTrusted() ? 1 : 0);
        gauge(
                out,
                "reveille_storage_day_writes",
                "Texts of state written in the last 24 hours.",
                status.storage().writes());
        gauge(
                out,
                "reveille_storage_day_bytes",
                "How long these were.",
                status.storage().bytes());
        gauge(
                out,
                "reveille_storage_failing",
                "Whether the last save of state failed: 1, or 0.",
                status.storage().problem().isEmpty() ? 0 : 1);
    }

    private static void calls(Writer out, List<BundleCalls> all) throws IOException {
        head(out, "reveille_calls", "gauge", CALLS);
        for (BundleCalls calls : all) {
            sample(out, "reveille_calls", "bundle", calls.bundle(), calls.scheduled());
        }
        head(out, "reveille_call_runs", "counter", "Their runs that have ended.");
        for (BundleCalls calls : all) {
            sample(out, "reveille_call_runs_total", "bundle", calls.bundle(), calls.runs());
        }
        head(out, "reveille_call_failures", "counter", "Their runs that have failed.");
        for (BundleCalls calls : all) {
            sample(out, "reveille_call_failures_total", "bundle", calls.bundle(), calls.failures());
        }
    }

    private static void each(Writer out, List<Figures> jobs) throws IOException {
        counter(out, jobs, "reveille_job_runs", "Runs that have ended.", Figures::runs);
        counter(out, jobs, "reveille_job_failures", "Runs that have failed.", Figures::failures);
        counter(out, jobs, "reveille_job_missed", "Occurrences that passed while they could not run.", Figures::missed);
        counter(out, jobs, "reveille_job_skipped", "Occurrences that were skipped.", Figures::skipped);
        gauges(
                out,
                jobs,
                "reveille_job_failures_in_a_row",
                "Failures since the last success.",
                job -> String.valueOf(job.inARow()));
        gauges(
                out,
                jobs,
                "reveille_job_last_run_start_timestamp_seconds",
                "When the last run that has ended began.",
                job -> job.last().map(Metrics::seconds).orElse(""));
        gauges(
                out,
                jobs,
                "reveille_job_last_run_duration_seconds",
                "How long that took.",
                job -> job.last().map(any -> String.valueOf(job.seconds())).orElse(""));
        gauges(
                out,
                jobs,
                "reveille_job_next_run_timestamp_seconds",
                "When the job runs next.",
                job -> job.next().map(Metrics::seconds).orElse(""));
    }

    private static void sums(Writer out, List<Figures> jobs) throws IOException {
        sum(out, jobs, "reveille_runs", "Runs that have ended, of all jobs there are.", Figures::runs);
        sum(out, jobs, "reveille_failures", "Runs that have failed.", Figures::failures);
        sum(out, jobs, "reveille_missed", "Occurrences that passed while they could not run.", Figures::missed);
        sum(out, jobs, "reveille_skipped", "Occurrences that were skipped.", Figures::skipped);
    }

    /** Gauges, since jobs that are deleted take their share away. */
    private static void sum(Writer out, List<Figures> jobs, String name, String help, ToLongFunction<Figures> value)
            throws IOException {
        gauge(out, name, help, jobs.stream().mapToLong(value).sum());
    }

    private static void counter(Writer out, List<Figures> jobs, String name, String help, ToLongFunction<Figures> value)
            throws IOException {
        head(out, name, "counter", help);
        for (Figures job : jobs) {
            sample(out, name + "_total", "job", job.job(), value.applyAsLong(job));
        }
    }

    private static void gauges(
            Writer out, List<Figures> jobs, String name, String help, Function<Figures, String> value)
            throws IOException {
        head(out, name, "gauge", help);
        for (Figures job : jobs) {
            String text = value.apply(job);
            if (!text.isEmpty()) {
                out.write(name + "{job=\"" + escaped(job.job()) + "\"} " + text + "\n");
            }
        }
    }

    private static void gauge(Writer out, String name, String help, long value) throws IOException {
        head(out, name, "gauge", help);
        out.write(name + " " + value + "\n");
    }

    private static void head(Writer out, String name, String type, String help) throws IOException {
        out.write("# TYPE " + name + " " + type + "\n# HELP " + name + " " + help + "\n");
    }

    private static void sample(Writer out, String name, String label, String of, long value) throws IOException {
        out.write(name + "{" + label + "=\"" + escaped(of) + "\"} " + value + "\n");
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", at.getNano() / 1_000_000);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
