package io.reveille.shell;

import io.reveille.PowerService;
import io.reveille.PowerService.Hold;
import io.reveille.schedule.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands for the gateway's sleep. Each use counts as an operator's action, after which the gateway stays awake
 * for a grace period.
 */
@Component(service = PowerCommands.class)
public final class PowerCommands {

    private static final int DAYS = 7;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PowerService service;

    Clock clock = Clock.systemUTC();

    @Descriptor("what the gateway does between jobs and why, who keeps it awake, its last sleeps")
    public void power(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.POWER, line)) {
            return;
        }
        Line.of(Usage.POWER, 0, Set.of(), line);
        Output.give(session, PowerText.status(operatorsService().status()));
    }

    @Descriptor("keeps the gateway awake for a while: awake 30m \"reading the meter\"; at most 24 hours")
    public void awake(CommandSession session, @Descriptor("how long, as 30m or \"2 hours\"; then why") String... line) {
        if (Help.isAsked(session, Usage.AWAKE, line)) {
            return;
        }
        Line words = Line.of(Usage.AWAKE, Integer.MAX_VALUE, Set.of(), line);
        String first = words.needed("how long");
        // "30 minutes" without quotes is what people type.
        boolean inTwo = words.words().size() > 1 && first.matches("[-+]?[0-9]+");
        String time = inTwo ? first + " " + words.words().get(1) : first;
        List<String> why = words.words().subList(inTwo ? 2 : 1, words.words().size());
        try {
            Duration duration = Durations.parse(time);
            Hold hold = operatorsService().keepAwake(duration, PowerService.OPERATOR, String.join(" ", why));
            Output.give(session, "kept awake until " + Phrases.at(hold.until()));
        } catch (IllegalArgumentException e) {
            throw words.refused(String.valueOf(e.getMessage()));
        }
    }

    @Descriptor("ends what awake began, and what was begun in the web console")
    public void release(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.RELEASE, line)) {
            return;
        }
        Line.of(Usage.RELEASE, 0, Set.of(), line);
        PowerService power = operatorsService();
        int ended = power.release(PowerService.OPERATOR);
        Output.give(
                session,
                (ended == 0 ? "there was nothing to release" : "released: " + Phrases.count(ended, "hold", "holds"))
                        + PowerText.keepers(power.status().inhibitors()));
    }

    @Descriptor("looks anew at what the machine can do, forgets failures, and tries the back end again")
    public void tryAgain(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.TRY_AGAIN, line)) {
            return;
        }
        Line.of(Usage.TRY_AGAIN, 0, Set.of(), line);
        operatorsService().tryAgain();
        Output.give(session, "it is tried again; reveille:power says what came of it");
    }

    @Descriptor("how often the coming days wake the gateway, with the tolerances of the jobs and without")
    public void forecast(CommandSession session, @Descriptor("days, 1 to 366; 7 if left out") String... line) {
        if (Help.isAsked(session, Usage.FORECAST, line)) {
            return;
        }
        Line words = Line.of(Usage.FORECAST, 1, Set.of(), line);
        try {
            int days = words.first().map(Integer::valueOf).orElse(DAYS);
            Output.give(session, PowerText.forecast(operatorsService().forecast(clock.instant(), days)));
        } catch (NumberFormatException e) {
            throw words.refused("\"" + words.needed("days") + "\" is no number of days");
        } catch (IllegalArgumentException e) {
            throw words.refused(String.valueOf(e.getMessage()));
        }
    }

    private PowerService operatorsService() {
        PowerService power = Phrases.there(service, "the gateway's sleep", "io.reveille.power");
        power.operatorActive();
        return power;
    }
}
