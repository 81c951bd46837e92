package io.reveille.power.cycle;

import io.reveille.power.TurnedClocks;
import io.reveille.spi.PowerBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A back end that turns the clocks; what it does instead, a test says. */
final class FakeBackend implements PowerBackend {

    final TurnedClocks clocks;
    int calls;
    Probe probe = new Probe(true, List.of("all is there"), Duration.ofSeconds(5), Optional.empty());
    Does does;

    interface Does {
        Result sleep(Request request) throws Exception;
    }

    FakeBackend(TurnedClocks clocks) {
        this.clocks = clocks;
        this.does = request -> slept(request, Duration.ofMillis(300));
    }

    /** As it should be. */
    Result slept(Request request, Duration latency) {
        if (!request.undisturbed().getAsBoolean()) {
            return Result.of(End.ABORTED, Duration.ZERO, "disturbed");
        }
        Instant wake = request.wake().orElseThrow();
        Duration asleep = Duration.between(clocks.wall(), wake);
        clocks.asleep(asleep);
        clocks.awake(latency);
        return Result.of(End.ALARM, asleep, "woken");
    }

    Result slept(Duration time, End end) {
        clocks.asleep(time);
        return Result.of(end, time, "woken");
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Probe probe() {
        return probe;
    }

    @Override
    public Result sleep(Request request) throws Exception {
        calls++;
        return does.sleep(request);
    }
}
