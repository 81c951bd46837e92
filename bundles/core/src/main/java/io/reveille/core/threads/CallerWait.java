package io.reveille.core.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The wait for an answer that another thread gives, on the asking thread, which is never the engine's. */
public final class CallerWait {

    /** Longer than a question may take: an answer, or the news that there is none, comes earlier. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    private final BooleanSupplier meanwhile;

    /** @param meanwhile for an engine stepped by hand: does what the answer waits for; false: nothing is left to do */
    public CallerWait(Mailbox mailbox, BooleanSupplier meanwhile) {
        this.mailbox = mailbox;
        this.meanwhile = meanwhile;
    }

    /**
     * Works until the answer is there, where the engine's thread would wait for itself; returns false if nothing more
     * can be done for it.
     */
    public boolean workFor(CompletableFuture<?> answer) {
        while (!answer.isDone() && mailbox.isMine()) {
            if (!meanwhile.getAsBoolean()) {
                return answer.isDone(); // the last of the work may have been to answer
            }
        }
        return true;
    }

    /** Returns the answer; empty if there is none. An interrupt does not end the wait and is set again after it. */
    public <T> Optional<T> until(CompletableFuture<T> answer) {
        if (!workFor(answer)) {
            return Optional.empty();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
