package io.reveille.core.threads;

import io.reveille.core.fault.FaultMessage;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into the engine's thread: requests of other threads to the engine's state go through here, in order. Sending
 * a letter, answering a question and refusing one need no memory, so no answer is lost when there is none.
 */
public final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private static final FaultMessage EVENT_FAILED =
            new FaultMessage(LOG, "An event was not handled; everything else goes on.");

    private static final String STOPPED = "Reveille has stopped.";

    /** Far beyond what any answer takes: a thread that asks a stuck engine is freed. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** An entry in the list of waiting requests; sent at most once. */
    private abstract static class Letter {

        private @Nullable Letter next;

        /**
         * Does what the letter asks for, on the engine's thread; returns what was thrown if that may be left half done.
         */
        abstract @Nullable Throwable open();

        void refuse(String why) {}
    }

    /** A letter without an answer, and at once the action that sends the letter. */
    private final class Task extends Letter implements Runnable {

        private final Runnable task;

        Task(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            send(this);
        }

        @Override
        @Nullable
        Throwable open() {
            try {
                task.run();
                return null;
            } catch (Throwable e) {
                EVENT_FAILED.error(e);
                return e;
            }
        }
    }

    /** A question whose sender waits for the answer. The monitor of a question guards its fields. */
    private static final class Question<T> extends Letter {

        private final Supplier<T> question;
        private @Nullable T answer;
        private @Nullable Throwable thrown;
        private String refused = "";
        private boolean over;

        Question(Supplier<T> question) {
            this.question = question;
        }

        @Override
        @Nullable
        Throwable open() {
            T given = null;
            Throwable fault = null;
            try {
                given = question.get();
            } catch (Throwable e) { // the asking thread needs an answer of any kind
                fault = e;
            }
            end(given, fault, "");
            return fault instanceof Error ? fault : null; // an exception is an answer
        }

        @Override
        void refuse(String why) {
            end(null, null, why);
        }

        private synchronized void end(@Nullable T given, @Nullable Throwable fault, String why) {
            if (!over) {
                over = true;
                answer = given;
                thrown = fault;
                refused = why;
                notifyAll();
            }
        }

        /** Waits for the answer, which comes soon. An interrupt does not end the wait and is set again after it. */
        @SuppressWarnings("NullAway") // the answer is what the question gave
        synchronized T await(Duration patience) {
            boolean interrupted = false;
            @Nullable Throwable late = null;
            while (!over) {
                try {
                    wait(patience.toMillis());
                    if (!over) {
                        late = new TimeoutException();
                        end(
                                null,
                                null,
                                "The engine has not answered within " + patience.toSeconds()
                                        + " s. What was asked of it may still be done.");
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (!refused.isEmpty()) {
                throw new IllegalStateException(refused, late);
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            if (thrown != null) {
                throw new IllegalStateException("The engine could not answer, and goes on: " + thrown, thrown);
            }
            return answer;
        }
    }

    private final Runnable wake;

    private final Object lock = new Object(); // guards the five below; nothing is called under it
    private boolean away = true; // nobody reads, and nobody has woken the engine since: the next letter does
    private @Nullable Letter first; // of those that wait
    private @Nullable Letter last;
    private @Nullable Letter open; // is being done
    private String closed = ""; // why nothing more is taken

    private volatile @Nullable Thread owner;
    private boolean failed; // since {@link #hasFailed} was called last; for the engine's thread only

    /** @param wake ends the engine's wait; needs no memory */
    public Mailbox(Runnable wake) {
        this.wake = wake;
    }

    /** Makes this thread the engine's from now on. */
    public void ownedBy(Thread thread) {
        owner = thread;
    }

    /** Whether the calling thread is the engine's. */
    public boolean isMine() {
        return Thread.currentThread() == owner;
    }

    /** Whether the calling thread may change the engine's state: it is the engine's, or the engine has none. For assertions. */
    public boolean isMineOrFree() {
        Thread mine = owner;
        return mine == null || mine == Thread.currentThread();
    }

    /** Has a task done on the engine's thread, soon; after the end of the engine the task is dropped. */
    public void post(Runnable task) {
        send(new Task(task));
    }

    /**
     * Prepares a task for the engine's thread.
     *
     * @return an action that posts the task, once, and needs no memory for that
     */
    public Runnable letter(Runnable task) {
        return new Task(task);
    }

    /**
     * Has something answered on the engine's thread, and waits for it. The engine calls nobody's code, so the answer
     * comes soon.
     *
     * @throws IllegalStateException if Reveille has stopped, one of the engine's threads has ended, the answer failed by an
     *     Error, or there is none for long: the cause is a {@link TimeoutException} then, and what was asked may still be
     *     done
     */
    public <T> T ask(Supplier<T> question) {
        return ask(question, PATIENCE);
    }

    /** Has something answered as {@link #ask(Supplier)} does, but waits no longer than this. */
    public <T> T ask(Supplier<T> question, Duration patience) {
        if (isMine()) {
            return question.get();
        }
        Question<T> asked = new Question<>(question);
        send(asked);
        return asked.await(patience);
    }

    /** Does all that was posted and answers all questions, on the engine's thread. */
    public void read() {
        for (Letter letter = poll(); letter != null; letter = poll()) {
            failed |= letter.open() != null;
        }
    }

    /** Whether something was not done, or not wholly, since this method was called last; on the engine's thread. */
    public boolean hasFailed() {
        boolean was = failed;
        failed = false;
        return was;
    }

    /** Refuses all that waits, and all that comes. */
    public void close() {
        owner = null; // the closing thread is refused like all others
        close(STOPPED);
    }

    /** Refuses all that waits, is under way, or comes, since the engine's thread has ended. Any thread. */
    public void close(String why) {
        Letter left;
        Letter cutOff;
        synchronized (lock) {
            closed = why;
            left = first;
            cutOff = open;
            first = null;
            last = null;
        }
        if (cutOff != null) {
            cutOff.refuse(why);
        }
        for (Letter letter = left; letter != null; letter = letter.next) {
            letter.refuse(why);
        }
    }

    private void send(Letter letter) {
        String refused;
        boolean wakes;
        synchronized (lock) {
            refused = closed;
            wakes = away;
            if (refused.isEmpty()) {
                away = false; // letters that follow find the engine woken
                if (last == null) {
                    first = letter;
                } else {
                    last.next = letter;
                }
                last = letter;
            }
        }
        if (!refused.isEmpty()) {
            letter.refuse(refused);
        } else if (wakes) {
            wake.run(); // by the engine's thread too, which has read its letters already
        }
    }

    private @Nullable Letter poll() {
        synchronized (lock) {
            Letter letter = first;
            open = letter;
            away = letter == null;
            if (letter != null) {
                first = letter.next;
                last = first == null ? null : last;
            }
            return letter;
        }
    }
}
