package io.reveille.console.jobs;

import io.reveille.ImportPlan;
import io.reveille.JobTransfer;
import io.reveille.console.Request;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.ChangeBody;
import io.reveille.console.web.Fingerprint;
import io.reveille.console.web.Query;
import io.reveille.console.web.Refusal;
import io.reveille.json.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Export and import of the document of jobs. */
final class Transfers {

    private final Services services;

    Transfers(Services services) {
        this.services = services;
    }

    /** The document of all jobs, or of those that are named. */
    ApiAnswer export(Query query) {
        JobTransfer transfer = services.transfer();
        boolean withState = query.flag("state");
        List<String> names = query.all("name");
        names.forEach(name -> JobAnswers.job(services.scheduler(), name));
        return ApiAnswer.file("reveille-jobs.json", "application/json", out -> {
            if (names.isEmpty()) {
                transfer.export(withState, out);
            } else {
                transfer.export(names, withState, out);
            }
        });
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
        return ApiAnswer.json("done", plan.items().size() + " jobs of the document are there.");
    }

    private String document(Request request) throws IOException {
        return ChangeBody.text(request, services.transfer().maxLength());
    }

    private static Map<String, Object> json(ImportPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", plan.source());
        json.put("items", plan.items().stream().map(Transfers::item).toList());
        json.put("untouched", plan.untouched());
        json.put("passedOver", plan.passedOver());
        return json;
    }

    private static Map<String, Object> item(ImportPlan.Item item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", item.name());
        json.put("kind", item.kind().name());
        json.put("changes", item.changes().stream().map(Transfers::change).toList());
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
