package io.reveille.console.gateway;

import io.reveille.PowerStatus;
import io.reveille.PowerStatus.Inhibitor;
import io.reveille.PowerStatus.Sleep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gateway's sleep as JSON: spans in seconds. */
final class PowerJson {

    private PowerJson() {}

    static Map<String, Object> brief(PowerStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("doing", status.now().doing());
        json.put("since", at(status.now().since()));
        json.put("problem", status.now().problem());
        json.put(
                "inhibitors",
                status.inhibitors().stream().map(PowerJson::inhibitor).toList());
        return json;
    }

    static Map<String, Object> status(PowerStatus status) {
        Map<String, Object> json = brief(status);
        Map<String, Object> backend = new LinkedHashMap<>();
        backend.put("name", status.backend().name());
        backend.put("usable", status.backend().usable());
        backend.put("findings", status.backend().findings());
        backend.put("failures", status.backend().failures());
        backend.put("givenUp", status.backend().givenUp());
        backend.put("latency", status.backend().latency().toSeconds());
        json.put("backend", backend);
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("sleeps", status.totals().sleeps());
        totals.put("foreign", status.totals().foreign());
        totals.put("failures", status.totals().failures());
        totals.put("simulated", status.totals().simulated());
        totals.put("asleep", status.totals().asleep().toSeconds());
        json.put("totals", totals);
        json.put("sleeps", status.recent().stream().map(PowerJson::sleep).toList());
        return json;
    }

    private static Instant at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Map<String, Object> inhibitor(Inhibitor inhibitor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", inhibitor.name());
        json.put("reason", inhibitor.reason());
        json.put("since", at(inhibitor.since()));
        inhibitor.until().ifPresent(until -> json.put("until", at(until)));
        return json;
    }

    private static Map<String, Object> sleep(Sleep sleep) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("start", at(sleep.start()));
        json.put("slept", sleep.slept().toSeconds());
        json.put("end", sleep.end());
        json.put("detail", sleep.detail());
        sleep.firstJob().ifPresent(job -> json.put("firstJob", job));
        json.put("late", sleep.late().toSeconds());
        return json;
    }
}
