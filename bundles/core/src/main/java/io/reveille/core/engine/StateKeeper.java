package io.reveille.core.engine;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateWriter;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.StateStore;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When state is saved: at once after a quiet time, else as far apart as the settings say. A job that runs once an hour
 * is saved right after its run and costs no wake-up of its own; busy ones share their saves. Belongs to the engine's
 * thread.
 */
final class StateKeeper {

    private final StateWriter writer;
    private final Agenda agenda;
    private final TimeSource time;
    private final Duration coalesce;
    private long lastWrite;
    private boolean urgent; // something has changed that its job needs to know after a crash
    private Agenda.@Nullable Entry planned;

    StateKeeper(
            StateStore store,
            Executor thread,
            Consumer<Runnable> engine,
            Agenda agenda,
            TimeSource time,
            Duration coalesce) {
        this.writer = new StateWriter(store, thread, engine, this::writeLater);
        this.agenda = agenda;
        this.time = time;
        this.coalesce = coalesce;
        this.lastWrite = time.nanos() - coalesce.toNanos();
    }

    void changed(RunState state) {
        writer.changed(state);
        urgent = true;
    }

    /** A run has begun: worth a save only if it lasts, since its end is saved anyway. */
    void begun(RunState state) {
        writer.changed(state);
    }

    void forgotten(String job) {
        writer.forgotten(job);
        urgent = true;
    }

    /** Writes what has changed, now or later; called when the engine has done all that there was to do. */
    void settle() {
        if (!writer.isDirty() || writer.isWriting()) {
            return;
        }
        long quiet = time.nanos() - lastWrite;
        if (urgent && quiet >= coalesce.toNanos()) {
            write();
        } else if (planned == null) {
            planned = agenda.after(time.wall(), urgent ? coalesce.minusNanos(quiet) : coalesce, this::write);
        }
    }

    /** Writes what is left, on the calling thread, when the engine's thread has ended. */
    void writeLast() {
        writer.writeLast();
    }

    private void write() {
        if (planned != null) {
            agenda.cancel(planned);
            planned = null;
        }
        urgent = false;
        lastWrite = time.nanos();
        writer.write();
    }

    /** The store failed: not again at once. */
    private void writeLater() {
        lastWrite = time.nanos();
        urgent = true;
    }
}
