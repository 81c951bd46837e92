package io.reveille.json;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerForecast.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts forecasts of the gateway's sleep to maps for {@link JsonText}. Times are whole seconds in UTC, spans are in
 * seconds. The keys are documented in docs/console-api.md and do not change.
 */
public final class ForecastJson {

    private ForecastJson() {}

    /** Returns the figures of a forecast. */
    public static Map<String, Object> forecast(PowerForecast forecast) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", at(forecast.from()));
        json.put("to", at(forecast.to()));
        if (forecast.isCutOff()) {
            json.put("asked", at(forecast.asked()));
        }
        json.put("awakeEachTime", tenths(forecast.awakeEachTime()));
        if (forecast.battery().isKnown()) {
            json.put("battery", battery(forecast.battery()));
        }
        json.put("batched", figures(forecast.batched()));
        json.put("unbatched", figures(forecast.unbatched()));
        return json;
    }

    /** Returns seconds with one digit after the point, or none if that is 0. */
    private static Number tenths(Duration time) {
        long tenths = Math.round(time.toMillis() / 100.0);
        if (tenths % 10 == 0) {
            return tenths / 10;
        }
        return tenths / 10.0;
    }

    private static Map<String, Object> battery(Battery battery) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("awake", battery.awake());
        json.put("asleep", battery.asleep());
        json.put("capacity", battery.capacity());
        return json;
    }

    /** Returns the stretches of a forecast, in which the machine is awake. */
    public static List<Map<String, Object>> stretches(PowerForecast forecast) {
        return forecast.stretches().stream().map(ForecastJson::stretch).toList();
    }

    private static Map<String, Object> stretch(Stretch stretch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", at(stretch.from()));
        json.put("until", at(stretch.until()));
        return json;
    }

    private static Map<String, Object> figures(Figures figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("wakeUps", figures.wakeUps());
        json.put("awake", figures.awake().toSeconds());
        figures.batteryDays().ifPresent(days -> json.put("batteryDays", days));
        return json;
    }

    private static Instant at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
