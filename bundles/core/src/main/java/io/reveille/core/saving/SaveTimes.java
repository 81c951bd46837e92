package io.reveille.core.saving;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the next save is due: at once after a quiet time, else as far apart as the settings say, and what has run as far as
 * the flash budget says. Belongs to the engine's thread.
 */
public final class SaveTimes {

    private final Agenda<?> agenda;
    private final TimeSource time;
    private Duration coalesce;
    private final FlashBudget budget;
    private long lastWrite;
    private boolean budgeted; // something has changed that its job needs to know after a crash
    private boolean urgent; // and that somebody has decided, or that a promise hangs on
    private Agenda.@Nullable Entry planned;
    private boolean plannedUrgent;

    /** @param coalesce how far apart saves lie, at least */
    public SaveTimes(Agenda<?> agenda, TimeSource time, Duration coalesce, FlashBudget budget) {
        this.agenda = agenda;
        this.time = time;
        this.coalesce = coalesce;
        this.budget = budget;
        this.lastWrite = time.nanos() - coalesce.toNanos();
    }

    /** Saves lie so far apart from now on; a save that is planned is planned anew. */
    public void coalesce(Duration apart) {
        coalesce = apart;
        unplan();
    }

    /** Something has changed that is to be saved so soon. */
    void changed(Urgency urgency) {
        urgent |= urgency == Urgency.SOON;
        budgeted |= urgency == Urgency.IN_BUDGET;
    }

    /** How far apart saves lie at least that the flash budget may hold up. */
    Duration interval() {
        return budget.interval(coalesce, time.wall());
    }

    /** Whether it is time to save what has changed. */
    boolean isNow() {
        long quiet = quiet();
        return (urgent && quiet >= coalesce.toNanos())
                || (budgeted && quiet >= interval().toNanos());
    }

    /** Sees to it that what has changed is saved later. */
    void plan(Runnable write) {
        if (planned == null || (urgent && !plannedUrgent)) {
            Duration most = urgent ? coalesce : interval();
            Duration delay = urgent || budgeted ? most.minusNanos(quiet()) : most;
            unplan();
            plannedUrgent = urgent;
            planned = agenda.after(time.wall(), delay, write);
        }
    }

    /** It comes otherwise, or is not to come. */
    void unplan() {
        if (planned != null) {
            agenda.cancel(planned);
            planned = null;
        }
    }

    /**
     * All that has changed is being saved.
     *
     * @param counts whether the next one is to keep its distance
     */
    void begun(boolean counts) {
        urgent = false;
        budgeted = false;
        if (counts) {
            lastWrite = time.nanos();
        }
    }

    /** The store has failed: it is tried again, and not at once. */
    void failed() {
        lastWrite = time.nanos();
        urgent = true;
    }

    private long quiet() {
        return time.nanos() - lastWrite;
    }
}
