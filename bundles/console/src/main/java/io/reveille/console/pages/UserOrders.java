package io.reveille.console.pages;

import io.reveille.ImportPlan;
import io.reveille.JobDefinition;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.console.Request;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import io.reveille.schedule.Durations;
import io.reveille.schedule.Schedule;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes by a user: to jobs, for which the trail names the user, and to the gateway. */
final class UserOrders {

    private static final Logger LOG = LoggerFactory.getLogger(UserOrders.class);

    private static final int LONGEST_REASON = 200;

    private final Services services;
    private final JobLooks looks;

    UserOrders(Services services, JobLooks looks) {
        this.services = services;
        this.looks = looks;
    }

    /** The answer to an order: what was done to a job, and the job as it is now. */
    static ApiAnswer done(String text, ScheduleService scheduler, String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", text);
        scheduler
                .job(name)
                .flatMap(job -> JobJson.listed(job, Optional.empty()))
                .ifPresent(job -> json.put("job", job));
        return ApiAnswer.json(json);
    }

    private static ApiAnswer done(String text) {
        return ApiAnswer.json(Map.of("done", text));
    }

    ApiAnswer check(Request request) throws IOException {
        Map<String, Object> definition = ChangeBody.of(request).definition();
        ScheduleService scheduler = services.scheduler();
        services.check().checkDefine(definition);
        Schedule schedule = Schedule.parse(String.valueOf(definition.get(JobProperties.SCHEDULE)), scheduler.zone());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", true);
        json.putAll(looks.occurrences(schedule, scheduler.zone(), 5));
        json.put("warnings", warnings(String.valueOf(definition.get(JobProperties.HANDLER))));
        return ApiAnswer.json(json);
    }

    private List<String> warnings(String handler) {
        return services.handlers().contains(handler)
                ? List.of()
                : List.of("No bundle offers the handler \"" + handler + "\" now: the job waits until one does.");
    }

    ApiAnswer save(Request request) throws IOException {
        ChangeBody body = ChangeBody.of(request);
        Map<String, Object> definition = body.definition();
        ScheduleService scheduler = services.scheduler().onBehalfOf(request.user());
        String name = String.valueOf(definition.get(JobProperties.NAME));
        boolean isNew = scheduler.job(name).isEmpty()
                && scheduler.broken().stream()
                        .noneMatch(broken -> name.equals(broken.properties().get(JobProperties.NAME)));
        if (body.flag("new") && !isNew) {
            throw new Refusal(
                    Refusal.CONFLICT,
                    "There is a job named \"" + name + "\" already. Nothing was changed.",
                    JobProperties.NAME);
        }
        checkVersion(scheduler, body, name);
        JobDefinition saved = scheduler.define(definition).definition();
        String warning = String.join("", warnings(saved.handler()));
        return done(
                saved.name() + (isNew ? " is made." : " is changed.") + (warning.isEmpty() ? "" : " " + warning),
                scheduler,
                saved.name());
    }

    /**
     * Refuses a change of an outdated version: of two operators who edit the same job, the second must not undo the
     * first's change unseen.
     */
    private static void checkVersion(ScheduleService scheduler, ChangeBody body, String name) {
        Optional<String> known = body.text("version");
        if (known.isEmpty()) {
            return;
        }
        Optional<String> now = scheduler.job(name).map(JobLooks::version);
        if (!known.equals(now)) {
            throw new Refusal(
                    Refusal.CONFLICT,
                    "The job \"" + name + "\" was changed meanwhile by somebody else. Nothing was changed.");
        }
    }

    ApiAnswer bringBack(Request request) throws IOException {
        ScheduleService scheduler = services.scheduler().onBehalfOf(request.user());
        String name = ChangeBody.of(request).needed("name");
        scheduler.bringBack(name);
        return done(name + " is back.", scheduler, name);
    }

    ApiAnswer trustClock() {
        services.scheduler().trustClock();
        return done("The clock counts as right.");
    }

    ApiAnswer awake(Request request) throws IOException {
        ChangeBody body = ChangeBody.of(request);
        String reason = body.text("reason").orElse("");
        if (reason.length() > LONGEST_REASON) {
            throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "The reason has " + reason.length() + " characters; expected up to " + LONGEST_REASON
                            + ". Nothing was changed.");
        }
        Duration time = Duration.ofMinutes(body.number("minutes"));
        power(services).keepAwake(time, PowerService.OPERATOR, reason);
        return done("Kept awake for " + Durations.print(time) + ".");
    }

    ApiAnswer release() {
        int ended = power(services).release(PowerService.OPERATOR);
        return done(ended == 0 ? "There was nothing to release." : "Released.");
    }

    ApiAnswer tryAgain() {
        power(services).tryAgain();
        return done("It is tried again.");
    }

    /** The browser goes on sending the old password until the console asks for the new one. */
    ApiAnswer password(Request request) throws IOException {
        ChangeBody body = ChangeBody.of(request);
        Map<String, String> refused = services.password()
                .orElseThrow(() -> new Refusal(
                        Refusal.UNAVAILABLE,
                        "The login of this console is not Reveille's: its password is changed there."))
                .apply(body.needed("old"), body.needed("new"));
        refused.entrySet().stream().findFirst().ifPresent(why -> {
            throw new Refusal(Refusal.BAD_REQUEST, why.getValue(), why.getKey());
        });
        LOG.info("The password of the console was changed by {} from {}.", request.user(), request.remote());
        return done("The password is changed. The browser asks for it now.");
    }

    /** @throws Refusal if nothing puts the gateway to sleep */
    static PowerService power(Services services) {
        return services.power()
                .orElseThrow(
                        () -> new Refusal(
                                Refusal.UNAVAILABLE,
                                "The bundle io.reveille.power is not installed, or has not started: the gateway does not sleep."));
    }

    ApiAnswer plan(Request request) throws IOException {
        ImportPlan plan = services.transfer().plan(document(request));
        Map<String, Object> json = json(plan);
        json.put("plan", Fingerprint.of(JsonText.of(json)));
        return ApiAnswer.json(json);
    }

    /** Carries out an import, unless its plan has changed since the operator has seen it. */
    ApiAnswer carryOut(Request request) throws IOException {
        ImportPlan plan = services.transfer().onBehalfOf(request.user()).plan(document(request));
        if (!Fingerprint.of(JsonText.of(json(plan))).equals(new Query(request).needed("plan"))) {
            throw new Refusal(
                    Refusal.CONFLICT,
                    "The jobs have changed since the plan was made, or the document has. Nothing was changed; look at the"
                            + " plan again.");
        }
        plan.apply();
        return done(plan.items().size() + " jobs of the document are there.");
    }

    private String document(Request request) throws IOException {
        return ChangeBody.text(request, services.transfer().maxLength());
    }

    private static Map<String, Object> json(ImportPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", plan.source());
        json.put("items", plan.items().stream().map(UserOrders::item).toList());
        json.put("untouched", plan.untouched());
        json.put("passedOver", plan.passedOver());
        return json;
    }

    private static Map<String, Object> item(ImportPlan.Item item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", item.name());
        json.put("kind", item.kind().name());
        json.put("changes", item.changes().stream().map(UserOrders::change).toList());
        json.put("withState", item.withState());
        json.put("remarks", item.remarks());
        return json;
    }

    private static Map<String, Object> change(ImportPlan.Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("property", change.property());
        json.put("from", change.from());
        json.put("to", change.to());
        return json;
    }
}
