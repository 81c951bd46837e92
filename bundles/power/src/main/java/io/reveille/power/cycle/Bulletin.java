package io.reveille.power.cycle;

import io.reveille.PowerStatus.Now;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current activity of the cycle and the reason for it, for people. Read by any thread, written by one. */
final class Bulletin {

    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);

    private final MachineClocks clocks;
    private String refused = "";
    private volatile Now now;

    Bulletin(MachineClocks clocks) {
        this.clocks = clocks;
        this.now = new Now("it has just started", clocks.wall(), "");
    }

    Now now() {
        return now;
    }

    /**
     * Sets why the last settings were refused.
     *
     * @param problem the reason; empty if they were not refused
     */
    void settings(String problem) {
        refused = problem;
        now = new Now(now.doing(), now.since(), problem);
    }

    /**
     * Replaces the current activity, unless it is the same.
     *
     * @param doing the activity, or why the gateway stays awake, in words
     * @param problem a problem that needs attention; empty if there is none
     */
    void say(String doing, String problem) {
        String shown = refused.isEmpty() ? problem : refused;
        if (doing.equals(now.doing()) && shown.equals(now.problem())) {
            return;
        }
        if (!problem.isEmpty() && !problem.equals(now.problem())) {
            LOG.warn("The gateway does not sleep: {}", problem);
        }
        now = new Now(doing, clocks.wall(), shown);
    }
}
