package io.reveille.power.cycle;

import io.reveille.PowerStatus.Now;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the cycle does and why, for people. Read by any thread, written by one. */
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

    /** @param problem why settings were refused; empty if they were not */
    void settings(String problem) {
        refused = problem;
        now = new Now(now.doing(), now.since(), problem);
    }

    /**
     * Says it, unless it is what was said last.
     *
     * @param problem what somebody should look at; empty if nothing
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
