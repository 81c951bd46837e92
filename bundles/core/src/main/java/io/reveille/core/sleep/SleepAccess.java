package io.reveille.core.sleep;

import io.reveille.core.calls.Calls;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.plan.Forecast;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.Quiescence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers for a component that decides when the machine sleeps. May be called by any thread. */
public final class SleepAccess implements Quiescence {

    private static final Logger LOG = LoggerFactory.getLogger(SleepAccess.class);

    /** The longest time that the state store may take; after that the machine stays awake. */
    private static final int STORE_SECONDS = 30;

    private final Mailbox mailbox;
    private final CallerWait wait;
    private final SleepHold sleepHold;
    private final Jobs jobs;
    private final Calls calls;

    public SleepAccess(Mailbox mailbox, CallerWait wait, SleepHold sleepHold, Jobs jobs, Calls calls) {
        this.calls = calls;
        this.mailbox = mailbox;
        this.wait = wait;
        this.sleepHold = sleepHold;
        this.jobs = jobs;
    }

    @Override
    public Outlook outlook() {
        return mailbox.ask(sleepHold::outlook);
    }

    @Override
    public boolean runOpen() {
        return mailbox.ask(sleepHold::runOpen);
    }

    @Override
    public Optional<Quiet> tryEnter() {
        CompletableFuture<Boolean> saved = new CompletableFuture<>();
        Optional<SleepHold.Hold> hold = mailbox.ask(() -> sleepHold.tryHold(saved));
        if (hold.isEmpty()) {
            return Optional.empty();
        }
        Held quiet = new Held(hold.get());
        boolean isSaved = false;
        try {
            wait.workFor(saved);
            isSaved = saved.get(STORE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("State could not be saved before a sleep, and the machine stays awake.", e);
        } finally {
            if (!isSaved) {
                quiet.close();
            }
        }
        return isSaved ? Optional.of(quiet) : Optional.empty();
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        sleepHold.watchers().add(changed);
        return () -> sleepHold.watchers().remove(changed);
    }

    @Override
    public List<Window> windows(Instant from, Instant to) {
        List<Window> windows = new ArrayList<>();
        windows(from, to, windows::add);
        return windows;
    }

    @Override
    public Optional<Instant> windows(Instant from, Instant to, Consumer<Window> each) {
        List<Forecast.Chain> chains = mailbox.ask(() -> Stream.concat(
                        jobs.defined().all().stream().flatMap(job -> job.chain().stream()), calls.chains())
                .toList());
        return Forecast.windows(chains, from, to, each);
    }

    private final class Held implements Quiet {

        private final SleepHold.Hold hold;

        Held(SleepHold.Hold hold) {
            this.hold = hold;
        }

        @Override
        public Outlook outlook() {
            return SleepAccess.this.outlook();
        }

        @Override
        public boolean isDisturbed() {
            return hold.disturbed;
        }

        @Override
        public void close() {
            if (mailbox.isMine()) {
                sleepHold.release(hold);
            } else {
                mailbox.post(() -> sleepHold.release(hold));
            }
        }
    }
}
