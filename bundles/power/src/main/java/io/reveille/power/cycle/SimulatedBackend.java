package io.reveille.power.cycle;

import io.reveille.spi.PowerBackend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A back end that only reports the sleeps that it would carry out: the default of a gateway. */
public final class SimulatedBackend implements PowerBackend {

    public static final String NAME = "simulated";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public Probe probe() {
        return new Probe(
                true,
                List.of("nothing sleeps: the setting backend is " + NAME + ", which only reports what it would do"),
                Duration.ZERO,
                Optional.empty());
    }

    @Override
    public Result sleep(Request request) {
        String what = request.depth() == Depth.SUSPEND ? "would suspend" : "would power off";
        return Result.of(
                End.SIMULATED,
                Duration.ZERO,
                request.wake().map(wake -> what + " until " + wake).orElse(what + " without an alarm"));
    }
}
