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

/** The keeper of the trail: what was done to jobs, and by whom. Belongs to the engine's thread. */
public final class TrailKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(TrailKeeper.class);

    private final Trail trail = new Trail();
    private final StateKeeper keeper;
    private final TimeSource time;
    private boolean unsaved; // the trail's text is made only when it goes to the store

    public TrailKeeper(StateKeeper keeper, TimeSource time) {
        this.keeper = keeper;
        this.time = time;
    }

    /** Takes in the saved trail; before any definition comes. */
    public void load(Collection<StateRecord> records) {
        records.stream().filter(Trail::isIn).findFirst().ifPresent(record -> {
            try {
                trail.load(record);
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "The saved trail of changes to jobs is damaged and goes to the quarantine; it begins anew: {}",
                        e.getMessage());
                keeper.quarantine(record, String.valueOf(e.getMessage()));
            }
        });
    }

    /** Adds an action. The action's effect has a save of its own, with which the entry goes. */
    public void add(String job, Kind kind, String by, String detail) {
        unsaved |= trail.add(job, kind, OutcomeRules.oneLine(by), time.wall(), OutcomeRules.oneLine(detail));
    }

    /** Adds the trail to the save that is about to be made. */
    public void goAlong() {
        if (unsaved) {
            save();
        }
    }

    /** Has the trail saved, even if only counts have grown. */
    public void save() {
        unsaved = false;
        trail.write().ifPresent(record -> keeper.changed(record, Urgency.ALONG));
    }

    public List<JobChange> newestFirst() {
        return trail.newestFirst();
    }
}
