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
    private Duration untilDeadline = Duration.ZERO; // from the wake on
    private volatile @Nullable Duration operator;

    Graces(Duration started) {
        this.started = started;
    }

    void startedByAlarm() {
        startedByAlarm = true;
        woke = started;
        wokeByAlarm = true;
    }

    /**
     * Notes a wake-up.
     *
     * @param byAlarm whether the gateway's own alarm woke the machine
     * @param deadline the time left until the deadline for which the alarm was set
     */
    void woke(Duration sinceBoot, boolean byAlarm, Duration deadline) {
        woke = sinceBoot;
        wokeByAlarm = byAlarm;
        untilDeadline = deadline;
    }

    void operatorActive(Duration sinceBoot) {
        operator = sinceBoot;
    }

    boolean wasOperatorActiveSinceWake() {
        Duration wokeAt = woke;
        return wokeAt != null && wasOperatorActiveSince(wokeAt);
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
        if (wokeAt != null && wokeByAlarm) {
            graces.add(grace("it has just woken", wokeAt, settings.wake(), sinceBoot));
            graces.add(grace("it has woken for jobs that may run soon", wokeAt, untilDeadline, sinceBoot));
        } else if (wokeAt != null) {
            graces.add(grace("something else than its alarm woke it", wokeAt, settings.foreign(), sinceBoot));
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
