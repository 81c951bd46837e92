package io.reveille.webconsole;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.DeletedJob;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import io.reveille.spi.Quarantined;
import jakarta.servlet.Servlet;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What was lost and is still here: deleted jobs, which can be brought back, and state that could not be read. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + RecoveryPage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Reveille recovery",
            ServletConstants.PLUGIN_CATEGORY + "=Reveille",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/" + RecoveryPage.LABEL + "/res/page.css"
        })
public final class RecoveryPage extends ConsolePage {

    static final String LABEL = "reveille-recovery";

    /** The page has a character of texts for so many bytes of memory: with their JSON and its encoding they take several. */
    private static final int SHARE = 64;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    transient volatile @Nullable ScheduleService service;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    transient volatile @Nullable PowerService power;

    public RecoveryPage() {
        super("recovery");
    }

    @Override
    @Nullable
    PowerService power() {
        return power;
    }

    @Override
    Optional<JsonObject> ask(String what, Function<String, @Nullable String> parameter) {
        return switch (what) {
            case "deleted" -> Optional.of(deleted());
            case "quarantined" -> Optional.of(quarantined());
            default -> Optional.empty();
        };
    }

    @Override
    Optional<String> change(String what, Function<String, @Nullable String> parameter) {
        if (!what.equals("bring-back")) {
            return Optional.empty();
        }
        String name = parameter.apply("name");
        if (name == null) {
            throw new IllegalArgumentException("The name of a job is missing. Nothing was changed.");
        }
        return Optional.of(name + " is back. " + scheduler().bringBack(name).explain());
    }

    private JsonObject deleted() {
        JsonArray jobs = new JsonArray();
        scheduler().deleted().forEach(job -> jobs.add(json(job)));
        JsonObject answer = new JsonObject();
        answer.add("jobs", jobs);
        return answer;
    }

    private static JsonObject json(DeletedJob job) {
        JsonObject json = new JsonObject();
        json.addProperty("name", job.name());
        json.addProperty("how", job.how().name());
        json.addProperty("deleted", PowerJson.at(job.deleted()));
        json.addProperty("keptUntil", PowerJson.at(job.keptUntil()));
        json.addProperty("schedule", text(job, JobProperties.SCHEDULE));
        json.addProperty("handler", text(job, JobProperties.HANDLER));
        return json;
    }

    private static String text(DeletedJob job, String property) {
        return job.properties().getOrDefault(property, "").toString();
    }

    private JsonObject quarantined() {
        JsonArray texts = new JsonArray();
        long most = Runtime.getRuntime().maxMemory() / SHARE;
        long shown = 0;
        for (Quarantined text : scheduler().quarantined()) {
            shown += text.text().length();
            texts.add(json(text, shown > most ? tooLong(text, most) : text.text()));
        }
        JsonObject answer = new JsonObject();
        answer.add("texts", texts);
        return answer;
    }

    private static String tooLong(Quarantined text, long most) {
        return "(" + text.text().length() + " characters, left out: of all texts this page shows up to " + most
                + ", as the gateway's memory allows. The command reveille:quarantined FILE writes all of them.)";
    }

    private static JsonObject json(Quarantined text, String shown) {
        JsonObject json = new JsonObject();
        json.addProperty("place", text.place());
        json.addProperty("reason", text.reason());
        json.addProperty("text", shown);
        return json;
    }

    private ScheduleService scheduler() {
        ScheduleService scheduler = service;
        if (scheduler == null) {
            throw new IllegalStateException("Reveille has not started: it has no scheduler. The log says why.");
        }
        return scheduler;
    }
}
