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
    }

    void forgotten(String job) {
        writer.forgotten(job);
    }

    /** Writes what has changed, now or later; called when the engine has done all that there was to do. */
    void settle() {
        if (!writer.isDirty() || writer.isWriting() || planned != null) {
            return;
        }
        long quiet = time.nanos() - lastWrite;
        if (quiet >= coalesce.toNanos()) {
            write();
        } else {
            planned = agenda.after(time.wall(), coalesce.minusNanos(quiet), this::write);
        }
    }

    /** Writes what is left, on the calling thread, when the engine's thread has ended. */
    void writeLast() {
        writer.writeLast();
    }

    private void write() {
        planned = null;
        lastWrite = time.nanos();
        writer.write();
    }

    /** The store failed: not again at once. */
    private void writeLater() {
        lastWrite = time.nanos();
    }
}
