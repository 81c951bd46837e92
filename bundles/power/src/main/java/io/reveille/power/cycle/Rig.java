package io.reveille.power.cycle;

import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerBackend.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the cycle works with, replaced as a whole when settings or back ends change.
 *
 * @param settings how
 * @param name the back end's name in the settings
 * @param backend it itself; empty if there is none of this name now
 * @param problem what was wrong with settings that were refused; empty if nothing
 */
public record Rig(CycleSettings settings, String name, Optional<PowerBackend> backend, String problem) {

    /** What the back end finds; one that throws can do nothing. */
    @SuppressWarnings("ConstantConditions") // somebody else's code
    Probe probe() {
        if (backend.isEmpty()) {
            return nothing("there is no back end " + name + " now");
        }
        try {
            Probe probe = backend.get().probe();
            return probe == null ? nothing("the back end " + name + " says nothing of this machine") : probe;
        } catch (RuntimeException e) {
            return nothing("the back end " + name + " fails when it looks at this machine: " + e);
        }
    }

    private static Probe nothing(String why) {
        return new Probe(false, List.of(why), Duration.ZERO, Optional.empty());
    }
}
