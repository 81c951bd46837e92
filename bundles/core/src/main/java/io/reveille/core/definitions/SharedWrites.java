package io.reveille.core.definitions;

import static java.util.Objects.requireNonNull;

import io.reveille.core.definitions.DefinitionWriter.Result;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.DefinitionStore.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writes that callers give side by side, each of one definition: while one call of the store is under way all that come
 * wait, and go with the next call together. Each caller learns what became of its own. May be called by any thread but
 * the engine's.
 */
public final class SharedWrites {

    /** A caller's write; guarded by the lock. */
    private static final class Waiting {

        private final Write write;
        private @Nullable Result result;
        private @Nullable Throwable thrown;

        private Waiting(Write write) {
            this.write = write;
        }

        private boolean isOver() {
            return result != null || thrown != null;
        }
    }

    private final Object lock = new Object();
    private List<Waiting> waiting = new ArrayList<>();
    private @Nullable Thread writer; // calls the store

    /**
     * Has a definition written, alone or with those of others. Within a call of the store by the same thread it is
     * written at once.
     *
     * @throws Error of the call that the write was part of: nobody knows what became of it
     */
    public Result write(DefinitionStore store, Write write) {
        if (isWriting()) {
            return new DefinitionWriter(store).write(List.of(write)).get(0);
        }
        Waiting mine = new Waiting(write);
        List<Waiting> all;
        synchronized (lock) {
            waiting.add(mine);
            awaitTurn(mine);
            if (mine.isOver()) {
                return over(mine);
            }
            writer = Thread.currentThread();
            all = waiting;
            waiting = new ArrayList<>();
        }
        write(store, all);
        synchronized (lock) {
            return over(mine);
        }
    }

    /** Whether the calling thread is within a call of the store, which has led back here. */
    private boolean isWriting() {
        synchronized (lock) {
            return writer == Thread.currentThread();
        }
    }

    private void write(DefinitionStore store, List<Waiting> all) {
        List<Result> results = List.of();
        @Nullable Throwable thrown = null;
        try {
            results = new DefinitionWriter(store)
                    .write(all.stream().map(each -> each.write).toList());
        } catch (Throwable e) {
            thrown = e;
        } finally {
            synchronized (lock) {
                for (int i = 0; i < all.size(); i++) {
                    all.get(i).result = thrown == null ? results.get(i) : null;
                    all.get(i).thrown = thrown;
                }
                writer = null;
                lock.notifyAll();
            }
        }
    }

    /** Waits until the write is over, or no call is under way. */
    @SuppressWarnings("GuardedBy") // called under the lock
    private void awaitTurn(Waiting mine) {
        boolean interrupted = false;
        while (writer != null && !mine.isOver()) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Result over(Waiting mine) {
        if (mine.thrown instanceof Error error) {
            throw error;
        }
        if (mine.thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return requireNonNull(mine.result, "result");
    }
}
