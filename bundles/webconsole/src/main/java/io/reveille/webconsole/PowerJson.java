package io.reveille.webconsole;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerStatus;
import io.reveille.PowerStatus.Backend;
import io.reveille.PowerStatus.Inhibitor;
import io.reveille.PowerStatus.Sleep;
import io.reveille.PowerStatus.Totals;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The gateway's sleep as JSON: moments in ISO 8601, spans in seconds. */
final class PowerJson {

    private PowerJson() {}

    static JsonObject status(PowerStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("doing", status.now().doing());
        json.addProperty("since", at(status.now().since()));
        json.addProperty("problem", status.now().problem());
        json.add("backend", backend(status.backend()));
        JsonArray inhibitors = new JsonArray();
        status.inhibitors().forEach(each -> inhibitors.add(inhibitor(each)));
        json.add("inhibitors", inhibitors);
        json.add("totals", totals(status.totals()));
        JsonArray sleeps = new JsonArray();
        status.recent().forEach(each -> sleeps.add(sleep(each)));
        json.add("sleeps", sleeps);
        return json;
    }

    static JsonObject forecast(PowerForecast forecast) {
        JsonObject json = new JsonObject();
        json.addProperty("from", at(forecast.from()));
        json.addProperty("to", at(forecast.to()));
        if (forecast.isCutOff()) {
            json.addProperty("asked", at(forecast.asked()));
        }
        json.addProperty("awakeEachTime", forecast.awakeEachTime().toSeconds());
        json.add("batched", figures(forecast.batched()));
        json.add("unbatched", figures(forecast.unbatched()));
        return json;
    }

    static String at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static JsonObject backend(Backend backend) {
        JsonObject json = new JsonObject();
        json.addProperty("name", backend.name());
        json.addProperty("usable", backend.usable());
        JsonArray findings = new JsonArray();
        backend.findings().forEach(findings::add);
        json.add("findings", findings);
        json.addProperty("failures", backend.failures());
        json.addProperty("givenUp", backend.givenUp());
        json.addProperty("latency", backend.latency().toSeconds());
        return json;
    }

    private static JsonObject inhibitor(Inhibitor inhibitor) {
        JsonObject json = new JsonObject();
        json.addProperty("name", inhibitor.name());
        json.addProperty("reason", inhibitor.reason());
        json.addProperty("since", at(inhibitor.since()));
        inhibitor.until().ifPresent(until -> json.addProperty("until", at(until)));
        return json;
    }

    private static JsonObject totals(Totals totals) {
        JsonObject json = new JsonObject();
        json.addProperty("sleeps", totals.sleeps());
        json.addProperty("foreign", totals.foreign());
        json.addProperty("failures", totals.failures());
        json.addProperty("simulated", totals.simulated());
        json.addProperty("asleep", totals.asleep().toSeconds());
        return json;
    }

    private static JsonObject sleep(Sleep sleep) {
        JsonObject json = new JsonObject();
        json.addProperty("start", at(sleep.start()));
        json.addProperty("slept", sleep.slept().toSeconds());
        json.addProperty("end", sleep.end());
        json.addProperty("detail", sleep.detail());
        sleep.firstJob().ifPresent(job -> json.addProperty("firstJob", job));
        json.addProperty("late", sleep.late().toSeconds());
        return json;
    }

    private static JsonObject figures(Figures figures) {
        JsonObject json = new JsonObject();
        json.addProperty("wakeUps", figures.wakeUps());
        json.addProperty("awake", figures.awake().toSeconds());
        figures.batteryDays().ifPresent(days -> json.addProperty("batteryDays", days));
        return json;
    }
}
