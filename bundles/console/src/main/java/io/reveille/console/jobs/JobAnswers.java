package io.reveille.console.jobs;

import io.reveille.ArgumentSpec;
import io.reveille.GateAnswer;
import io.reveille.Job;
import io.reveille.JobProblem;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.Fingerprint;
import io.reveille.console.web.Query;
import io.reveille.console.web.Refusal;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import io.reveille.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Answers about jobs, one by one and together: a job, its gates, runs, the trail, problems, occurrences. */
final class JobAnswers {

    private static final int UPCOMING = 10;
    private static final int MOST_RUNS = 500;
    private static final int MOST_PROBLEMS = 500;
    private static final int MOST_LANES = 500;
    private static final int MOST_IN_A_LANE = 200;

    private final Services services;
    private final ProblemJobs problems;

    JobAnswers(Services services, ProblemJobs problems) {
        this.services = services;
        this.problems = problems;
    }

    ApiAnswer job(Query query) {
        ScheduleService scheduler = services.scheduler();
        Job job = job(scheduler, query.needed("name"));
        Map<String, Object> json = JobJson.whole(job, UPCOMING);
        json.put(
                "trail",
                scheduler.trail(job.name()).stream().map(JobJson::change).toList());
        json.put("version", version(job));
        problems.now().stream()
                .filter(problem -> problem.job().equals(job.name()))
                .findFirst()
                .ifPresent(problem -> json.put("problem", JobJson.problem(problem)));
        return ApiAnswer.json(json);
    }

    /** Asks the gates of a job, which takes 10 s at most. */
    ApiAnswer gates(Query query) {
        List<GateAnswer> answers =
                job(services.scheduler(), query.needed("name")).askGates();
        return ApiAnswer.json("gates", answers.stream().map(JobJson::gate).toList());
    }

    static Job job(ScheduleService scheduler, String name) {
        return scheduler
                .job(name)
                .orElseThrow(() -> new Refusal(
                        Refusal.NOT_FOUND,
                        "There is no job named \"" + name + "\" that can be used. Nothing was done."));
    }

    /** Returns the newest runs of all jobs, without more than requested in memory. */
    ApiAnswer runs(Query query) {
        ScheduleService scheduler = services.scheduler();
        int limit = query.number("limit", 100, MOST_RUNS);
        boolean failures = query.flag("failures");
        String name = query.text("job");
        List<Job> jobs = name.isEmpty() ? scheduler.jobs() : List.of(job(scheduler, name));
        PriorityQueue<RunReport> newest = new PriorityQueue<>(Comparator.comparing(RunReport::startTime));
        for (Job job : jobs) {
            for (RunReport run : history(job)) {
                if (!failures || isFailure(run.outcome())) {
                    newest.add(run);
                    if (newest.size() > limit) {
                        newest.remove();
                    }
                }
            }
        }
        List<RunReport> runs = new ArrayList<>(newest);
        runs.sort(Comparator.comparing(RunReport::startTime).reversed());
        return ApiAnswer.json("runs", runs.stream().map(JobAnswers::run).toList());
    }

    private static List<RunReport> history(Job job) {
        try {
            return job.history();
        } catch (IllegalStateException e) {
            return List.of(); // gone meanwhile
        }
    }

    private static boolean isFailure(RunOutcome outcome) {
        return outcome != RunOutcome.SUCCEEDED && outcome != RunOutcome.SKIPPED;
    }

    private static Map<String, Object> run(RunReport run) {
        Map<String, Object> json = JobJson.run(run);
        json.put("job", run.job());
        return json;
    }

    ApiAnswer trail(Query query) {
        ScheduleService scheduler = services.scheduler();
        String name = query.text("job");
        return ApiAnswer.json(
                "trail",
                (name.isEmpty() ? scheduler.trail() : scheduler.trail(name))
                        .stream().map(JobJson::change).toList());
    }

    ApiAnswer problems() {
        List<JobProblem> all = problems.now();
        return ApiAnswer.json(out -> {
            out.write("{\"count\":" + all.size() + ",\"problems\":");
            ApiAnswer.write(out, all.subList(0, Math.min(all.size(), MOST_PROBLEMS)), JobJson::problem);
            out.write("}");
        });
    }

    /** Returns the version of a definition, which changes with every change of the definition. */
    static String version(Job job) {
        return Fingerprint.of(JsonText.of(new TreeMap<>(job.properties())));
    }

    ApiAnswer occurrences(Query query) {
        ZoneId zone = zone(query.text("zone"));
        Schedule schedule = Schedule.parse(query.needed("schedule"), zone);
        return ApiAnswer.json(occurrences(schedule, zone, query.number("n", 5, 100)));
    }

    private ZoneId zone(String name) {
        if (name.isEmpty()) {
            return services.scheduler().zone();
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "There is no time zone named \"" + name + "\".");
        }
    }

    /**
     * A schedule as it was understood.
     *
     * @param zone where it has none of its own
     */
    Map<String, Object> occurrences(Schedule schedule, ZoneId zone, int n) {
        Instant now = services.now();
        List<Instant> next = schedule.bind(now).preview(now, n);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schedule", schedule.toString());
        json.put("words", schedule.describe());
        json.put("zone", schedule.zone().orElse(zone).getId());
        json.put("next", next.subList(0, Math.min(next.size(), schedule.times().orElse(n))));
        return json;
    }

    ApiAnswer zones() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("zone", services.scheduler().zone().getId());
        json.put("zones", ZoneId.getAvailableZoneIds().stream().sorted().toList());
        return ApiAnswer.json(json);
    }

    ApiAnswer handlers() {
        List<Map<String, Object>> handlers = new ArrayList<>();
        for (String name : services.handlers()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            services.check()
                    .arguments(name)
                    .ifPresent(arguments -> json.put(
                            "arguments",
                            arguments.stream().map(JobAnswers::argument).toList()));
            handlers.add(json);
        }
        return ApiAnswer.json("handlers", handlers);
    }

    private static Map<String, Object> argument(ArgumentSpec argument) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", argument.name());
        json.put("type", argument.type().name());
        json.put("required", argument.required());
        json.put("otherwise", argument.otherwise());
        json.put("choices", argument.choices());
        if (Double.isFinite(argument.min())) {
            json.put("min", argument.min());
        }
        if (Double.isFinite(argument.max())) {
            json.put("max", argument.max());
        }
        json.put("unit", argument.unit());
        json.put("description", argument.description());
        return json;
    }

    /** Occurrences to come, a lane for each job: the jobs that come first, and of each the first occurrences. */
    ApiAnswer ahead(Query query) {
        ScheduleService scheduler = services.scheduler();
        Instant from = services.now();
        Instant to = from.plus(Duration.ofHours(query.number("hours", 24, 168)));
        record Coming(Job job, Instant first) {}
        List<Coming> coming = new ArrayList<>();
        for (Job job : scheduler.jobs()) {
            next(job).filter(to::isAfter).ifPresent(first -> coming.add(new Coming(job, first)));
        }
        coming.sort(Comparator.comparing(Coming::first));
        return ApiAnswer.json(out -> {
            out.write("{\"from\":" + JsonText.of(from) + ",\"to\":" + JsonText.of(to));
            if (coming.size() > MOST_LANES) {
                out.write(",\"cutOff\":true");
            }
            out.write(",\"lanes\":");
            ApiAnswer.write(
                    out,
                    coming.subList(0, Math.min(coming.size(), MOST_LANES)),
                    each -> lane(each.job(), each.first(), to));
            out.write("}");
        });
    }

    private static Optional<Instant> next(Job job) {
        try {
            return job.status().nextRun();
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> lane(Job job, Instant first, Instant to) {
        List<Instant> at = new ArrayList<>(List.of(first)); // one that waits since its time is shown by that
        long within = 0;
        try {
            within = job.definition().schedule().tolerance().toMillis();
            job.next(MOST_IN_A_LANE).stream()
                    .filter(first::isBefore)
                    .filter(to::isAfter)
                    .forEach(at::add);
        } catch (IllegalStateException e) {
            // Gone meanwhile: its first is all that is known of it.
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", job.name());
        json.put("at", at);
        if (within > 0) {
            json.put("within", within);
        }
        if (at.size() >= MOST_IN_A_LANE) {
            json.put("cutOff", true);
        }
        return json;
    }
}
