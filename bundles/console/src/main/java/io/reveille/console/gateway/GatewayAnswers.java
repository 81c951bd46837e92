package io.reveille.console.gateway;

import io.reveille.Battery;
import io.reveille.BrokenDefinition;
import io.reveille.PowerForecast;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.SchedulerStatus;
import io.reveille.StorageStatus;
import io.reveille.console.pages.HealthSource;
import io.reveille.console.pages.JobRevisions;
import io.reveille.console.pages.JobRevisions.Kind;
import io.reveille.console.pages.LogFile;
import io.reveille.console.pages.LogLines;
import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.Query;
import io.reveille.console.web.Refusal;
import io.reveille.json.ForecastJson;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import io.reveille.spi.Quarantined;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers about the gateway as a whole: its status, health and sleep, damaged texts, the log. */
final class GatewayAnswers {

    /** The greatest number of problem jobs in the strip of a page. */
    private static final int FEW = 100;

    /** The bytes of memory needed for each shown character of quarantined texts: as JSON each takes several. */
    private static final int SHARE = 64;

    private final Services services;
    private final ProblemJobs problems;

    GatewayAnswers(Services services, ProblemJobs problems) {
        this.services = services;
        this.problems = problems;
    }

    /**
     * Returns the condition of the gateway, in short.
     *
     * @param user the user who is logged in
     * @param token the token that the page must send with a change
     */
    ApiAnswer status(String user, String token) {
        ScheduleService scheduler = services.scheduler();
        JobRevisions index = services.index();
        index.begin(scheduler::jobs);
        List<BrokenDefinition> broken = scheduler.broken();
        index.broken(broken.hashCode());
        SchedulerStatus status = scheduler.status();
        if (!index.agrees(status.jobs())) {
            services.renewIndex();
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("token", token);
        json.put("user", user);
        json.put("now", services.now());
        json.put("zone", scheduler.zone().getId());
        json.put("version", services.version());
        json.put("password", services.password().isPresent());
        json.put("revision", index.revision());
        json.put("counts", counts(status, index.counts(), broken.size()));
        index.next(services.now())
                .ifPresent(next -> json.put("next", Map.of("job", next.getKey(), "at", next.getValue())));
        json.put("clock", Map.of("trusted", status.clockTrusted(), "text", status.clock()));
        Map<String, Object> zones = new LinkedHashMap<>();
        zones.put("release", status.timeZones().release());
        status.timeZones().years().ifPresent(years -> zones.put("years", years));
        json.put("timeZones", zones);
        Map<String, Object> engine = new LinkedHashMap<>();
        engine.put("running", status.running());
        engine.put("waiting", status.waiting());
        engine.put("workers", status.workers());
        engine.put("lostThreads", status.lostThreads());
        engine.put("cutOff", status.cutOff());
        json.put("scheduler", engine);
        json.put("calls", scheduler.calls().stream().map(JobJson::calls).toList());
        json.put("storage", storage(status.storage()));
        json.put(
                "problems",
                problems.now().stream().limit(FEW).map(JobJson::problem).toList());
        services.power().map(PowerService::status).map(PowerJson::brief).ifPresent(power -> json.put("power", power));
        return ApiAnswer.json(json);
    }

    private static Map<String, Object> counts(SchedulerStatus status, Map<Kind, Integer> kinds, int broken) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("jobs", status.jobs());
        kinds.forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count));
        counts.put("running", status.running());
        counts.put("broken", broken);
        return counts;
    }

    private Map<String, Object> storage(StorageStatus storage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outlives", storage.outlives().name());
        json.put("writes", storage.writes());
        json.put("bytes", storage.bytes());
        json.put("budget", storage.budget());
        json.put("intervalMillis", storage.interval().toMillis());
        services.logFile().map(file -> file.written(services.now())).ifPresent(log -> json.put("log", written(log)));
        json.put("problem", storage.problem());
        json.put(
                "found",
                storage.found().findings().stream()
                        .map(found ->
                                Map.of("kind", found.kind().name(), "place", found.place(), "reason", found.reason()))
                        .toList());
        return json;
    }

    private static Map<String, Object> written(LogFile.Written log) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bytes", log.bytes());
        log.since().ifPresent(since -> json.put("since", since));
        return json;
    }

    /** Returns the verdicts of the health checks, or that there are no health checks. */
    ApiAnswer health() {
        Optional<HealthSource> health = services.health();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("there", health.isPresent());
        json.put(
                "checks",
                health.map(HealthSource::verdicts).orElse(List.of()).stream()
                        .map(GatewayAnswers::verdict)
                        .toList());
        return ApiAnswer.json(json);
    }

    private static Map<String, Object> verdict(HealthSource.Verdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", verdict.name());
        json.put("tags", verdict.tags());
        json.put("status", verdict.status());
        json.put("at", verdict.at());
        json.put("millis", verdict.millis());
        json.put(
                "lines",
                verdict.lines().stream()
                        .map(line -> Map.of("level", line.level(), "text", line.text()))
                        .toList());
        return json;
    }

    ApiAnswer power() {
        return ApiAnswer.json(PowerJson.status(GatewayOrders.power(services).status()));
    }

    ApiAnswer forecast(Query query) {
        PowerService power = GatewayOrders.power(services);
        int days = query.number("days", 7, 366);
        PowerForecast forecast = Stream.of("awake", "asleep", "capacity")
                        .allMatch(figure -> query.text(figure).isEmpty())
                ? power.forecast(services.now(), days)
                : power.forecast(
                        services.now(),
                        days,
                        new Battery(query.decimal("awake"), query.decimal("asleep"), query.decimal("capacity")));
        Map<String, Object> json = ForecastJson.forecast(forecast);
        if (query.flag("stretches")) {
            json.put("stretches", ForecastJson.stretches(forecast));
        }
        return ApiAnswer.json(json);
    }

    /** Texts that could not be read, one after the other; what would not fit into memory is left out, and said to be. */
    ApiAnswer quarantined() {
        List<Quarantined> all = services.scheduler().quarantined();
        long most = Runtime.getRuntime().maxMemory() / SHARE;
        return ApiAnswer.json(out -> {
            out.write("{\"texts\":[");
            long shown = 0;
            String between = "\n";
            for (Quarantined each : all) {
                shown += each.text().length();
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("place", each.place());
                json.put("reason", each.reason());
                json.put("text", shown > most ? leftOut(each, most) : each.text());
                out.write(between + JsonText.of(json));
                between = ",\n";
            }
            out.write("]}");
        });
    }

    private static String leftOut(Quarantined text, long most) {
        return "(" + text.text().length() + " characters, left out: of all texts this page shows up to " + most
                + ", as the gateway's memory allows. The command reveille:quarantined FILE writes all of them.)";
    }

    /** Lines of the log: of a span of time, or the last ones. */
    ApiAnswer log(Query query) {
        LogLines log = services.log()
                .orElseThrow(() -> new Refusal(
                        Refusal.UNAVAILABLE,
                        "This gateway has no LogReaderService, by which its log could be shown. Its file has it."));
        List<LogLines.Line> lines = log.lines(
                query.moment("from", Instant.MIN),
                query.moment("to", Instant.MAX),
                query.number("n", 200, LogLines.MOST));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("most", LogLines.MOST);
        json.put("characters", log.characters());
        json.put("lines", lines.stream().map(GatewayAnswers::line).toList());
        return ApiAnswer.json(json);
    }

    private static Map<String, Object> line(LogLines.Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", line.at());
        json.put("level", line.level());
        json.put("source", line.source());
        json.put("text", line.text());
        return json;
    }
}
