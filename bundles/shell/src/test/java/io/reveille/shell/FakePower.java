package io.reveille.shell;

import io.reveille.Battery;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerService;
import io.reveille.PowerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Remembers what it was asked. */
final class FakePower implements PowerService {

    static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

    final List<String> asked = new ArrayList<>();
    final List<PowerStatus.Inhibitor> inhibitors = new ArrayList<>();
    final List<PowerStatus.Sleep> sleeps = new ArrayList<>();
    PowerStatus.Backend backend =
            new PowerStatus.Backend("linux", true, List.of("rtc0 wakes it"), 0, false, Duration.ofSeconds(2));
    String problem = "";
    OptionalDouble battery = OptionalDouble.empty();

    /** How much of a forecast is cut off. */
    Duration missing = Duration.ZERO;

    @Override
    public PowerStatus status() {
        return new PowerStatus(
                new PowerStatus.Now("awake: a job runs", NOW, problem),
                backend,
                inhibitors,
                new PowerStatus.Totals(12, 3, 1, 20, Duration.ofHours(5)),
                sleeps);
    }

    @Override
    public Hold keepAwake(Duration time, String who, String why) {
        if (time.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException("to be kept awake for " + time + "; expected up to 24 hours");
        }
        asked.add("keep " + time + " " + who + " [" + why + "]");
        Instant until = NOW.plus(time);
        PowerStatus.Inhibitor inhibitor = new PowerStatus.Inhibitor(who, why, NOW, Optional.of(until));
        inhibitors.add(inhibitor);
        return new Hold() {
            @Override
            public Instant until() {
                return until;
            }

            @Override
            public void close() {
                inhibitors.remove(inhibitor);
            }
        };
    }

    @Override
    public int release(String who) {
        int before = inhibitors.size();
        inhibitors.removeIf(each -> each.name().equals(who));
        return before - inhibitors.size();
    }

    @Override
    public void operatorActive() {
        asked.add("active");
    }

    @Override
    public void tryAgain() {
        asked.add("again");
    }

    @Override
    public PowerForecast forecast(Instant from, int days) {
        if (days > 366) {
            throw new IllegalArgumentException("a forecast of " + days + " days; expected 1 to 366");
        }
        return new PowerForecast(
                from,
                from.plus(Duration.ofDays(days)).minus(missing),
                from.plus(Duration.ofDays(days)),
                Duration.ofSeconds(20),
                Battery.UNKNOWN,
                new Figures(168, Duration.ofSeconds(3360), battery),
                new Figures(1008, Duration.ofSeconds(20160), battery),
                List.of());
    }

    @Override
    public PowerForecast forecast(Instant from, int days, Battery unused) {
        throw new UnsupportedOperationException();
    }
}
