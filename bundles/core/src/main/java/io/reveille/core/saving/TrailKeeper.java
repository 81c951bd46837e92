package io.reveille.core.saving;

import io.reveille.JobChange;
import io.reveille.JobChange.Kind;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was done to jobs, and by whom. Belongs to the engine's thread. */
public final class TrailKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(TrailKeeper.class);

    private final Trail trail = new Trail();
    private final StateKeeper keeper;
    private final TimeSource time;
    private boolean unsaved; // as a text it is made only when it goes to the store

    public TrailKeeper(StateKeeper keeper, TimeSource time) {
        this.keeper = keeper;
        this.time = time;
    }

    /** Takes in what was saved; before any definition comes. */
    public void load(Collection<StateRecord> records) {
        records.stream().filter(Trail::isIn).findFirst().ifPresent(record -> {
            try {
                trail.load(record);
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "What was kept of who changed which job is damaged and goes to the quarantine, and begins anew: {}",
                        e.getMessage());
                keeper.quarantine(record, String.valueOf(e.getMessage()));
            }
        });
    }

    /** Somebody has done something. What was done is saved for its own sake, and this goes along. */
    public void add(String job, Kind kind, String by, String detail) {
        unsaved |= trail.add(job, kind, OutcomeRules.oneLine(by), time.wall(), OutcomeRules.oneLine(detail));
    }

    /** All that has changed is about to be saved. */
    public void goAlong() {
        if (unsaved) {
            save();
        }
    }

    /** Counts that have grown, too. */
    public void save() {
        unsaved = false;
        trail.write().ifPresent(record -> keeper.changed(record, Urgency.ALONG));
    }

    public List<JobChange> newestFirst() {
        return trail.newestFirst();
    }
}
