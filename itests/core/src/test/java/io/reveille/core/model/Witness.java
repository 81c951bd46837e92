package io.reveille.core.model;

import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Handlers and a gate that do anything, and tell the model. Their results are drawn from the job and the number of its call:
 * so it stays the same when something else goes from a script.
 */
final class Witness {

    static final List<String> HANDLERS = List.of("good", "bad", "mixed", "again", "slow");

    private record Slow(String job, CompletableFuture<JobResult> promise) {}

    private final int luck;
    private final Model model;
    private final List<Slow> slow = new ArrayList<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private int results;
    private int permits; // given and not given back
    private boolean open = true;
    private boolean quick; // nothing is slow any more

    Witness(int luck, Machine machine) {
        this.luck = luck;
        this.model = machine.model;
        machine.offer("good", context -> noted(context, success()));
        machine.offer("bad", context -> {
            model.called(context);
            throw new StackOverflowError();
        });
        machine.offer("mixed", context -> noted(context, mixed(context.jobName())));
        machine.offer("again", context -> noted(context, again(context.jobName())));
        machine.offerAsync("slow", this::start);
        machine.gate("door", (occurrence, condition) -> answer());
    }

    private int draw(String job, int bound) {
        int number = calls.merge(job, 1, Integer::sum);
        int mixed = (luck * 31 + job.hashCode()) * 0x9E3779B9 + number * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 15)) * 0x2C1B3C6D;
        return Math.floorMod(mixed ^ (mixed >>> 13), bound);
    }

    int permits() {
        return permits;
    }

    /** The process is killed: nothing that it had will be given back. */
    void killed() {
        permits = 0;
    }

    /** The gate opens or closes. */
    void turn(boolean now) {
        open = now;
    }

    /** From now on everything goes well and soon. */
    void behave() {
        open = true;
        quick = true;
    }

    /** One of the slow runs ends, if there is any. */
    void finish(Action action) {
        if (!slow.isEmpty()) {
            Slow run = slow.remove(Math.floorMod(Integer.parseInt(action.word(1)), slow.size()));
            run.promise.complete(
                    switch (action.word(0)) {
                        case "well" -> success();
                        case "badly" -> JobResult.failure("no");
                        default -> retryLater(run.job);
                    });
        }
    }

    void finishAll() {
        while (!slow.isEmpty()) {
            slow.remove(0).promise.complete(success());
        }
    }

    private CompletionStage<JobResult> start(JobContext context) {
        model.called(context);
        CompletableFuture<JobResult> promise = new CompletableFuture<>();
        if (quick) {
            promise.complete(success());
        } else {
            slow.add(new Slow(context.jobName(), promise));
        }
        return promise;
    }

    private JobResult noted(JobContext context, JobResult result) {
        model.called(context);
        return result;
    }

    private JobResult mixed(String job) {
        int drawn = draw(job, 20);
        if (quick || drawn > 8) {
            return success();
        }
        return drawn == 0 ? JobResult.cancelJob() : JobResult.failure("no");
    }

    /** With a number that tells what follows it from all else. */
    private JobResult success() {
        return JobResult.success("", Map.of("number", ++results));
    }

    private JobResult again(String job) {
        return quick || draw(job, 2) == 0 ? success() : retryLater(job);
    }

    private JobResult retryLater(String job) {
        model.again(job);
        return JobResult.retryAfter(Duration.ofSeconds(1 + draw(job, 4000)));
    }

    private RunGate.Answer answer() {
        if (!open) {
            return new RunGate.Refusal("the door is shut", Duration.ofSeconds(1 + draw("door", 60)));
        }
        permits++;
        return (RunGate.Permit) () -> permits--;
    }
}
