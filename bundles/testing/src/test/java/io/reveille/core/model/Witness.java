package io.reveille.core.model;

import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handlers and a gate that do anything, and tell the model. */
final class Witness {

    static final List<String> HANDLERS = List.of("good", "bad", "mixed", "again", "slow");

    private final Random random;
    private final Model model;
    private final List<CompletableFuture<JobResult>> slow = new ArrayList<>();
    private int results;
    private int permits; // given and not given back
    private boolean open = true;
    private boolean quick; // nothing is slow any more

    Witness(Random random, Machine machine) {
        this.random = random;
        this.model = machine.model;
        machine.offer("good", context -> noted(context, success()));
        machine.offer("bad", context -> {
            model.called(context);
            throw new StackOverflowError();
        });
        machine.offer("mixed", context -> noted(context, mixed()));
        machine.offer("again", context -> noted(context, random.nextBoolean() ? success() : again()));
        machine.offerAsync("slow", this::start);
        machine.gate("door", (occurrence, condition) -> answer());
    }

    int permits() {
        return permits;
    }

    /** The process is killed: nothing that it had will be given back. */
    void killed() {
        permits = 0;
    }

    /** The gate opens or closes. */
    void turn() {
        open = !open;
    }

    /** From now on everything goes well and soon. */
    void behave() {
        open = true;
        quick = true;
    }

    boolean isAnythingSlow() {
        return !slow.isEmpty();
    }

    /** One of the slow runs ends. */
    void finishOne() {
        slow.remove(random.nextInt(slow.size())).complete(random.nextInt(5) == 0 ? again() : mixed());
    }

    private CompletionStage<JobResult> start(JobContext context) {
        model.called(context);
        CompletableFuture<JobResult> promise = new CompletableFuture<>();
        if (quick) {
            promise.complete(success());
        } else {
            slow.add(promise);
        }
        return promise;
    }

    private JobResult noted(JobContext context, JobResult result) {
        model.called(context);
        return result;
    }

    private JobResult mixed() {
        if (quick) {
            return success();
        }
        return switch (random.nextInt(10)) {
            case 0 -> JobResult.cancelJob();
            case 1, 2, 3, 4 -> JobResult.failure("no");
            default -> success();
        };
    }

    /** With a number that tells what follows it from all else. */
    private JobResult success() {
        return JobResult.success("", Map.of("number", ++results));
    }

    private JobResult again() {
        return quick ? success() : JobResult.retryAfter(Duration.ofSeconds(1 + random.nextInt(4000)));
    }

    private RunGate.Answer answer() {
        if (!open) {
            return new RunGate.Refusal("the door is shut", Duration.ofSeconds(1 + random.nextInt(60)));
        }
        permits++;
        return (RunGate.Permit) () -> permits--;
    }
}
