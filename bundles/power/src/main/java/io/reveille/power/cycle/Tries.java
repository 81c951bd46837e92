package io.reveille.power.cycle;

import io.reveille.PowerStatus.Sleep;
import io.reveille.power.plan.Decision.StayAwake;
import io.reveille.schedule.Durations;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outcome of the last tries to sleep, and the time of the next. For one thread. */
final class Tries {

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final MachineClocks clocks;
    private final Journal journal;
    private final Bulletin bulletin;
    private final Pause pause = new Pause();
    private String name;
    private Breaker breaker;

    Tries(MachineClocks clocks, Journal journal, Bulletin bulletin, Rig rig) {
        this.clocks = clocks;
        this.journal = journal;
        this.bulletin = bulletin;
        this.name = rig.name();
        this.breaker = breaker(rig.settings());
    }

    /** Starts anew with this back end, without failures. */
    void use(Rig rig) {
        name = rig.name();
        breaker = breaker(rig.settings());
        pause.reset();
    }

    private static Breaker breaker(CycleSettings settings) {
        return new Breaker(new Breaker.Rules(settings.failures(), settings.backoff()));
    }

    /** Returns why there is no try now; empty if there may be one. */
    Optional<StayAwake> notNow() {
        if (isGivenUp()) {
            return stay(
                    "the back end " + name + " has failed " + failures() + " times in a row and is not tried any more",
                    Optional.empty());
        }
        Duration sinceBoot = clocks.sinceBoot();
        Duration backoff = breaker.left(sinceBoot);
        if (!backoff.isZero()) {
            return stay("the back end " + name + " has failed; it is tried again later", Optional.of(backoff));
        }
        Duration pausing = pause.left(sinceBoot);
        return pausing.isZero() ? Optional.empty() : stay("the last attempt came to nothing", Optional.of(pausing));
    }

    private static Optional<StayAwake> stay(String why, Optional<Duration> lookAgain) {
        return Optional.of(new StayAwake(why, lookAgain, false));
    }

    void succeeded() {
        breaker.succeeded();
        pause.reset();
    }

    /** Notes a try that was called off without a failure; returns the time after which to look again. */
    Optional<Duration> nothing(String why) {
        Duration sinceBoot = clocks.sinceBoot();
        pause.begin(sinceBoot);
        bulletin.say(why, "");
        return Optional.of(pause.left(sinceBoot));
    }

    /** Notes a failure: the machine did not sleep as it should. Returns the time after which to look again. */
    Optional<Duration> failed(Instant start, Optional<Instant> wake, Duration slept, String why) {
        Sleep sleep = new Sleep(start, wake, slept, End.FAILED.name(), why, Optional.empty(), Duration.ZERO);
        Duration sinceBoot = clocks.sinceBoot();
        breaker.failed(sinceBoot);
        journal.add(PowerListener.Type.FAILED, sleep);
        if (isGivenUp()) {
            LOG.error(
                    "The back end {} has failed {} times in a row and is not tried any more, until the operator or a"
                            + " restart says otherwise; the gateway stays awake: {}",
                    name,
                    failures(),
                    why);
            journal.tell(PowerListener.Type.GIVEN_UP, sleep);
            return Optional.of(Duration.ZERO);
        }
        Duration left = breaker.left(sinceBoot);
        LOG.warn(
                "The gateway did not sleep as it should, and stays awake; the back end {} is tried again in {}: {}",
                name,
                Durations.print(left),
                why);
        bulletin.say("the back end " + name + " has failed: " + why, "");
        return Optional.of(left);
    }

    int failures() {
        return breaker.failures();
    }

    boolean isGivenUp() {
        return breaker.isGivenUp();
    }
}
