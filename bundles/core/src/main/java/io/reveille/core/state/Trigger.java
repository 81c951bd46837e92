package io.reveille.core.state;

import java.time.Instant;
import java.util.Map;

/**
 * Why a job that waits for an event runs: the job before it in a chain has ended, or the machine has started.
 *
 * @param id tells it from others; the id of the run that ended
 * @param at when that was
 * @param missed how many triggers, this one included, it stands for; 0 if it is in time
 * @param input what the run returned
 */
public record Trigger(String id, Instant at, int missed, Map<String, Object> input) {

    /** The same, standing for more. */
    public Trigger making(int newMissed) {
        return new Trigger(id, at, newMissed, input);
    }
}
