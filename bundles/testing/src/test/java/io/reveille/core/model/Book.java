package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobContext;
import io.reveille.JobPolicies;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.Overlap;
import io.reveille.core.model.Generation.Call;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has become of a job's occurrences. A crash takes it back to what was saved, as it does the job. */
final class Book {

    /** After a pause: what was dropped is not counted by anybody. */
    private static final int ANY = Integer.MAX_VALUE;

    final Generation generation;
    private JobPolicies policies;
    private boolean deleted;
    private long inTime; // occurrences that ran, and stand for no other
    private long uncounted; // that passed in a pause
    private int slack; // so many more may have, by the next time that the job is at rest
    private int occurred;
    private boolean recovered;
    private int round = -1; // of the engine, in which it was called last

    Book(Generation generation, JobPolicies policies) {
        this.generation = generation;
        this.policies = policies;
    }

    Book copy() {
        Book copy = new Book(generation, policies);
        copy.deleted = deleted;
        copy.inTime = inTime;
        copy.uncounted = uncounted;
        copy.slack = slack;
        copy.occurred = occurred;
        copy.recovered = recovered;
        return copy;
    }

    int round() {
        return round;
    }

    void calledIn(int newRound) {
        round = newRound;
    }

    JobPolicies policies() {
        return policies;
    }

    boolean isDeleted() {
        return deleted;
    }

    void delete() {
        deleted = true;
    }

    /** Other policies, same schedule. */
    void change(JobPolicies now) {
        if (!now.equals(policies)) {
            policies = now;
            generation.ever.clear();
        }
    }

    /** What has passed and not run is dropped, or planned anew. */
    void drop() {
        slack = ANY;
    }

    boolean isExact() {
        return slack == 0 && !generation.isBlind();
    }

    /** The handler is called. */
    void called(JobContext context, long number, int start) {
        Object key = key(context);
        Call before = generation.calls.get(key);
        if (policies.delivery() == Delivery.AT_MOST_ONCE) {
            assertThat(generation.ever.add(key))
                    .as("%s, which is promised to run at most once, runs for the first time", shown(context))
                    .isTrue();
        }
        if (before != null && !mayShareItsTime()) {
            boolean isRetry = context.attempt() > before.attempt();
            boolean isRecovery = context.isRecovery() && start > before.start();
            assertThat(isRetry || isRecovery)
                    .as("%s does not run twice", shown(context))
                    .isTrue();
        }
        if (key instanceof Instant time && !generation.isBlind()) {
            generation.extend(context.actualTime());
            assertThat(generation.expects(time))
                    .as("%s is an occurrence of %s", shown(context), generation.text)
                    .isTrue();
        }
        count(context, before);
        boolean isOld = generation.isBlind() && context.isRecovery();
        if (isOld || context.nominalTime().isAfter(context.actualTime())) {
            return; // begun before the clock was set back, and then planned anew
        }
        generation.calls.put(key, new Call(context.attempt(), context.missed(), number, start));
    }

    private void count(JobContext context, @Nullable Call before) {
        recovered |= context.isRecovery();
        if (before != null) {
            if (before.missed() == 0 && context.missed() > 0) {
                inTime--; // it stands for others now, and for itself: they are counted at its end
            }
            return;
        }
        if (context.isRecovery() || context.attempt() > 1) {
            // Begun before a crash, perhaps under another nominal time, and perhaps never called.
            slack = slack == ANY ? ANY : slack + 1;
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
        return generation.isBlind() && !generation.schedule.isEvent() && policies.overlap() == Overlap.PARALLEL;
    }

    private Object key(JobContext context) {
        Object input = context.input().get("number");
        if (input == null && generation.schedule.after().isPresent()) {
            return context.runId(); // a failure hands over nothing that tells it from another of the same moment
        }
        return input == null ? generation.key(context.nominalTime()) : input;
    }

    /** Checks that everything that has passed is accounted for, if the job is at rest. */
    void check(String job, JobStatus status, Instant now) {
        generation.extend(now);
        int times = generation.schedule.times().orElse(Integer.MAX_VALUE);
        if (!recovered && slack == 0) {
            assertThat(occurred).as("%s runs as often as it says at most", job).isLessThanOrEqualTo(times);
        }
        if (generation.isBlind() || !isAtRest(status, now)) {
            return;
        }
        long accounted = inTime
                + (status.missed() - generation.missedBefore)
                + (status.skipped() - generation.skippedBefore)
                + uncounted;
        long open = generation.expected() - accounted;
        assertThat(Math.abs(open))
                .as(
                        "%s (%s, %s) has passed %s times: %s ran in time, %s were missed, %s skipped, %s dropped by a pause",
                        job,
                        generation.text,
                        policies,
                        generation.expected(),
                        inTime,
                        status.missed() - generation.missedBefore,
                        status.skipped() - generation.skippedBefore,
                        uncounted)
                .isLessThanOrEqualTo(slack);
        uncounted += open;
        slack = 0;
    }

    /** Whether all that has passed is over, one way or the other. */
    static boolean isAtRest(JobStatus status, Instant now) {
        boolean over =
                status.state() == JobState.DONE && status.reason().equals("its schedule has no further occurrence");
        boolean waits = status.state() == JobState.READY
                && status.nextRun().filter(next -> next.isAfter(now)).isPresent();
        return (over || waits) && !status.running() && status.waiting().isEmpty();
    }

    private static String shown(JobContext context) {
        return context.jobName() + " of " + context.nominalTime() + ", attempt " + context.attempt()
                + (context.isRecovery() ? ", recovered" : "")
                + (context.missed() > 0 ? ", for " + context.missed() : "");
    }
}
