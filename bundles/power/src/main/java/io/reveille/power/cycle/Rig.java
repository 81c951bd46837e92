package io.reveille.power.cycle;

import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerBackend.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings and back end of the cycle, replaced as a whole when one of them changes.
 *
 * @param settings the settings of the cycle
 * @param name the back end's name in the settings
 * @param backend the back end; empty if there is none of this name now
 * @param problem why the last settings were refused; empty if they were not
 */
public record Rig(CycleSettings settings, String name, Optional<PowerBackend> backend, String problem) {

    /**
     * Returns the back end's probe of the machine; a back end that is missing, throws or returns null is not usable.
     */
    @SuppressWarnings("ConstantConditions") // the back end's code is not ours and may return null
    Probe probe() {
        if (backend.isEmpty()) {
            return nothing("there is no back end " + name + " now");
        }
        try {
            Probe probe = backend.get().probe();
            return probe == null ? nothing("the back end " + name + " returned no probe of this machine") : probe;
        } catch (RuntimeException e) {
            return nothing("the back end " + name + " failed to probe this machine: " + e);
        }
    }

    private static Probe nothing(String why) {
        return new Probe(false, List.of(why), Duration.ZERO, Optional.empty());
    }
}
