package io.reveille.power.cycle;

import io.reveille.power.plan.Situation.Grace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events after which the gateway stays awake for a while. Times are since boot. */
final class Graces {

    private final Duration started;

    /** True if the alarm of a power-off started the program: then there is no grace after the start. */
    private boolean startedByAlarm;

    private @Nullable Duration woke;
    private boolean wokeByAlarm;
    private volatile @Nullable Duration operator;

    Graces(Duration started) {
        this.started = started;
    }

    void startedByAlarm() {
        startedByAlarm = true;
        woke = started;
        wokeByAlarm = true;
    }

    void woke(Duration sinceBoot, boolean byAlarm) {
        woke = sinceBoot;
        wokeByAlarm = byAlarm;
    }

    void operatorActive(Duration sinceBoot) {
        operator = sinceBoot;
    }

    boolean wasOperatorActiveSince(Duration sinceBoot) {
        Duration active = operator;
        return active != null && active.compareTo(sinceBoot) >= 0;
    }

    List<Grace> at(Duration sinceBoot, CycleSettings.Graces settings) {
        List<Grace> graces = new ArrayList<>();
        if (!startedByAlarm) {
            graces.add(grace("it has just started", started, settings.boot(), sinceBoot));
        }
        Duration wokeAt = woke;
        if (wokeAt != null) {
            graces.add(
                    wokeByAlarm
                            ? grace("it has just woken", wokeAt, settings.wake(), sinceBoot)
                            : grace("something else than its alarm woke it", wokeAt, settings.foreign(), sinceBoot));
        }
        Duration active = operator;
        if (active != null) {
            graces.add(grace("somebody works at it", active, settings.operator(), sinceBoot));
        }
        return graces;
    }

    private static Grace grace(String what, Duration since, Duration length, Duration sinceBoot) {
        return new Grace(what, since.plus(length).minus(sinceBoot));
    }
}
