package io.reveille.core.saving;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the next save is due: at once after a quiet time, else as far apart as the settings say, and what has run as far as
 * the flash budget says. Belongs to the engine's thread.
 */
final class SaveTimes {

    private final Agenda agenda;
    private final TimeSource time;
    private Duration coalesce;
    private final FlashBudget budget;
    private final Runnable write;
    private long lastWrite;
    private boolean ran; // something has changed that its job needs to know after a crash
    private boolean urgent; // and that somebody has decided, or that a promise hangs on
    private Agenda.@Nullable Entry planned;
    private boolean plannedUrgent;

    /** @param write what saves */
    SaveTimes(Agenda agenda, TimeSource time, Duration coalesce, FlashBudget budget, Runnable write) {
        this.agenda = agenda;
        this.time = time;
        this.coalesce = coalesce;
        this.budget = budget;
        this.write = write;
        this.lastWrite = time.nanos() - coalesce.toNanos();
    }

    /** Saves lie so far apart from now on; a save that is planned is planned anew. */
    void coalesce(Duration apart) {
        coalesce = apart;
        unplan();
    }

    /** Something was decided. */
    void decided() {
        urgent = true;
    }

    /** A job has run, or its time has come: the flash budget may hold this up. */
    void ran() {
        ran = true;
    }

    /** How far apart saves lie at least that the flash budget may hold up. */
    Duration interval() {
        return budget.interval(coalesce, time.wall());
    }

    /** Whether it is time to save what has changed. */
    boolean isNow() {
        long quiet = quiet();
        return (urgent && quiet >= coalesce.toNanos())
                || (ran && quiet >= interval().toNanos());
    }

    /** Sees to it that what has changed is saved later. */
    void plan() {
        if (planned == null || (urgent && !plannedUrgent)) {
            Duration most = urgent ? coalesce : interval();
            Duration delay = urgent || ran ? most.minusNanos(quiet()) : most;
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
        ran = false;
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
