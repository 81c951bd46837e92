package io.reveille.core.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.BundleCalls;
import io.reveille.JobBuilder;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Draws a script of what may happen to calls and plays it, with a look at all promises after each action. */
final class CallsPlayer {

    private static final int ACTIONS = 25;
    private static final int MOST_SECONDS = 300;
    private static final List<String> BUNDLES = List.of("one", "two");

    private final Random random;
    private final ManualScheduler gateway = new ManualScheduler();
    private final List<ModelCall> calls = new ArrayList<>(); // those that the engine may know
    private final Map<String, Long> runs = new HashMap<>(); // that have ended, by bundle, since that was new
    private final Map<String, Long> failures = new HashMap<>();
    private final StringBuilder told = new StringBuilder();
    private Duration stepped = Duration.ZERO;
    private long called;
    private @Nullable AssertionError fault;
    private int made;

    CallsPlayer(long seed) {
        this.random = new Random(seed);
    }

    /** Plays the script; returns how often code was called. */
    long play() {
        for (int i = 0; i < ACTIONS; i++) {
            act();
            check();
        }
        calls.forEach(this::cancel);
        calls.stream().filter(ModelCall::isUnderWay).toList().forEach(call -> answer(call, JobResult.success()));
        gateway.scheduler().trustClock(); // no more looks at it
        gateway.settle();
        check();
        assertThat(gateway.nextWakeUp()).as("nothing is left behind").isEmpty();
        return called;
    }

    private void act() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> give(random.nextBoolean());
            case 4 ->
                any(ModelCall::mayRun).ifPresent(call -> {
                    tell("cancel " + call);
                    cancel(call);
                });
            case 5, 6 -> any(ModelCall::isUnderWay).ifPresent(call -> answer(call, result()));
            case 7 -> suspend();
            case 8 -> step(true);
            case 9 -> {
                step(false); // the engine has not looked since
                give(true);
            }
            case 10 -> rarely();
            default -> advance();
        }
    }

    private void advance() {
        int seconds = seconds();
        tell("advance " + seconds);
        gateway.advance(Duration.ofSeconds(seconds));
    }

    private void suspend() {
        int seconds = seconds();
        tell("suspend " + seconds);
        gateway.suspend(Duration.ofSeconds(seconds));
    }

    private void rarely() {
        String bundle = BUNDLES.get(random.nextInt(BUNDLES.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                tell("bundle gone " + bundle);
                Inside.of(gateway).engine().bundleGone(bundle);
                gone(call -> call.bundle.equals(bundle));
                gateway.settle();
            }
            case 1 -> {
                tell("clear " + bundle);
                calls.stream().filter(call -> call.bundle.equals(bundle)).forEach(ModelCall::cancelled);
                gateway.scheduler(bundle).clear();
                gateway.settle();
            }
            case 2 -> {
                int seconds = seconds();
                tell("restart after " + seconds);
                gone(call -> true);
                gateway.restartAfter(Duration.ofSeconds(seconds));
            }
            default -> {
                int seconds = seconds();
                tell("crash for " + seconds);
                gone(call -> true);
                gateway.crashFor(Duration.ofSeconds(seconds));
            }
        }
    }

    private void gone(Predicate<ModelCall> which) {
        for (ModelCall call : calls.stream().filter(which).toList()) {
            call.cancelled();
            calls.remove(call);
        }
        BUNDLES.stream()
                .filter(bundle -> calls.stream().noneMatch(call -> call.bundle.equals(bundle)))
                .forEach(bundle -> {
                    runs.remove(bundle);
                    failures.remove(bundle);
                });
    }

    private int seconds() {
        return 1 + random.nextInt(random.nextBoolean() ? 20 : MOST_SECONDS);
    }

    private void step(boolean settle) {
        int size = 2 + random.nextInt(random.nextBoolean() ? 100 : 20_000);
        Duration step = Duration.ofSeconds(random.nextBoolean() ? size : -size);
        tell("step " + step);
        stepped = stepped.plus(step);
        gateway.time().step(step);
        if (settle) {
            gateway.settle();
        }
    }

    private Optional<ModelCall> any(Predicate<ModelCall> which) {
        List<ModelCall> all = calls.stream().filter(which).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    // Calls

    private void give(boolean settle) {
        String bundle = BUNDLES.get(random.nextInt(BUNDLES.size()));
        int interval = 1 + random.nextInt(random.nextBoolean() ? 10 : MOST_SECONDS);
        long times = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : Integer.MAX_VALUE;
        long until = random.nextInt(4) == 0 ? interval + random.nextInt(5 * interval) : Integer.MAX_VALUE;
        int tolerance = random.nextInt(3) == 0 ? 1 + random.nextInt(2 * interval) : 0;
        boolean once = random.nextInt(4) == 0;
        JobBuilder builder = once
                ? gateway.scheduler(bundle).schedule("once in " + interval + " seconds")
                : gateway.scheduler(bundle).every(interval).seconds();
        if (once) {
            times = 1;
            until = interval;
            tolerance = 0;
        } else if (times < Integer.MAX_VALUE) {
            builder = builder.times((int) times);
        }
        if (!once && until < Integer.MAX_VALUE) {
            builder = builder.until(Duration.ofSeconds(until));
        }
        if (tolerance > 0) {
            builder = builder.within(Duration.ofSeconds(tolerance));
        }
        if (!once && random.nextInt(4) == 0) {
            builder = builder.noWake();
        }
        ModelCall call = new ModelCall(
                "#" + ++made + (once ? " once in " : " every ") + interval + " times " + times + " until " + until
                        + " within " + tolerance,
                bundle,
                elapsed(gateway.now()),
                interval,
                times,
                elapsed(gateway.now()) + until,
                tolerance);
        tell("give " + call);
        calls.add(call);
        runs.putIfAbsent(bundle, 0L);
        failures.putIfAbsent(bundle, 0L);
        call.call = switch (random.nextInt(3)) {
            case 0 ->
                builder.call(() -> {
                    begins(call, null);
                    if (random.nextInt(4) == 0) {
                        ended(call, JobResult.failure(""));
                        throw new IllegalStateException("in a script");
                    }
                    ended(call, JobResult.success());
                });
            case 1 ->
                builder.callWith(run -> {
                    begins(call, run);
                    return ended(call, result());
                });
            default -> builder.callAsync(run -> async(call, run));
        };
        if (settle) {
            gateway.settle();
        }
    }

    private CompletionStage<JobResult> async(ModelCall call, JobContext run) {
        begins(call, run);
        CompletableFuture<JobResult> answer = new CompletableFuture<>();
        call.answer = answer;
        if (random.nextBoolean()) {
            answer(call, result());
        }
        return answer;
    }

    private JobResult result() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> JobResult.failure("in a script");
            case 2, 3, 4 -> JobResult.retryAfter(Duration.ofSeconds(seconds()));
            case 5 -> JobResult.cancelJob();
            default -> JobResult.success();
        };
    }

    private void begins(ModelCall call, @Nullable JobContext run) {
        called++;
        long now = elapsed(gateway.now());
        tell("  runs at " + now + (run == null ? "" : " for " + elapsed(run.nominalTime()) + ", missed " + run.missed())
                + ": " + call);
        try {
            if (run == null) {
                call.begins(now);
            } else {
                assertThat(run.isCancelled()).isFalse();
                call.begins(now, elapsed(run.nominalTime()), run.missed());
            }
        } catch (AssertionError e) {
            fault = fault == null ? e : fault; // for the engine it is one more failure of a run
            throw e;
        }
    }

    private JobResult ended(ModelCall call, JobResult result) {
        call.ends(elapsed(gateway.now()), result);
        runs.merge(call.bundle, 1L, Long::sum);
        failures.merge(call.bundle, result.isSuccess() ? 0L : 1L, Long::sum);
        return result;
    }

    private void answer(ModelCall call, JobResult result) {
        tell("  answer " + result + " to " + call);
        CompletableFuture<JobResult> answer = requireNonNull(call.answer);
        ended(call, result);
        answer.complete(result);
    }

    private void cancel(ModelCall call) {
        assertThat(call.given().cancel()).as("cancelled: %s", call).isEqualTo(call.mayRun());
        call.cancelled();
    }

    // Promises

    private void check() {
        gateway.settle();
        if (fault != null) {
            throw fault;
        }
        Instant now = gateway.now();
        for (ModelCall call : calls) {
            call.check(elapsed(now));
            assertThat(call.given().next()).as("the next time of %s", call).isEqualTo(wall(call));
        }
        Map<String, BundleCalls> figures = new HashMap<>();
        gateway.scheduler().calls().forEach(of -> figures.put(of.bundle(), of));
        runs.forEach((bundle, ended) -> {
            List<ModelCall> mine =
                    calls.stream().filter(call -> call.bundle.equals(bundle)).toList();
            BundleCalls of = requireNonNull(figures.get(bundle));
            assertThat((long) of.scheduled())
                    .isEqualTo(mine.stream().filter(ModelCall::isThere).count());
            assertThat((long) of.running())
                    .isEqualTo(mine.stream().filter(ModelCall::isUnderWay).count());
            assertThat(of.runs()).isEqualTo(ended);
            assertThat(of.failures()).isEqualTo(failures.get(bundle));
        });
        assertThat(gateway.scheduler().nextRun())
                .isEqualTo(calls.stream().flatMap(call -> wall(call).stream()).min(Instant::compareTo));
    }

    private Optional<Instant> wall(ModelCall call) {
        return call.next().stream()
                .mapToObj(next -> ManualScheduler.START.plusSeconds(next).plus(stepped))
                .findFirst();
    }

    private long elapsed(Instant wall) {
        return Duration.between(ManualScheduler.START, wall).minus(stepped).toSeconds();
    }

    private void tell(String what) {
        told.append(what).append('\n');
    }

    /** What has happened. */
    @Override
    public String toString() {
        return told.toString();
    }
}
