package io.reveille.itests.examples;

import io.reveille.spi.RunGate;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Component;

/** One job at a time uses the modem. */
@Component(property = "gate.name=modem")
public class ModemGate implements RunGate {

    private final Semaphore modem = new Semaphore(1);

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        return modem.tryAcquire()
                ? (Permit) modem::release
                : new Refusal("another job uses the modem", Duration.ofSeconds(5));
    }
}
