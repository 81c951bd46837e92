package io.reveille.shell;

import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerStatus;
import io.reveille.PowerStatus.Backend;
import io.reveille.PowerStatus.Inhibitor;
import io.reveille.PowerStatus.Sleep;
import io.reveille.PowerStatus.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The gateway's sleep in words. */
final class PowerText {

    private static final int SHOWN = 5;

    private PowerText() {}

    static String status(PowerStatus status) {
        StringBuilder text = new StringBuilder();
        text.append("now       ").append(status.now().doing());
        text.append("\n          since ").append(Phrases.at(status.now().since()));
        if (!status.now().problem().isEmpty()) {
            text.append("\nproblem   ").append(status.now().problem());
        }
        backend(status.backend(), text);
        text.append(keepers(status.inhibitors()));
        totals(status.totals(), text);
        status.recent().stream().limit(SHOWN).forEach(sleep -> sleep(sleep, text));
        return Phrases.plain(text);
    }

    /** Lists the inhibitors, each on a line of its own after a line break; empty if there are none. */
    static String keepers(List<Inhibitor> inhibitors) {
        StringBuilder text = new StringBuilder();
        for (Inhibitor each : inhibitors) {
            text.append("\nawake for ").append(each.name());
            text.append(each.reason().isBlank() ? "" : " (" + each.reason() + ")");
            text.append(", since ").append(Phrases.at(each.since()));
            each.until().ifPresent(until -> text.append(", until ").append(Phrases.at(until)));
        }
        return text.toString();
    }

    private static void backend(Backend backend, StringBuilder text) {
        text.append("\nback end  ").append(backend.name()).append(backend.usable() ? "" : ", which cannot be used");
        if (backend.givenUp()) {
            text.append(", given up after ").append(Phrases.count(backend.failures(), "failure", "failures"));
            text.append(" in a row: reveille:tryAgain");
        } else if (backend.failures() > 0) {
            text.append(", ")
                    .append(Phrases.count(backend.failures(), "failure", "failures"))
                    .append(" in a row");
        }
        text.append("; wakes ").append(Phrases.tenths(backend.latency())).append(" early");
        backend.findings().forEach(finding -> text.append("\n          ").append(finding));
    }

    private static void totals(Totals totals, StringBuilder text) {
        text.append("\ntotals    ").append(Phrases.count(totals.sleeps(), "sleep", "sleeps"));
        text.append(", ").append(totals.foreign()).append(" of them ended by something else than the alarm, ");
        text.append(Phrases.span(totals.asleep())).append(" asleep; ");
        text.append(Phrases.count(totals.failures(), "failure", "failures")).append("; ");
        text.append(totals.simulated()).append(" only simulated");
    }

    private static void sleep(Sleep sleep, StringBuilder text) {
        text.append("\nsleep     ")
                .append(Phrases.at(sleep.start()))
                .append("  ")
                .append(sleep.end());
        text.append("  ").append(Phrases.span(sleep.slept()));
        text.append(sleep.detail().isBlank() ? "" : "; " + sleep.detail());
        sleep.firstJob().ifPresent(job -> {
            text.append("; first job ").append(job);
            text.append(sleep.late().isZero() ? ", in time" : ", " + Phrases.span(sleep.late()) + " late");
        });
    }

    static String forecast(PowerForecast forecast) {
        String head = "from " + Phrases.at(forecast.from()) + " to " + Phrases.at(forecast.to())
                + ", each wake-up taken to last " + Phrases.tenths(forecast.awakeEachTime());
        if (forecast.isCutOff()) {
            head += "\ncut off there: jobs run more often than can be looked at; asked for was until "
                    + Phrases.at(forecast.asked());
        }
        String columns = "\n                   wake-ups   awake   battery";
        Duration all = Duration.between(forecast.from(), forecast.to());
        String text = head
                + columns
                + figures("with tolerance", forecast.batched(), all)
                + figures("without", forecast.unbatched(), all);
        return forecast.batched().batteryDays().isPresent()
                ? text
                : text
                        + "\nHow long a battery lasts wants currents and capacity in the configuration \"Reveille: power\".";
    }

    private static String figures(String name, Figures figures, Duration all) {
        double awake = all.isZero() ? 0 : 100.0 * figures.awake().toSeconds() / all.toSeconds();
        String battery = figures.batteryDays().isPresent()
                ? String.format(Locale.ROOT, "%.1f days", figures.batteryDays().getAsDouble())
                : "unknown";
        return String.format(Locale.ROOT, "\n%-16s %10d %5.1f %%   %s", name, figures.wakeUps(), awake, battery);
    }
}
