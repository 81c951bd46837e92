package io.reveille.console.jobs;

import io.reveille.DeletedJob;
import io.reveille.JobDefinition;
import io.reveille.ScheduleService;
import io.reveille.console.Request;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.ChangeBody;
import io.reveille.console.web.Refusal;
import io.reveille.schedule.Schedule;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of definitions by a user, for which the trail names the user; deleted jobs among them. */
final class DefinitionOrders {

    private final Services services;
    private final JobAnswers answers;

    DefinitionOrders(Services services, JobAnswers answers) {
        this.services = services;
        this.answers = answers;
    }

    ApiAnswer check(Request request) throws IOException {
        Map<String, Object> definition = ChangeBody.of(request).definition();
        ScheduleService scheduler = services.scheduler();
        services.check().checkDefine(definition);
        Schedule schedule = Schedule.parse(String.valueOf(definition.get(JobProperties.SCHEDULE)), scheduler.zone());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", true);
        json.putAll(answers.occurrences(schedule, scheduler.zone(), 5));
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
        return JobOrders.done(
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
        Optional<String> now = scheduler.job(name).map(JobAnswers::version);
        if (!known.equals(now)) {
            throw new Refusal(
                    Refusal.CONFLICT,
                    "The job \"" + name + "\" was changed meanwhile by somebody else. Nothing was changed.");
        }
    }

    ApiAnswer deleted() {
        return ApiAnswer.json(
                "jobs",
                services.scheduler().deleted().stream()
                        .map(DefinitionOrders::deleted)
                        .toList());
    }

    private static Map<String, Object> deleted(DeletedJob job) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", job.name());
        json.put("how", job.how().name());
        json.put("deleted", job.deleted());
        json.put("keptUntil", job.keptUntil());
        json.put("schedule", text(job, JobProperties.SCHEDULE));
        json.put("handler", text(job, JobProperties.HANDLER));
        return json;
    }

    private static String text(DeletedJob job, String property) {
        return job.properties().getOrDefault(property, "").toString();
    }

    ApiAnswer bringBack(Request request) throws IOException {
        ScheduleService scheduler = services.scheduler().onBehalfOf(request.user());
        String name = ChangeBody.of(request).needed("name");
        scheduler.bringBack(name);
        return JobOrders.done(name + " is back.", scheduler, name);
    }
}
