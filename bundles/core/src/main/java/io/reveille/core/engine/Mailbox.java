package io.reveille.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way into the engine's thread: what any other thread wants of the engine's state goes through here, in order. */
public final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private record Letter(Runnable task, Runnable refuse) {}

    private final Runnable wake;

    private final Object lock = new Object(); // guards the two below; nothing is called under it
    private final Queue<Letter> letters = new ArrayDeque<>();
    private boolean closed;

    private volatile @Nullable Thread owner;

    /** @param wake ends the engine's wait */
    Mailbox(Runnable wake) {
        this.wake = wake;
    }

    /** From now on this thread is the engine's. */
    void ownedBy(Thread thread) {
        owner = thread;
    }

    /** Whether the calling thread is the engine's. */
    boolean isMine() {
        return Thread.currentThread() == owner;
    }

    /** Has something done on the engine's thread, soon; after the end of the engine it is dropped. */
    public void post(Runnable task) {
        send(new Letter(task, () -> {}));
    }

    /**
     * Has something answered on the engine's thread, and waits for it. The engine calls nobody's code, so the answer
     * comes soon.
     *
     * @throws IllegalStateException if Reveille has stopped
     */
    public <T> T ask(Supplier<T> question) {
        if (isMine()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) { // whoever asks waits for an answer, whatever it is
                answer.completeExceptionally(e);
            }
        };
        send(new Letter(task, () -> answer.completeExceptionally(new IllegalStateException("Reveille has stopped."))));
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Does what has come in, on the engine's thread. */
    void read() {
        for (Letter letter = poll(); letter != null; letter = poll()) {
            try {
                letter.task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("An event was not handled; everything else goes on.", e);
            }
        }
    }

    /** Refuses what is still here, and all that comes. */
    void close() {
        owner = null; // who closes is refused like everybody else
        List<Letter> left;
        synchronized (lock) {
            closed = true;
            left = new ArrayList<>(letters);
            letters.clear();
        }
        left.forEach(letter -> letter.refuse.run());
    }

    private void send(Letter letter) {
        boolean refused;
        synchronized (lock) {
            refused = closed;
            if (!refused) {
                letters.add(letter);
            }
        }
        if (refused) {
            letter.refuse.run();
        } else {
            wake.run(); // by the engine's thread too: it may have read its letters already
        }
    }

    private @Nullable Letter poll() {
        synchronized (lock) {
            return letters.poll();
        }
    }
}
