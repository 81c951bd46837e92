package io.reveille.console.jobs;

import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.JobProblem;
import io.reveille.ScheduleService;
import io.reveille.console.pages.JobRevisions;
import io.reveille.console.pages.JobRevisions.Changes;
import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.Query;
import io.reveille.console.web.Refusal;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of jobs: all of them a page at a time, or what has changed since a revision. */
final class JobList {

    private static final int USUAL = 1000;
    private static final int MOST = 2000;

    private final Services services;
    private final ProblemJobs problems;

    JobList(Services services, ProblemJobs problems) {
        this.services = services;
        this.problems = problems;
    }

    ApiAnswer list(Query query) {
        ScheduleService scheduler = services.scheduler();
        JobRevisions index = services.index();
        index.begin(scheduler::jobs);
        index.broken(scheduler.broken().hashCode());
        int limit = query.number("limit", USUAL, MOST);
        if (!query.text("since").isEmpty()) {
            if (!query.text("tag").isEmpty()) {
                throw new Refusal(Refusal.BAD_REQUEST, "The parameters \"since\" and \"tag\" are not taken together.");
            }
            Changes changes = index.since(query.text("since"), services.now());
            if (changes.isKnown() && changes.jobs().size() <= limit) {
                return changed(scheduler, changes);
            }
        }
        // Read first: changes made meanwhile are sent again with the next request.
        return whole(scheduler, query, index.revision(), limit);
    }

    private ApiAnswer changed(ScheduleService scheduler, Changes changes) {
        List<Job> jobs = changes.jobs().stream()
                .sorted()
                .map(scheduler::job)
                .flatMap(Optional::stream)
                .toList();
        Map<String, JobProblem> problems = problems(jobs);
        List<BrokenDefinition> broken = changes.broken() ? scheduler.broken() : List.of();
        return ApiAnswer.json(out -> {
            out.write("{\"revision\":" + JsonText.of(changes.revision()) + ",\"gone\":" + JsonText.of(changes.gone()));
            if (changes.broken()) {
                out.write(",\"broken\":");
                ApiAnswer.write(out, broken, JobJson::broken);
            }
            write(out, jobs, problems);
            out.write("}");
        });
    }

    private ApiAnswer whole(ScheduleService scheduler, Query query, String revision, int limit) {
        String after = query.text("after");
        String tag = query.text("tag");
        List<Job> rest = (tag.isEmpty() ? scheduler.jobs() : scheduler.jobs(tag))
                .stream()
                        .filter(job -> job.name().compareTo(after) > 0)
                        .sorted(Comparator.comparing(Job::name))
                        .toList();
        List<Job> page = rest.subList(0, Math.min(limit, rest.size()));
        Map<String, JobProblem> problems = problems(page);
        List<BrokenDefinition> broken = after.isEmpty() ? scheduler.broken() : List.of();
        return ApiAnswer.json(out -> {
            out.write("{\"revision\":" + JsonText.of(revision) + ",\"all\":true");
            if (rest.size() > page.size()) {
                out.write(",\"more\":true,\"after\":"
                        + JsonText.of(page.get(page.size() - 1).name()));
            }
            if (after.isEmpty()) {
                out.write(",\"broken\":");
                ApiAnswer.write(out, broken, JobJson::broken);
            }
            write(out, page, problems);
            out.write("}");
        });
    }

    private Map<String, JobProblem> problems(List<Job> jobs) {
        Map<String, JobProblem> found = new HashMap<>();
        if (!jobs.isEmpty()) {
            problems.now().forEach(problem -> found.putIfAbsent(problem.job(), problem));
        }
        return found;
    }

    private static void write(Writer out, List<Job> jobs, Map<String, JobProblem> problems) throws IOException {
        out.write(",\"jobs\":[");
        String between = "\n";
        for (Job job : jobs) {
            Optional<Map<String, Object>> json = JobJson.listed(job, Optional.ofNullable(problems.get(job.name())));
            if (json.isPresent()) {
                out.write(between + JsonText.of(json.get()));
                between = ",\n";
            }
        }
        out.write("]");
    }
}
