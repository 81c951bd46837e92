package io.reveille.core.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The wait for an answer of somebody else's code, on the thread of whoever wants to know; never on the engine's. */
public final class CallerWait {

    /** Longer than a question may take: the answer, or the word that there is none, comes before. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    private BooleanSupplier meanwhile = () -> false;

    public CallerWait(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** For who steps the engine by hand: what to do while its thread would wait. */
    public void meanwhile(BooleanSupplier work) {
        meanwhile = work;
    }

    /** Returns the answer; empty if there is none. An interrupt does not end this: it is remembered. */
    public <T> Optional<T> until(CompletableFuture<T> answer) {
        while (!answer.isDone() && mailbox.isMine()) {
            if (!meanwhile.getAsBoolean()) {
                return Optional.empty(); // it would wait for itself
            }
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
