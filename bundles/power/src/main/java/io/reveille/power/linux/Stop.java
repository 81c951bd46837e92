package io.reveille.power.linux;

import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import java.time.Duration;
import java.util.Optional;

/** Thrown when a sleep is called off or fails on the way, with everything as it was before. */
final class Stop extends Exception {

    private final transient Result result;

    private Stop(Result result) {
        super(result.detail());
        this.result = result;
    }

    Result result() {
        return result;
    }

    static Stop aborted(String why) {
        return new Stop(Result.of(End.ABORTED, Duration.ZERO, why));
    }

    static Stop failed(String why) {
        return new Stop(Result.of(End.FAILED, Duration.ZERO, why));
    }

    static Stop beyond(Duration horizon, String why) {
        return new Stop(new Result(End.ABORTED, Duration.ZERO, Optional.empty(), Optional.of(horizon), why));
    }
}
