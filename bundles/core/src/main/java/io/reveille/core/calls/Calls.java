package io.reveille.core.calls;

import io.reveille.BundleCalls;
import io.reveille.ScheduledCall;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.ClockJudge;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.job.PlannedWork;
import io.reveille.core.plan.Forecast;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls without a name. Nothing of them is stored; they are kept by bundle. Belongs to the engine's thread, except
 * where noted.
 */
public final class Calls implements ClockJudge.Listener {

    private final CallPlans plans;
    private final CallQueue queue;
    private final Clocks clocks;
    private final TimeSource time;
    private final CallArrivals arrivals;
    private final ConcurrentMap<Object, BundleOfCalls> bundles = new ConcurrentHashMap<>(); // made by any thread
    private final AtomicLong given = new AtomicLong();
    private boolean changed; // since hasChanged() was called last

    /** @param wake ends the engine's wait */
    public Calls(
            Agenda<PlannedWork> agenda,
            Planner planner,
            CallQueue queue,
            Clocks clocks,
            TimeSource time,
            Runnable wake) {
        this.plans = new CallPlans(agenda, planner, queue, clocks, time);
        this.queue = queue;
        this.clocks = clocks;
        this.time = time;
        this.arrivals = new CallArrivals(wake);
    }

    // Any thread

    /**
     * Schedules a call.
     *
     * @param owner the bundle, by which it ends
     * @param bundle the bundle's name
     * @throws IllegalStateException if Reveille has stopped
     */
    public ScheduledCall add(Object owner, String bundle, Schedule schedule, Handler code) {
        BundleOfCalls ofBundle = bundles.get(owner);
        if (ofBundle == null) {
            ofBundle = bundles.computeIfAbsent(owner, any -> new BundleOfCalls(bundle, this, plans));
        }
        Instant now = time.wall();
        Call call = new Call(
                ofBundle, code, schedule.withSeed(now.toEpochMilli() + given.incrementAndGet()), now, time.nanos());
        if (schedule.isOnceAt()) {
            call.goesOnFrom(now.minus(Transitions.JUST_PASSED));
        }
        // The engine binds and spreads the schedule, which makes the first occurrence later, if anything.
        Instant first = schedule.bind(now).next(call.chain).orElse(null);
        call.planned = first;
        arrivals.add(call, first);
        return call;
    }

    boolean cancel(Call call) {
        synchronized (call) {
            if (call.cancelled || call.stage == Call.Stage.OVER) {
                return false;
            }
            call.cancelled = true;
        }
        Instant planned = call.planned;
        try {
            arrivals.add(call, planned);
        } catch (IllegalStateException e) { // Reveille has stopped: nothing is called any more
            return false;
        }
        return true;
    }

    /**
     * Notes that a bundle is gone: none of its code is called any more, and what it gives once it is back is kept apart.
     *
     * @return what is left to do, on the engine's thread: the end of its calls, whose runs under way are interrupted; null:
     *     it had none
     */
    public @Nullable Runnable goes(Object owner) {
        BundleOfCalls bundle = bundles.remove(owner);
        if (bundle == null) {
            return null;
        }
        bundle.goes();
        return () -> {
            takeIn();
            plans.end(bundle);
            queue.atWork().stream().filter(run -> run.call.bundle == bundle).forEach(CallRun::interrupt);
        };
    }

    // The engine's thread

    /** Takes in what has been given and cancelled, and what has ended. */
    public void look() {
        takeIn();
        queue.takeEnded(plans::ended);
    }

    private void takeIn() {
        takeIn(call -> {});
    }

    /** @param first what to do to each call that was given, before that is planned */
    private void takeIn(Consumer<Call> first) {
        for (Call call = arrivals.poll(); call != null; call = arrivals.poll()) {
            try {
                if (call.stage == Call.Stage.GIVEN) {
                    first.accept(call);
                }
                takeIn(call);
            } catch (Throwable e) {
                arrivals.putBack(call);
                throw e;
            }
        }
    }

    private void takeIn(Call call) {
        if (call.stage == Call.Stage.GIVEN) {
            call.cancelled |= call.bundle.isGone(); // given while the bundle stopped
            plans.begin(call);
            changed = true;
        } else if (call.cancelled && call.stage == Call.Stage.PLANNED) {
            plans.over(call);
        } // else the run under way ends it
    }

    /**
     * Notes when the engine looks next; returns whether it may wait until then.
     *
     * @param next empty: not by itself
     */
    public boolean mayWaitUntil(Optional<Instant> next) {
        return arrivals.looksBy(next.orElse(null));
    }

    /** Whether a call has been given since this method was called last. */
    public boolean hasChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** Plans what a failure has left half done. */
    public void mend() {
        everyCall().filter(call -> call.stage == Call.Stage.PLANNED).forEach(plans::plan);
    }

    private Stream<Call> everyCall() {
        return bundles.values().stream().flatMap(bundle -> bundle.all().stream());
    }

    // The clock

    @Override
    public void stepped(Instant now, Duration step) {
        everyCall().forEach(call -> plans.stepped(call, now, step));
        long nanos = time.nanos();
        takeIn(
                call -> { // given before the step, or since, by the clock as it is now
                    if (call.wasGivenBefore(step, now, nanos)) {
                        plans.stepped(call, now, step);
                    }
                });
    }

    @Override
    public void judged(Instant now) {
        takeIn();
        boolean trusted = clocks.whyNot().isEmpty();
        everyCall().forEach(call -> {
            if (trusted) {
                call.trusted(now, now.plus(clocks.rewind()));
                plans.goBack(call, now);
            }
            plans.bind(call);
            if (call.stage == Call.Stage.PLANNED) {
                plans.plan(call);
            }
        });
    }

    // Questions

    /** When the first call runs next; empty: none is planned. */
    public Optional<Instant> next() {
        takeIn();
        return bundles.values().stream()
                .flatMap(bundle -> Stream.ofNullable(bundle.next()))
                .min(Instant::compareTo);
    }

    /** Until when the first of all has to start; empty: none is planned. */
    public Optional<Instant> deadline() {
        takeIn();
        return bundles.values().stream()
                .flatMap(bundle -> Stream.ofNullable(bundle.deadline()))
                .min(Instant::compareTo);
    }

    /** The calls of each bundle in figures, by the bundles' names. */
    public List<BundleCalls> figures() {
        takeIn();
        List<CallRun> atWork = queue.atWork();
        return bundles.values().stream()
                .sorted(Comparator.comparing(BundleOfCalls::name))
                .map(bundle -> bundle.figures(atWork.stream()
                        .filter(run -> run.call.bundle == bundle)
                        .flatMap(run -> Stream.ofNullable(run.start()))
                        .min(Instant::compareTo)))
                .toList();
    }

    /** The names of bundles whose calls are due or run. */
    public List<String> busy() {
        return bundles.values().stream()
                .filter(bundle -> bundle.underWay() > 0)
                .map(BundleOfCalls::name)
                .sorted()
                .toList();
    }

    /** The schedules from here on, for a forecast; without those that are held. */
    public Stream<Forecast.Chain> chains() {
        takeIn();
        return everyCall()
                .filter(call -> call.planned != null)
                .map(call -> new Forecast.Chain(
                        "a call of " + call.bundle.name(), call.schedule(), call.chain, call.left()));
    }

    /** The runs that wait for a worker, and those that have one. */
    public CallQueue queue() {
        return queue;
    }

    // The end

    /** Ends all calls of a bundle, which may give others; returns how many there were. */
    public int end(Object owner) {
        takeIn();
        BundleOfCalls bundle = bundles.get(owner);
        return bundle == null ? 0 : plans.end(bundle);
    }

    /** Calls nothing more; runs under way see that they are cancelled. */
    public void stop() {
        everyCall().forEach(plans::unplan);
        for (CallRun run : queue.stop()) {
            run.call.bundle.dropped();
            plans.over(run.call);
        }
    }

    /** Interrupts the runs under way. */
    public void cutOff() {
        queue.atWork().forEach(CallRun::interrupt);
    }

    /** Takes no more. On any thread. */
    public void close() {
        arrivals.close();
    }
}
