package io.reveille.kura.cloud;

import io.reveille.spi.RunGate;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The gate {@code publishing done}: open while no message of the handler {@value PublishHandler#NAME} is under way. */
@Component(property = RunGate.NAME + "=publishing")
public final class PublishingGate implements RunGate {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Outbox outbox;

    /** Makes a gate that asks this outbox. */
    @Activate
    public PublishingGate(@Reference Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void check(String condition) {
        if (!condition.equals("done")) {
            throw new IllegalArgumentException(
                    "the condition of publishing is \"" + condition + "\"; expected done: publishing done");
        }
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        check(condition);
        int underWay = outbox.underWay();
        return underWay == 0
                ? Permit.OPEN
                : new Refusal(
                        (underWay == 1 ? "1 message is" : underWay + " messages are") + " not confirmed yet", SOON);
    }
}
