package io.reveille.core.saving;

import io.reveille.core.state.RunState;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The decision when state is saved: at once after a quiet time, else as far apart as the settings say. A job that runs
 * once an hour is saved right after its run and costs no wake-up of its own; busy ones share their saves. Belongs to
 * the engine's thread.
 */
public final class SaveStep {

    private final StateKeeper keeper;
    private final StateWriter writer;
    private final SaveTimes times;
    private final Runnable whenSent;
    private final Consumer<Collection<RunState>> whenSaved;
    private final Runnable whenAllSaved;

    /**
     * @param whenSent called whenever all changes are about to go to the store
     * @param whenSaved given the states that are saved, once they are
     * @param whenAllSaved called when all is saved that had changed when {@code whenSent} was called
     */
    public SaveStep(
            StateKeeper keeper,
            StateWriter writer,
            SaveTimes times,
            Runnable whenSent,
            Consumer<Collection<RunState>> whenSaved,
            Runnable whenAllSaved) {
        this.keeper = keeper;
        this.writer = writer;
        this.times = times;
        this.whenSent = whenSent;
        this.whenSaved = whenSaved;
        this.whenAllSaved = whenAllSaved;
    }

    /** Writes changes, now or later; called when the engine has done all that there was to do. */
    public void settle() {
        if (!writer.isDirty() && !writer.isWriting()) {
            keeper.flushed(true);
        }
        if (!writer.isDirty() || writer.isWriting()) {
            return;
        }
        if (goesFirst()) {
            writer.writeUrgent();
        } else if (writer.isInRound()) {
            writer.writeNext(this::written);
        } else if (times.isNow() || keeper.isFlushAsked()) {
            write();
        } else {
            times.plan(this::write);
        }
    }

    /**
     * Whether something urgent goes before all other changes. Once a save of all is under way, they take turns, and changes by
     * callers let one pass that is asked for by now: else many callers side by side would put that off for ever.
     */
    private boolean goesFirst() {
        return writer.hasUrgent()
                && !(writer.isInRound() && writer.wasUrgent())
                && !(times.isAtOnce() && writer.hasJobs() && writer.onlyCallersWait());
    }

    private void write() {
        times.unplan();
        if (writer.isWriting() || writer.isInRound() || goesFirst()) {
            return; // the end of a batch brings the engine back here
        }
        times.begun(writer.hasJobs()); // the engine's own record at the start keeps no job waiting
        whenSent.run();
        writer.writeAll(this::written);
    }

    private void written(StateWriter.Batch batch) {
        keeper.countWritten();
        if (batch.saved()) {
            keeper.saved(batch.states());
            whenSaved.accept(batch.states());
            if (batch.isLast()) {
                whenAllSaved.run();
            }
        } else {
            times.failed();
            keeper.flushed(false);
        }
    }
}
