package io.reveille.core.saving;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time of the next save: at once after a quiet time, else as far apart as the settings say, and for what has merely
 * run, as the flash budget says. Belongs to the engine's thread.
 */
public final class SaveTimes {

    private final Agenda<?> agenda;
    private final TimeSource time;
    private Duration coalesce;
    private final FlashBudget budget;
    private long lastWrite;
    private boolean budgeted; // there is a change that its job needs after a crash
    private boolean atOnce; // somebody asked for a save now
    private boolean urgent; // there is a change that was ordered, or that a promise depends on
    private Agenda.@Nullable Entry planned;
    private boolean plannedUrgent;

    /** @param coalesce the least time between saves */
    public SaveTimes(Agenda<?> agenda, TimeSource time, Duration coalesce, FlashBudget budget) {
        this.agenda = agenda;
        this.time = time;
        this.coalesce = coalesce;
        this.budget = budget;
        this.lastWrite = time.nanos() - coalesce.toNanos();
    }

    /** Changes the least time between saves; a planned save is planned anew. */
    public void coalesce(Duration apart) {
        coalesce = apart;
        unplan();
    }

    /** Notes a change and how soon it is to be saved. */
    void changed(Urgency urgency) {
        urgent |= urgency == Urgency.SOON;
        budgeted |= urgency == Urgency.IN_BUDGET;
    }

    boolean isAtOnce() {
        return atOnce;
    }

    /** Makes it time to save, once. */
    void atOnce() {
        atOnce = true;
    }

    /** The least time between saves that the flash budget may delay. */
    Duration interval() {
        return budget.interval(coalesce, time.wall());
    }

    /** Whether it is time to save what has changed. */
    boolean isNow() {
        long quiet = quiet();
        return atOnce
                || (quiet >= coalesce.toNanos() // no interval is shorter
                        && (urgent || (budgeted && quiet >= interval().toNanos())));
    }

    /** Plans a save of the changes. */
    void plan(Runnable write) {
        if (planned == null || (urgent && !plannedUrgent)) {
            Duration most = urgent ? coalesce : interval();
            Duration delay = urgent || budgeted ? most.minusNanos(quiet()) : most;
            unplan();
            plannedUrgent = urgent;
            planned = agenda.after(time.wall(), delay, "save", write);
        }
    }

    /** Cancels the planned save. */
    void unplan() {
        if (planned != null) {
            agenda.cancel(planned);
            planned = null;
        }
    }

    /**
     * Notes that all changes are being saved.
     *
     * @param counts whether the next save has to keep its distance from this one
     */
    void begun(boolean counts) {
        atOnce = false;
        urgent = false;
        budgeted = false;
        if (counts) {
            lastWrite = time.nanos();
        }
    }

    /** Notes that the store has failed, so that the next try comes later. */
    void failed() {
        lastWrite = time.nanos();
        urgent = true;
    }

    private long quiet() {
        return time.nanos() - lastWrite;
    }
}
