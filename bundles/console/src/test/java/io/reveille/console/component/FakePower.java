package io.reveille.console.component;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerForecast.Stretch;
import io.reveille.PowerService;
import io.reveille.PowerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A gateway that would sleep. Remembers what was asked of it, and refuses a hold that is too long as the real one does. */
final class FakePower implements PowerService {

    static final Instant NOW = Instant.parse("2026-03-04T10:00:00.123Z");

    final List<String> asked = new ArrayList<>();

    /** The part of a forecast that is cut off. */
    Duration missing = Duration.ZERO;

    /** Thrown by {@link #tryAgain}. */
    @Nullable
    RuntimeException failure;

    private int holds;

    @Override
    public PowerStatus status() {
        return new PowerStatus(
                new PowerStatus.Now("awake: <b>a job</b> runs", NOW, ""),
                new PowerStatus.Backend("linux", true, List.of("rtc0"), 1, false, Duration.ofSeconds(2)),
                List.of(
                        new PowerStatus.Inhibitor("update", "firmware", NOW, Optional.empty()),
                        new PowerStatus.Inhibitor(OPERATOR, "", NOW, Optional.of(NOW.plusSeconds(1800)))),
                new PowerStatus.Totals(12, 3, 1, 20, Duration.ofHours(5)),
                List.of(new PowerStatus.Sleep(
                        NOW,
                        Optional.of(NOW),
                        Duration.ofMinutes(10),
                        "ALARM",
                        "",
                        Optional.of("poll"),
                        Duration.ofSeconds(3))));
    }

    @Override
    public Hold keepAwake(Duration time, String who, String why) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException("to be kept awake for " + time + "; expected up to 24 hours");
        }
        asked.add("keep " + time + " " + who + " [" + why + "]");
        holds++;
        return new Hold() {
            @Override
            public Instant until() {
                return NOW.plus(time);
            }

            @Override
            public void close() {
                holds--;
            }
        };
    }

    @Override
    public int release(String who) {
        asked.add("release " + who);
        int ended = holds;
        holds = 0;
        return ended;
    }

    @Override
    public void operatorActive() {
        asked.add("active");
    }

    @Override
    public void tryAgain() {
        if (failure != null) {
            throw failure;
        }
        asked.add("again");
    }

    @Override
    public PowerForecast forecast(Instant from, int days) {
        return forecast(from, days, Battery.UNKNOWN);
    }

    @Override
    public PowerForecast forecast(Instant from, int days, Battery battery) {
        Instant end = from.plus(Duration.ofDays(days));
        return new PowerForecast(
                from,
                end.minus(missing),
                end,
                Duration.ofSeconds(20),
                battery,
                new Figures(
                        168,
                        Duration.ofSeconds(3360),
                        battery.isKnown() ? OptionalDouble.of(battery.capacity() / 100) : OptionalDouble.empty()),
                new Figures(1008, Duration.ofSeconds(20160), OptionalDouble.empty()),
                List.of(new Stretch(from.plusSeconds(60), from.plusSeconds(80))));
    }
}
