package io.reveille.core.calls;

import io.reveille.BundleCalls.Failure;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.job.RunIds;
import io.reveille.core.threads.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of calls that are due, and the workers that take them, one after the other and as fast as they can. A worker
 * takes runs for a few milliseconds, then the jobs that wait for one have their turn. Made and employed by the engine's
 * thread.
 */
public final class CallQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CallQueue.class);

    private static final FaultMessage NO_WORKER =
            new FaultMessage(LOG, "No worker could be had for calls that are due; they wait for the next one.");

    /** The time for which a worker takes runs of calls before others may have it. */
    private static final long TURN_NANOS = Duration.ofMillis(10).toNanos();

    /** One worker's turn. */
    private final class Turn implements Runnable {

        private final Runnable over = mailbox.letter(() -> over(this));
        private volatile @Nullable CallRun current;

        private void call(CallRun next) {
            current = next;
            try {
                next.run(time.wall());
            } catch (Throwable e) { // no memory to begin with, say
                next.end(null, e);
            }
        }

        @Override
        public void run() {
            try {
                starting.decrementAndGet();
                long end = time.nanos() + TURN_NANOS;
                for (CallRun next = poll(); next != null; next = time.nanos() < end ? poll() : null) {
                    if (next.call.cancelled) {
                        next.drop();
                    } else {
                        call(next);
                    }
                }
            } finally {
                current = null;
                over.run();
            }
        }
    }

    private final TimeSource time;
    private final Mailbox mailbox;
    private final Workers workers;
    private final RunIds ids;
    private final Queue<CallRun> due = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger starting = new AtomicInteger(); // workers that were called and have not come yet
    private final AtomicReference<@Nullable CallRun> ended = new AtomicReference<>(); // the last of them
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet(); // changed by the engine's thread only
    private final Runnable wake;
    private final Failure unsaid;
    private volatile boolean stopping;
    private @Nullable CallRun taken; // of those that have ended, the next one to be handed over
    private Runnable workerBack = () -> {};

    /** @param wake ends the engine's wait; needs no memory */
    public CallQueue(TimeSource time, Mailbox mailbox, Workers workers, RunIds ids, Runnable wake) {
        this.time = time;
        this.mailbox = mailbox;
        this.workers = workers;
        this.ids = ids;
        this.wake = wake;
        this.unsaid = new Failure(time.wall(), "it failed, and there was no memory to say how");
    }

    Instant now() {
        return time.wall();
    }

    String id(long number) {
        return ids.text(number);
    }

    Failure unsaid() {
        return unsaid;
    }

    boolean isStopping() {
        return stopping;
    }

    // The engine's thread

    /**
     * Says where workers go after their turn.
     *
     * @param giveBack takes back a worker, on the engine's thread
     */
    public void workersGoBackTo(Runnable giveBack) {
        workerBack = giveBack;
    }

    void add(Call call, Instant nominalTime, int missed) {
        due.add(new CallRun(call, this, ids.nextNumber(), nominalTime, missed));
        waiting.incrementAndGet();
    }

    /** The number of runs that wait for a worker. */
    public int waiting() {
        return waiting.get();
    }

    /** When the run that has waited longest was due; null: none waits. */
    public @Nullable Instant oldest() {
        CallRun first = due.peek();
        return first == null ? null : first.dueAt();
    }

    /** The number of runs that a worker has. */
    public int running() {
        return atWork().size();
    }

    /** Whether one more worker would have something to do. */
    public boolean needsWorker() {
        return !stopping && waiting.get() > starting.get();
    }

    /** Hands a worker to the runs that wait, until it is given back; returns whether there was one. */
    public boolean employ() {
        Turn turn = new Turn();
        turns.add(turn);
        starting.incrementAndGet();
        try {
            workers.execute(turn);
            return true;
        } catch (Throwable e) {
            turns.remove(turn);
            starting.decrementAndGet();
            NO_WORKER.error(e);
            return false;
        }
    }

    private void over(Turn turn) {
        turns.remove(turn);
        workerBack.run();
    }

    /** Hands over the runs that have ended, in order; one that was never called was cancelled before. */
    void takeEnded(Consumer<CallRun> taker) {
        while (true) {
            if (taken == null) {
                taken = reversed(ended.getAndSet(null));
            }
            CallRun next = taken;
            if (next == null) {
                return;
            }
            taken = next.before; // the rest stays should the taker fail
            next.before = null;
            taker.accept(next);
        }
    }

    private static @Nullable CallRun reversed(@Nullable CallRun last) {
        CallRun first = null;
        for (CallRun run = last; run != null; ) {
            CallRun before = run.before;
            run.before = first;
            first = run;
            run = before;
        }
        return first;
    }

    /** The runs that a worker has. */
    List<CallRun> atWork() {
        List<CallRun> all = new ArrayList<>();
        for (Turn turn : turns) {
            CallRun run = turn.current;
            if (run != null) {
                all.add(run);
            }
        }
        return all;
    }

    /** Drops what waits, and hands out no more; returns what was dropped. */
    List<CallRun> stop() {
        stopping = true;
        List<CallRun> dropped = new ArrayList<>();
        for (CallRun run = poll(); run != null; run = poll()) {
            dropped.add(run);
        }
        return dropped;
    }

    // Workers, and threads on which stages complete

    private @Nullable CallRun poll() {
        CallRun run = due.poll();
        if (run != null) {
            waiting.decrementAndGet();
        }
        return run;
    }

    void ended(CallRun run) {
        CallRun last;
        do {
            last = ended.get();
            run.before = last;
        } while (!ended.compareAndSet(last, run));
        if (last == null) {
            wake.run();
        }
    }
}
