package io.reveille.webconsole;

import com.google.gson.JsonObject;
import io.reveille.PowerService;
import io.reveille.schedule.Durations;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** How the gateway sleeps, and what an operator may ask of it. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + PowerPage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Reveille power",
            ServletConstants.PLUGIN_CATEGORY + "=Reveille",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/" + PowerPage.LABEL + "/res/page.css"
        })
public final class PowerPage extends ConsolePage {

    static final String LABEL = "reveille-power";

    private static final int LONGEST_REASON = 200;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    transient volatile @Nullable PowerService service;

    transient Clock clock = Clock.systemUTC();

    public PowerPage() {
        super("power");
    }

    @Override
    @Nullable
    PowerService power() {
        return service;
    }

    @Override
    Optional<JsonObject> ask(String what, Function<String, @Nullable String> parameter) {
        return switch (what) {
            case "status" -> Optional.of(PowerJson.status(present().status()));
            case "forecast" ->
                Optional.of(PowerJson.forecast(present().forecast(clock.instant(), number("days", parameter))));
            default -> Optional.empty();
        };
    }

    @Override
    Optional<String> change(String what, Function<String, @Nullable String> parameter) {
        PowerService power = present();
        return switch (what) {
            case "awake" -> Optional.of(awake(power, parameter));
            case "release" -> Optional.of(release(power));
            case "try-again" -> Optional.of(tryAgain(power));
            default -> Optional.empty();
        };
    }

    private static String awake(PowerService power, Function<String, @Nullable String> parameter) {
        String reason = parameter.apply("reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("The reason has " + reason.length() + " characters; expected up to "
                    + LONGEST_REASON + ". Nothing was changed.");
        }
        Duration time = Duration.ofMinutes(number("minutes", parameter));
        power.keepAwake(time, PowerService.OPERATOR, reason == null ? "" : reason);
        return "Kept awake for " + Durations.print(time) + ".";
    }

    private static String release(PowerService power) {
        int ended = power.release(PowerService.OPERATOR);
        return ended == 0 ? "There was nothing to release." : "Released.";
    }

    private static String tryAgain(PowerService power) {
        power.tryAgain();
        return "It is tried again.";
    }

    private PowerService present() {
        PowerService power = service;
        if (power == null) {
            throw new IllegalStateException("The bundle io.reveille.power is not installed, or has not started:"
                    + " the gateway does not sleep.");
        }
        return power;
    }

    private static int number(String name, Function<String, @Nullable String> parameter) {
        String text = parameter.apply(name);
        try {
            return Integer.parseInt(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no number of " + name + ". Nothing was changed.", e);
        }
    }
}
