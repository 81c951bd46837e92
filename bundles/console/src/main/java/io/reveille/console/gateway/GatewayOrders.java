package io.reveille.console.gateway;

import io.reveille.PowerService;
import io.reveille.console.Request;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.ChangeBody;
import io.reveille.console.web.Refusal;
import io.reveille.schedule.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of the gateway by a user: of its clock, its sleep, and the password of the console. */
final class GatewayOrders {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayOrders.class);

    private static final int LONGEST_REASON = 200;

    private final Services services;

    GatewayOrders(Services services) {
        this.services = services;
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

    private static ApiAnswer done(String text) {
        return ApiAnswer.json("done", text);
    }
}
