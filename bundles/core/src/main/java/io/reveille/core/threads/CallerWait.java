package io.reveille.core.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The wait for an answer that another thread gives, on the thread of whoever wants to know; never on the engine's. */
public final class CallerWait {

    /** Longer than a question may take: the answer, or the word that there is none, comes before. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    private final BooleanSupplier meanwhile;

    /** @param meanwhile for who steps the engine by hand: does what the answer waits for; false: there is no such thing */
    public CallerWait(Mailbox mailbox, BooleanSupplier meanwhile) {
        this.mailbox = mailbox;
        this.meanwhile = meanwhile;
    }

    /** Works for an answer as long as the engine's thread would wait for itself; returns false if that is no use. */
    public boolean workFor(CompletableFuture<?> answer) {
        while (!answer.isDone() && mailbox.isMine()) {
            if (!meanwhile.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the answer; empty if there is none. An interrupt does not end this: it is remembered. */
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
