package io.reveille.kura.remote;

import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.JobProblem;
import io.reveille.PowerForecast;
import io.reveille.PowerService;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.json.ForecastJson;
import io.reveille.json.JobJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The requests that only read: jobs, their runs, and the forecast of wake-ups. */
final class RemoteReads {

    private static final int UPCOMING = 10;
    private static final int MOST_ENTRIES = 1000;
    private static final int LONGEST_FORECAST = 366;

    private final ScheduleService scheduler;
    private final Supplier<Optional<PowerService>> power;
    private final Supplier<Instant> now;

    RemoteReads(ScheduleService scheduler, Supplier<Optional<PowerService>> power, Supplier<Instant> now) {
        this.scheduler = scheduler;
        this.power = power;
        this.now = now;
    }

    /** @throws Denied if there is no such job */
    static Job job(ScheduleService scheduler, String name) {
        return scheduler
                .job(name)
                .orElseThrow(() -> new Denied(
                        Denied.NOT_FOUND,
                        "There is no job named \"" + name + "\" that can be used. Nothing was done.",
                        "name"));
    }

    RemoteAnswer jobs(RemoteRequest request) {
        RequestBody body = request.body("tag", "after", "limit");
        String after = body.text("after").orElse("");
        List<Job> jobs = body.text("tag").map(scheduler::jobs).orElseGet(scheduler::jobs).stream()
                .filter(job -> job.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(Job::name))
                .toList();
        Map<String, JobProblem> problems = new HashMap<>();
        scheduler.problems().forEach(problem -> problems.putIfAbsent(problem.job(), problem));
        ListPage page = page(body);
        for (Job job : jobs) {
            if (page.isFull()) {
                break;
            }
            JobJson.listed(job, Optional.ofNullable(problems.get(job.name())))
                    .ifPresent(json -> page.add(job.name(), json, "last", "progress", "tags"));
        }
        return RemoteAnswer.ok(page.json("jobs"));
    }

    private static ListPage page(RequestBody body) {
        return new ListPage(body.number("limit", MOST_ENTRIES, MOST_ENTRIES));
    }

    RemoteAnswer broken(RemoteRequest request) {
        RequestBody body = request.body("after", "limit");
        String after = body.text("after").orElse("");
        ListPage page = page(body);
        scheduler.broken().stream()
                .filter(broken -> broken.source().compareTo(after) > 0)
                .sorted(Comparator.comparing(BrokenDefinition::source))
                .forEach(broken -> {
                    if (!page.isFull()) {
                        page.add(broken.source(), JobJson.broken(broken), "properties", "reason", "name");
                    }
                });
        return RemoteAnswer.ok(page.json("broken"));
    }

    /** Returns a job without its history, for which there is a request of its own. */
    RemoteAnswer job(RemoteRequest request) {
        Job job = job(scheduler, request.name(request.bodyOfOne()));
        Map<String, Object> json = JobJson.whole(job, UPCOMING);
        json.remove("history");
        return RemoteAnswer.ok(
                ListPage.fit(json, RemoteAnswer.MOST, "last", "progress", "upcoming", "definition", "tags"));
    }

    RemoteAnswer explain(RemoteRequest request) {
        Job job = job(scheduler, request.name(request.bodyOfOne()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", job.name());
        json.put("explain", job.explain());
        return RemoteAnswer.ok(json);
    }

    RemoteAnswer history(RemoteRequest request) {
        RequestBody body = request.bodyOfOne("after", "limit");
        Job job = job(scheduler, request.name(body));
        List<RunReport> runs = job.history();
        ListPage page = page(body);
        for (RunReport run : runs.subList(begin(runs, body.text("after")), runs.size())) {
            if (page.isFull()) {
                break;
            }
            page.add(run.runId(), JobJson.run(run), "data", "message");
        }
        return RemoteAnswer.ok(page.json("history"));
    }

    private static int begin(List<RunReport> runs, Optional<String> after) {
        if (after.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).runId().equals(after.get())) {
                return i + 1;
            }
        }
        throw new Denied(
                Denied.CONFLICT,
                "The run \"" + after.get() + "\" is not in the history any more, and none that is older.",
                "after");
    }

    RemoteAnswer forecast(RemoteRequest request) {
        RequestBody body = request.body("days", "stretches", "after", "limit");
        int days = body.number("days", 7, LONGEST_FORECAST);
        boolean stretches = body.flag("stretches");
        ListPage page = page(body);
        Optional<Instant> after = body.text("after").map(RemoteReads::moment);
        PowerForecast forecast = power.get()
                .orElseThrow(
                        () -> new Denied(
                                Denied.CONFLICT,
                                "The bundle io.reveille.power is not installed, or has not started: the gateway does not sleep."))
                .forecast(now.get(), days);
        Map<String, Object> json = ForecastJson.forecast(forecast);
        if (stretches) {
            for (Map<String, Object> stretch : ForecastJson.stretches(forecast)) {
                String from = String.valueOf(stretch.get("from"));
                if (!page.isFull() && after.map(moment(from)::isAfter).orElse(true)) {
                    page.add(from, stretch);
                }
            }
            json.putAll(page.json("stretches"));
        }
        return RemoteAnswer.ok(json);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Denied(
                    Denied.BAD_REQUEST,
                    "\"" + text + "\" is no time; expected the \"after\" of a page, 2026-11-29T10:30:00Z for example.",
                    "after");
        }
    }
}
