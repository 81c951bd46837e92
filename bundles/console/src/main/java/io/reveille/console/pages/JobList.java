package io.reveille.console.pages;

import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.JobProblem;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.console.pages.JobIndex.Changes;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of jobs: all of them a page at a time, or what has changed since a revision. */
final class JobList {

    /** Of a job's last runs a list shows the outcomes. */
    private static final int RECENT = 20;

    private static final int USUAL = 1000;
    private static final int MOST = 2000;

    private final Services services;

    JobList(Services services) {
        this.services = services;
    }

    Answer list(Query query) {
        ScheduleService scheduler = services.scheduler();
        JobIndex index = services.index();
        index.begin(scheduler::jobs);
        List<BrokenDefinition> broken = scheduler.broken();
        index.broken(broken.hashCode());
        int limit = query.number("limit", USUAL, MOST);
        if (!query.text("since").isEmpty()) {
            Changes changes = index.since(query.text("since"), services.now());
            if (changes.isKnown() && changes.jobs().size() <= limit) {
                return changed(scheduler, changes, broken);
            }
        }
        // Before any job is looked at: what changes meanwhile is asked for again.
        return whole(scheduler, query, index.revision(), broken, limit);
    }

    private static Answer changed(ScheduleService scheduler, Changes changes, List<BrokenDefinition> broken) {
        return Answer.json(out -> {
            out.write("{\"revision\":" + JsonText.of(changes.revision()) + ",\"gone\":" + JsonText.of(changes.gone()));
            if (changes.broken()) {
                out.write(",\"broken\":"
                        + JsonText.of(broken.stream().map(JobList::broken).toList()));
            }
            List<Job> jobs = changes.jobs().stream()
                    .sorted()
                    .map(scheduler::job)
                    .flatMap(Optional::stream)
                    .toList();
            write(out, jobs, problems(scheduler, jobs));
            out.write("}");
        });
    }

    private static Answer whole(
            ScheduleService scheduler, Query query, String revision, List<BrokenDefinition> broken, int limit) {
        String after = query.text("after");
        String tag = query.text("tag");
        List<Job> rest = (tag.isEmpty() ? scheduler.jobs() : scheduler.jobs(tag))
                .stream()
                        .filter(job -> job.name().compareTo(after) > 0)
                        .sorted(Comparator.comparing(Job::name))
                        .toList();
        List<Job> page = rest.subList(0, Math.min(limit, rest.size()));
        return Answer.json(out -> {
            out.write("{\"revision\":" + JsonText.of(revision) + ",\"all\":true");
            if (rest.size() > page.size()) {
                out.write(",\"more\":true");
            }
            if (after.isEmpty()) {
                out.write(",\"broken\":"
                        + JsonText.of(broken.stream().map(JobList::broken).toList()));
            }
            write(out, page, problems(scheduler, page));
            out.write("}");
        });
    }

    private static Map<String, JobProblem> problems(ScheduleService scheduler, List<Job> jobs) {
        Map<String, JobProblem> problems = new HashMap<>();
        if (!jobs.isEmpty()) {
            scheduler.problems().forEach(problem -> problems.putIfAbsent(problem.job(), problem));
        }
        return problems;
    }

    private static void write(Writer out, List<Job> jobs, Map<String, JobProblem> problems) throws IOException {
        out.write(",\"jobs\":[");
        String between = "\n";
        for (Job job : jobs) {
            Optional<Map<String, Object>> json = job(job, Optional.ofNullable(problems.get(job.name())));
            if (json.isPresent()) {
                out.write(between + JsonText.of(json.get()));
                between = ",\n";
            }
        }
        out.write("]");
    }

    /** Empty if it is gone. */
    static Optional<Map<String, Object>> job(Job job, Optional<JobProblem> problem) {
        try {
            Map<String, Object> json = JobJson.brief(job.name(), job.definition(), job.status());
            json.put(
                    "recent",
                    job.history().stream()
                            .limit(RECENT)
                            .map(RunReport::outcome)
                            .map(Enum::name)
                            .toList());
            problem.ifPresent(there -> json.put("problem", JobJson.problem(there)));
            return Optional.of(json);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> broken(BrokenDefinition broken) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", broken.source());
        json.put("name", String.valueOf(broken.properties().getOrDefault(JobProperties.NAME, "")));
        json.put("reason", broken.reason());
        json.put("properties", broken.properties());
        return json;
    }
}
