package io.reveille.core.calls;

import io.reveille.BundleCalls;
import io.reveille.core.timer.IndexedHeap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of one bundle, the next one first, and what became of those that were. Belongs to the engine's thread. */
final class BundleOfCalls extends IndexedHeap<Call> {

    private final String name;
    private final Calls calls;
    private final CallPlans plans;
    private int underWay;
    private long runs;
    private long failures;
    private BundleCalls.@Nullable Failure lastFailure;

    BundleOfCalls(String name, Calls calls, CallPlans plans) {
        this.name = name;
        this.calls = calls;
        this.plans = plans;
    }

    String name() {
        return name;
    }

    Calls calls() {
        return calls;
    }

    CallPlans plans() {
        return plans;
    }

    @Override
    protected boolean isBefore(Call one, Call other) {
        Instant first = one.planned;
        Instant second = other.planned;
        return first != null && (second == null || first.isBefore(second));
    }

    @Override
    protected int place(Call call) {
        return call.place;
    }

    @Override
    protected void keep(Call call, int place) {
        call.place = place;
    }

    /** A copy of the calls. */
    List<Call> all() {
        List<Call> all = new ArrayList<>(size());
        collect(call -> true, all);
        return all;
    }

    /** When the first call runs next; null: none is planned. */
    @Nullable
    Instant next() {
        Call first = first();
        return first == null ? null : first.planned;
    }

    /** Notes that a call is due. */
    void begins() {
        underWay++;
    }

    /** Notes that a call that was due comes to nothing. */
    void dropped() {
        underWay--;
    }

    /** Notes the end of a run; null: it succeeded. */
    void ended(BundleCalls.@Nullable Failure failure) {
        underWay--;
        runs++;
        if (failure != null) {
            failures++;
            lastFailure = failure;
        }
    }

    /** The number of calls that are due or run. */
    int underWay() {
        return underWay;
    }

    /** All in figures. */
    BundleCalls figures(Optional<Instant> runningSince) {
        return new BundleCalls(
                name,
                size(),
                underWay,
                runs,
                failures,
                Optional.ofNullable(next()),
                runningSince,
                Optional.ofNullable(lastFailure));
    }
}
