package io.reveille.spi;

import io.reveille.PowerStatus;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that is told when the gateway slept or should have, after the fact, in order, one call at a time. */
@ConsumerType
@FunctionalInterface
public interface PowerListener {

    /** The kind of event. */
    enum Type {
        /** The gateway slept, and is awake again. */
        SLEPT,
        /** The gateway would have slept; the back end only simulates. */
        SIMULATED,
        /** The gateway is being shut down, to be started by its alarm. */
        POWERING_OFF,
        /** The gateway should have slept and did not, or not as requested. */
        FAILED,
        /** The back end is not tried any more. */
        GIVEN_UP,
        /** The first job after a sleep has run. */
        FIRST_RUN
    }

    /** Called after an event. An exception is logged and has no other effect. */
    void happened(Type type, PowerStatus.Sleep sleep);
}
