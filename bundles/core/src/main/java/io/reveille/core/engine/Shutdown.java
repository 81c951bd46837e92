package io.reveille.core.engine;

import io.reveille.core.job.JobEntry;
import io.reveille.core.job.Run;
import io.reveille.core.outcome.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The end of an engine: no run starts any more, those under way end, and what has changed is saved. */
final class Shutdown {

    /** The closing of something of others. */
    @FunctionalInterface
    interface Closing {
        void close() throws Exception;
    }

    /** The longest time that a stop waits for a stuck engine. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Wiring to;
    private @Nullable CompletableFuture<Void> quiet; // set when stopping: completes when no run is under way

    Shutdown(Wiring to) {
        this.to = to;
    }

    /** See {@link Engine#stopRuns}. */
    CompletableFuture<Void> stopRuns() {
        return to.mailbox.ask(
                () -> {
                    to.flow.stop();
                    to.jobs.defined().all().forEach(to.flow::unplan);
                    for (JobEntry entry : to.jobs.all()) {
                        to.flow.runs().withdraw(entry, "Reveille stops");
                        to.putBacks.callBack(entry);
                    }
                    to.requests.stop();
                    to.calls.stop();
                    to.jobs.active().forEach(Run::cancel);
                    quiet = new CompletableFuture<>();
                    checkQuiet();
                    return quiet;
                },
                STOP_PATIENCE);
    }

    /** See {@link Engine#cutOffRuns}. */
    List<String> cutOffRuns() {
        List<Run> late = to.mailbox.ask(to.jobs::active, STOP_PATIENCE);
        late.stream()
                .flatMap(run -> Optional.ofNullable(run.run).stream())
                .forEach(run -> run.cutOff(Ending.Cut.STOPPED)); // on the calling thread: may call handlers' code
        List<String> lateCalls = to.mailbox.ask(
                () -> {
                    to.calls.cutOff();
                    return to.calls.busy();
                },
                STOP_PATIENCE);
        return Stream.concat(
                        late.stream().map(run -> run.request.job()),
                        lateCalls.stream().map(bundle -> "a call of " + bundle))
                .toList();
    }

    /** Tells whoever waits for it that no run is under way, once that is so; on the engine's thread. */
    void checkQuiet() {
        if (quiet != null && to.jobs.active().isEmpty() && to.calls.busy().isEmpty()) {
            quiet.complete(null);
        }
    }

    /**
     * See {@link Engine#close}.
     *
     * @param inOrder whether both of the engine's threads have come to this
     * @param definitions ends the reports of the store of definitions
     */
    void close(boolean inOrder, Closing definitions) throws Exception {
        to.mailbox.ownedBy(Thread.currentThread());
        to.mailbox.read(); // the result of the last save, perhaps
        to.jobs.all().forEach(entry -> to.flow.runs().dropAll(entry, "Reveille has stopped"));
        if (inOrder) {
            to.clocks.stopsInOrder();
        }
        to.keeper.saveOwn();
        to.trail.save();
        to.mailbox.close();
        to.calls.close();
        to.pending.stop();
        try {
            definitions.close();
        } finally {
            boolean waited = to.pending.sent();
            if (to.keeper.writeLast() && waited) {
                to.pending.saved();
                to.keeper.writeLast();
            }
        }
    }
}
