package io.reveille.kura.machine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the check-in with Kura's watchdog. */
@ObjectClassDefinition(
        id = WatchdogSettings.PID,
        name = "Reveille: watchdog",
        description =
                "Whether Kura's watchdog restarts the gateway when the engine of Reveille does not answer any more."
                        + " Needs Kura's own watchdog to be enabled. A job that hangs or fails is no reason.")
@interface WatchdogForm {

    @AttributeDefinition(
            name = "Enabled",
            description = "Whether the engine checks in with Kura's watchdog. Each check-in wakes the processor.")
    boolean enabled() default false;

    @AttributeDefinition(
            name = "Timeout (s)",
            min = "60",
            max = "86400",
            description =
                    "After how many seconds without an answer of the engine Kura restarts the gateway, 60 to 86400."
                            + " The engine is asked four times as often.")
    int timeout() default 300;
}
