package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobContext;
import io.reveille.JobPolicies;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.Overlap;
import io.reveille.core.engine.JobView;
import io.reveille.core.model.Generation.Call;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what has become of a job's occurrences. A crash takes it back to what was saved, as it does the job. */
final class Book {

    /** Nobody counts what was dropped. */
    private static final int ANY = Integer.MAX_VALUE;

    final Generation generation;
    final Spans spans;
    private JobPolicies policies;
    boolean deleted;
    private long inTime; // occurrences that ran, and stand for no other
    private long uncounted; // that are lost, or counted twice, by what docs allow
    private int slack; // so many more may be, by the next time that the job is at rest
    private int occurred;
    private Instant last = Instant.MIN; // the key of the newest that ran
    private long skipped; // so many when it was at rest last
    private long overlapped; // and so many had come due during runs
    private boolean recovered;
    private boolean parallel; // at any time
    private boolean cutOff; // an occurrence may be, and wait for the end of a hold
    boolean fresh; // taken up from what was saved, and not looked at since
    int round = -1; // of the engine, in which it was called last

    Book(Generation generation, JobPolicies policies) {
        this(generation, policies, new Spans(generation));
    }

    private Book(Generation generation, JobPolicies policies, Spans spans) {
        this.generation = generation;
        this.policies = policies;
        this.spans = spans;
        this.parallel = policies.overlap() == Overlap.PARALLEL;
        this.skipped = generation.skippedBefore;
    }

    Book copy() {
        Book copy = new Book(generation, policies, new Spans(spans));
        copy.deleted = deleted;
        copy.inTime = inTime;
        copy.uncounted = uncounted;
        copy.slack = slack;
        copy.occurred = occurred;
        copy.last = last;
        copy.skipped = skipped;
        copy.overlapped = overlapped;
        copy.recovered = recovered;
        copy.cutOff = cutOff;
        copy.parallel = parallel;
        return copy;
    }

    JobPolicies policies() {
        return policies;
    }

    /** Other policies, same schedule. */
    void change(JobPolicies now) {
        if (!now.equals(policies)) {
            policies = now;
            parallel |= now.overlap() == Overlap.PARALLEL;
            generation.ever.clear();
        }
    }

    /** Nobody can know what becomes of what has passed and not run. */
    void drop() {
        slack = ANY;
    }

    /** So many may be counted that never were. */
    void loosen(int count) {
        slack = slack == ANY ? ANY : slack + count;
    }

    boolean isExact() {
        return slack == 0 && !generation.isBlind();
    }

    /**
     * Taken up from what was saved: the process ended then. A run that was cut off may stand for others when it comes
     * again, and end without another call; one that is delivered at most once may never have been called.
     *
     * @param held whether it was, by what was saved, which may be more than has been heard of it
     * @param running how many runs were, by what was saved
     */
    void restored(Instant stoppedAt, boolean held, int running) {
        fresh = true;
        if (held && !spans.isHeld()) {
            drop();
        }
        int seen = spans.allOver(generation.key(stoppedAt));
        cutOff |= seen > 0 || running > 0;
        loosen(policies.delivery() == Delivery.AT_MOST_ONCE ? Math.max(0, running - seen) : Math.max(running, seen));
    }

    /** A pause or a quarantine is seen that nobody has announced. */
    void observe(JobStatus status, Instant now) {
        boolean held = Rest.isHeld(status);
        if (held != spans.isHeld() && status.state() != JobState.DONE) {
            if (fresh || !held || status.reason().equals("paused")) {
                drop(); // nobody has seen when that began
            }
            hold(held, now);
        }
    }

    void hold(boolean held, Instant now) {
        generation.extend(now);
        if (held) {
            spans.held(generation.latestBy(now));
        } else {
            spans.released(generation.latestBy(now));
        }
    }

    /** The handler is called. */
    void called(JobContext context, long number, int start, JobStatus status) {
        Object key = key(context);
        Call before = generation.calls.get(key);
        Instant now = context.actualTime();
        generation.extend(now);
        if (policies.delivery() == Delivery.AT_MOST_ONCE && !mayShareItsTime()) {
            assertThat(generation.ever.add(key))
                    .as("%s, which is promised to run at most once, runs for the first time", Rest.shown(context))
                    .isTrue();
        }
        if (before != null && !mayShareItsTime()) {
            boolean isRetry = context.attempt() > before.attempt();
            boolean isRecovery = context.isRecovery() && start > before.start();
            assertThat(isRetry || isRecovery)
                    .as("%s does not run twice", Rest.shown(context))
                    .isTrue();
        }
        if (key instanceof Instant time && !generation.isBlind() && !generation.isEvent()) {
            checkItMayRun(context, time);
        }
        spans.runs(context.runId(), generation.key(now));
        count(context, before);
        checkMissed(context, status);
        checkLast(context);
        last = last.isAfter(generation.key(context.nominalTime())) ? last : generation.key(context.nominalTime());
        boolean isOld = generation.isBlind() && context.isRecovery();
        if (isOld || context.nominalTime().isAfter(now)) {
            return; // begun before the clock was set back, and then planned anew
        }
        generation.calls.put(key, new Call(context.attempt(), context.missed(), number, start));
    }

    private void checkItMayRun(JobContext context, Instant key) {
        assertThat(generation.expects(key))
                .as("%s is an occurrence of %s", Rest.shown(context), generation.text)
                .isTrue();
        if (!fresh && slack == 0 && !context.isRecovery()) {
            assertThat(spans.isDropped(key))
                    .as("%s fell into a time in which its job was held", Rest.shown(context))
                    .isFalse();
            assertThat(spans.isHeldSinceBefore(generation.key(context.actualTime())))
                    .as("%s is called while its job is held", Rest.shown(context))
                    .isFalse();
        }
    }

    private void checkMissed(JobContext context, JobStatus status) {
        long passed = generation.expected() - inTime - counted(status);
        if (isExact() && !recovered && !generation.isEvent()) {
            assertThat((long) context.missed())
                    .as("%s stands for no more than has passed: %s", Rest.shown(context), status)
                    .isLessThanOrEqualTo(passed - uncounted);
        }
    }

    private void checkLast(JobContext context) {
        if (isExact()
                && !recovered
                && !parallel
                && occurred == generation.schedule.times().orElse(-1)) {
            assertThat(context.missed())
                    .as("%s, the last of the times, stands for itself alone", Rest.shown(context))
                    .isLessThanOrEqualTo(1);
        }
    }

    private void count(JobContext context, @Nullable Call before) {
        recovered |= context.isRecovery();
        if (before != null) {
            if (before.missed() == 0 && context.missed() > 0) {
                inTime--; // it stands for others now, and for itself: they are counted at its end
            }
            return;
        }
        if (generation.isEvent() && context.attempt() > 1 && !context.isRecovery()) {
            return; // the first attempt was counted
        }
        if (context.isRecovery() || context.attempt() > 1) {
            loosen(1); // begun before a crash, perhaps under another nominal time, and perhaps never called
        }
        if (context.attempt() == 1) {
            occurred++; // else it is one that has run, and makes up for what came due while it waited
        }
        if (context.missed() == 0) {
            inTime++;
        }
    }

    /** Runs side by side, begun in a future that never was, all get the time of the correction. */
    private boolean mayShareItsTime() {
        return generation.isBlind() && !generation.isEvent() && policies.overlap() == Overlap.PARALLEL;
    }

    private Object key(JobContext context) {
        Object input = context.input().get("number");
        if (input == null && generation.isEvent() && !generation.schedule.isReboot()) {
            return context.runId(); // a failure hands over nothing that tells it from another of the same moment
        }
        return input == null ? generation.key(context.nominalTime()) : input;
    }

    private long counted(JobStatus status) {
        return (status.missed() - generation.missedBefore) + (status.skipped() - generation.skippedBefore);
    }

    /** Checks that everything that has passed is accounted for, if the job is at rest, and never too much. */
    void check(JobView view, Instant now) {
        JobStatus status = view.status();
        generation.extend(now);
        observe(status, now);
        fresh = false;
        int times = generation.schedule.times().orElse(Integer.MAX_VALUE);
        if (!recovered && slack == 0) {
            assertThat(occurred)
                    .as("%s runs as often as it says at most", view.name())
                    .isLessThanOrEqualTo(times);
        }
        if (generation.isBlind()) {
            return;
        }
        Instant key = generation.key(now);
        boolean isUsedUp = times < Integer.MAX_VALUE && status.reason().startsWith("it has run ");
        long expected = isUsedUp && !generation.isEvent() ? generation.expectedUpTo(last) : generation.expected();
        long dropped = generation.isEvent() ? 0 : spans.dropped(key, isUsedUp ? last : Instant.MAX);
        long open = expected - dropped - inTime - counted(status) - uncounted;
        boolean atRest = isUsedUp || (Rest.isAtRest(view, now) && !(Rest.isHeld(status) && mayBeOpen()));
        if (slack != ANY && (open < -slack || (atRest && open > slack))) {
            throw new AssertionError(String.format(
                    "%s (%s, %s) has passed %s times: %s ran in time, %s were missed, %s skipped, %s fell into holds, %s lost (%s may be) %s",
                    view.name(),
                    generation.text,
                    policies,
                    expected,
                    inTime,
                    status.missed() - generation.missedBefore,
                    status.skipped() - generation.skippedBefore,
                    dropped,
                    uncounted,
                    slack,
                    status));
        }
        checkSkipped(view, key);
        if (atRest) {
            uncounted += open;
            slack = 0;
            cutOff = false;
            skipped = status.skipped();
            overlapped = spans.overlapped(key);
        }
    }

    /** Whether something may wait for the end of a hold: a run that was cut off, or one that waits for its turn or gate. */
    private boolean mayBeOpen() {
        return cutOff || spans.wasUnderWay() || parallel || !policies.gates().isEmpty() || policies.concurrency() > 0;
    }

    private void checkSkipped(JobView view, Instant key) {
        if (!parallel && !generation.isEvent() && slack != ANY) {
            assertThat(view.status().skipped() - skipped)
                    .as(
                            "%s (%s, %s) skips what comes due during a run: %s",
                            view.name(), generation.text, policies, view.status())
                    .isLessThanOrEqualTo(spans.overlapped(key) - overlapped + slack);
        }
    }
}
