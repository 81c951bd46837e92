package io.reveille.console.gateway;

import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.JobProblem;
import io.reveille.JobStatus;
import io.reveille.PowerService;
import io.reveille.RunOutcome;
import io.reveille.ScheduleService;
import io.reveille.console.pages.LogLines;
import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.pages.SettingForm;
import io.reveille.console.web.ApiAnswer;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One text for a support ticket: what runs where, the settings, how the gateway and its jobs do, the last lines of the log. No
 * arguments, no passwords and no secrets are in it: of definitions only the schedule and the handler, of runs that succeeded no
 * message, which often repeats an argument, and of a setting whose name sounds like one of these no value.
 */
final class Report {

    private final Services services;
    private final ProblemJobs problems;

    Report(Services services, ProblemJobs problems) {
        this.services = services;
        this.problems = problems;
    }

    ApiAnswer report() {
        ScheduleService scheduler = services.scheduler();
        List<JobProblem> found = problems.now();
        List<BrokenDefinition> broken = scheduler.broken();
        String name = "reveille-report-"
                + services.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
        return ApiAnswer.file(name + ".txt", "text/plain", out -> {
            out.write("Reveille, a report of " + services.now() + "\n");
            title(out, "Versions");
            services.versions().forEach((what, version) -> line(out, what + " " + version));
            title(out, "Settings");
            services.settings().forEach((pid, settings) -> line(out, pid + " " + JsonText.of(masked(settings))));
            title(out, "Status");
            line(out, String.valueOf(scheduler.status()));
            services.power().map(PowerService::status).ifPresent(power -> line(out, String.valueOf(power)));
            title(out, found.size() + " jobs that do not do their work");
            found.forEach(problem -> line(out, JsonText.of(JobJson.problem(problem))));
            title(out, broken.size() + " definitions that cannot be used");
            broken.forEach(each -> line(out, each.source() + ": " + each.reason()));
            title(out, "Calls without a name");
            scheduler.calls().forEach(calls -> line(out, JsonText.of(JobJson.calls(calls))));
            title(out, "Jobs");
            for (Job job : scheduler.jobs()) {
                job(job).ifPresent(text -> line(out, text));
            }
            title(out, "Who did what");
            scheduler.trail().forEach(change -> line(out, JsonText.of(JobJson.change(change))));
            title(out, "Log");
            services.log()
                    .ifPresent(log -> log.lines(Instant.MIN, Instant.MAX, LogLines.MOST)
                            .forEach(each -> line(
                                    out,
                                    each.at() + " " + each.level() + " " + each.source() + ": "
                                            + each.text().strip())));
        });
    }

    private static Optional<String> job(Job job) {
        try {
            JobStatus status = job.status();
            String last = status.lastRun()
                    .map(run -> ", last " + run.outcome() + " at " + run.startTime()
                            + (run.outcome() == RunOutcome.SUCCEEDED ? "" : ": " + run.message()))
                    .orElse("");
            return Optional.of(job.name() + ": " + status.state()
                    + (status.reason().isEmpty() ? "" : " (" + status.reason() + ")")
                    + (status.waiting().isEmpty() ? "" : ", waits: " + status.waiting()) + ", "
                    + job.definition().schedule() + ", " + job.definition().handler() + ", next "
                    + status.nextRun().map(String::valueOf).orElse("none") + ", " + status.runs() + " runs, "
                    + status.failures() + " failed, " + status.missed() + " missed, " + status.skipped() + " skipped"
                    + last);
        } catch (IllegalStateException e) {
            return Optional.empty(); // gone meanwhile
        }
    }

    private static Map<String, Object> masked(Map<String, Object> settings) {
        Map<String, Object> masked = new TreeMap<>(settings);
        masked.replaceAll((name, value) -> SettingForm.isSecret(name) ? "***" : value);
        return masked;
    }

    private static void title(Writer out, String text) throws IOException {
        out.write("\n== " + text + "\n");
    }

    /** Lines in a text stay together: what follows the first is set in. */
    private static void line(Writer out, String text) {
        try {
            out.write(text.replace("\n", "\n    ") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
