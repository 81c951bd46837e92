package io.reveille.spi;

import io.reveille.PowerStatus;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that is told when the gateway slept or should have, after the fact, in order, one call at a time. */
@ConsumerType
@FunctionalInterface
public interface PowerListener {

    /** What happened. */
    enum Type {
        /** It slept, and is awake again. */
        SLEPT,
        /** It would have slept; the back end only simulates. */
        SIMULATED,
        /** It is being shut down, to be started by its alarm. */
        POWERING_OFF,
        /** It should have slept and did not, or not as it was asked to. */
        FAILED,
        /** The back end is not tried any more. */
        GIVEN_UP,
        /** The first job after a sleep has run. */
        FIRST_RUN
    }

    /** Something happened. What this throws is logged and harms nothing. */
    void happened(Type type, PowerStatus.Sleep sleep);
}
