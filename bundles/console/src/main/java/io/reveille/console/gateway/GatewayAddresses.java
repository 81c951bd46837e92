package io.reveille.console.gateway;

import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.web.Addresses;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.Query;
import java.util.Map;

/** The addresses of the gateway as a whole: its status, sleep, settings, log and figures. */
public final class GatewayAddresses {

    private GatewayAddresses() {}

    /**
     * Makes the addresses.
     *
     * @param token the token that the page must send with a change
     */
    public static Addresses of(Services services, ProblemJobs problems, String token) {
        GatewayAnswers gateway = new GatewayAnswers(services, problems);
        GatewayOrders orders = new GatewayOrders(services);
        SettingsEditor settings = new SettingsEditor(services);
        Metrics metrics = new Metrics(services, problems);
        Report report = new Report(services, problems);
        return new Addresses(
                Map.ofEntries(
                        Map.entry("status", request -> gateway.status(request.user(), token)),
                        Map.entry("power", request -> gateway.power()),
                        Map.entry("forecast", request -> gateway.forecast(new Query(request))),
                        Map.entry("quarantined", request -> gateway.quarantined()),
                        Map.entry("metrics", request -> metrics.metrics(true)),
                        Map.entry("metrics/counts", request -> metrics.metrics(false)),
                        Map.entry("health", Addresses.ours(request -> gateway.health())),
                        Map.entry("settings", request -> settings.forms()),
                        Map.entry("log", request -> gateway.log(new Query(request))),
                        Map.entry("report", request -> report.report())),
                Map.ofEntries(
                        Map.entry("trust-clock", request -> orders.trustClock()),
                        Map.entry("awake", orders::awake),
                        Map.entry("release", request -> orders.release()),
                        Map.entry("try-again", request -> orders.tryAgain()),
                        Map.entry("password", orders::password),
                        Map.entry("save-settings", settings::save),
                        Map.entry(
                                "at-work", request -> ApiAnswer.json("done", "The gateway stays awake for a while."))));
    }
}
