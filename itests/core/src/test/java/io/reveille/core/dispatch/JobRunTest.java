package io.reveille.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.Ending.Cut;
import io.reveille.testing.internal.ManualTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.impl.StaticLoggerBinder;

class JobRunTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private static final RunRequest REQUEST = new RunRequest(
            "scan", "r-1", NOON, 2, 3, true, false, Map.of("unit", 3L), Map.of("cursor", 7L), Map.of("page", 9L));

    private final ManualTimeSource time = new ManualTimeSource(NOON.plusSeconds(1));
    private final List<Ending> endings = new ArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final AtomicInteger overAtOnce = new AtomicInteger();
    private final FirstFailures failures = new FirstFailures();

    @TempDir
    Path temp;

    @Test
    void theHandlerIsToldEverything() {
        List<JobContext> calls = new ArrayList<>();

        run(context -> {
            calls.add(context);
            time.advance(Duration.ofSeconds(4));
            return JobResult.success("done", Map.of("values", 7L));
        });

        JobContext context = calls.get(0);
        assertThat(context.jobName()).isEqualTo("scan");
        assertThat(context.runId()).isEqualTo("r-1");
        assertThat(context.nominalTime()).isEqualTo(NOON);
        assertThat(context.actualTime()).isEqualTo(NOON.plusSeconds(1));
        assertThat(context.attempt()).isEqualTo(2);
        assertThat(context.missed()).isEqualTo(3);
        assertThat(context.isRecovery()).isTrue();
        assertThat(context.isTriggered()).isFalse();
        assertThat(context.isCancelled()).isFalse();
        assertThat(context.arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(context.memory()).isEqualTo(Map.of("cursor", 7L));
        Ending ending = theEnding();
        assertThat(ending.start()).isEqualTo(NOON.plusSeconds(1));
        assertThat(ending.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(ending.result().orElseThrow().message()).isEqualTo("done");
        assertThat(ending.cut()).isEqualTo(Cut.NOT);
        assertThat(started).hasValue(1);
    }

    @Test
    void theEndAndTheFreeWorkerAreToldAtOnce() {
        run(context -> JobResult.success());
        run(context -> {
            throw new IOException("no answer");
        });

        assertThat(overAtOnce).hasValue(2);
        assertThat(endings).hasSize(2);
        assertThat(returned).hasValue(2);
    }

    @Test
    void aRunEndsThoughThereIsNoMemoryToSayHow() {
        StaticLoggerBinder.fail(true);
        try {
            run(context -> {
                throw new Unspeakable();
            });
        } finally {
            StaticLoggerBinder.fail(false);
        }

        assertThat(theEnding().result()).isEmpty();
        assertThat(theEnding().message()).contains("no memory");
        assertThat(returned).hasValue(1);
    }

    /** Uses up the memory again when it is told. */
    private static final class Unspeakable extends Error {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            throw new OutOfMemoryError("no memory for a cause");
        }
    }

    @Test
    void theDurationIsThatOfTheMonotonicClock() {
        run(context -> {
            time.step(Duration.ofDays(-3));
            time.advance(Duration.ofSeconds(4));
            return JobResult.success();
        });

        assertThat(theEnding().duration()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void anExceptionIsTheEndInWords() {
        run(context -> {
            throw new IOException("no answer");
        });

        assertThat(theEnding().result()).isEmpty();
        assertThat(theEnding().message()).isEqualTo("IOException: no answer");
    }

    @Test
    void anErrorToo() {
        run(context -> {
            throw new NoClassDefFoundError("com/acme/Modbus");
        });

        assertThat(theEnding().message()).isEqualTo("NoClassDefFoundError: com/acme/Modbus");
    }

    @Test
    void anExceptionWithoutMessageIsNamed() {
        run(context -> {
            throw new IllegalStateException();
        });

        assertThat(theEnding().message()).isEqualTo("IllegalStateException");
    }

    @Test
    void anExceptionWhoseMessageThrowsIsNamedToo() {
        run(context -> {
            throw new HostileException();
        });

        assertThat(theEnding().message()).isEqualTo("HostileException");
    }

    @Test
    void anExceptionWithoutAMessageIsNamedByItsClass() {
        run(context -> {
            throw new IllegalStateException() {};
        });

        assertThat(theEnding().message()).isEqualTo("IllegalStateException");
    }

    @Test
    @SuppressWarnings("NullAway") // that is the fault
    void nullForAResult() {
        run(context -> null);

        assertThat(theEnding().message()).contains("null instead of a result");
    }

    @Test
    void nullForAStage() {
        start(context -> null).run();

        assertThat(theEnding().message()).contains("null instead of a stage");
    }

    @Test
    void aStageThatFails() {
        CompletableFuture<JobResult> promise = new CompletableFuture<>();
        start(context -> promise.thenApply(result -> result)).run();
        assertThat(endings).isEmpty();
        time.advance(Duration.ofMinutes(5));

        promise.completeExceptionally(new IOException("line lost"));

        assertThat(theEnding().message()).as("the cause, not its wrapping").isEqualTo("IOException: line lost");
        assertThat(theEnding().duration()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aStageThatYieldsNull() {
        start(context -> CompletableFuture.<@Nullable JobResult>completedFuture(null)
                        .thenApply(JobRunTest::unchecked))
                .run();

        assertThat(theEnding().message()).contains("null instead of a result");
    }

    @Test
    void whatIsLeftInMemoryComesBackAsJson() {
        run(context -> {
            context.memory().put("cursor", 8);
            context.memory().put("list", List.of(1, 2.5f));
            return JobResult.failure("but the memory counts");
        });

        assertThat(theEnding().memory()).isEqualTo(Map.of("cursor", 8L, "list", List.of(1L, 2.5)));
    }

    @Test
    void memoryThatIsNoJsonIsAFailure() {
        for (Object value : new Object[] {new Object(), Double.NaN, Instant.EPOCH, Map.of(1, 2)}) {
            endings.clear();
            run(context -> {
                context.memory().put("bad", value);
                return JobResult.success();
            });

            assertThat(theEnding().result()).isEmpty();
            assertThat(theEnding().message()).contains("the memory cannot be kept and stays as it was", "bad");
        }
    }

    @Test
    void memoryThatHoldsItselfIsAFailure() {
        run(context -> {
            context.memory().put("me", context.memory());
            return JobResult.success();
        });

        assertThat(theEnding().message()).contains("nested deeper than 32");
    }

    @Test
    void memoryThatIsTooLargeIsAFailure() {
        run(context -> {
            context.memory().put("log", "x".repeat(Endings.MAX_JSON));
            return JobResult.success();
        });

        assertThat(theEnding().result()).isEmpty();
        assertThat(theEnding().message()).contains("at most 16384", "the memory cannot be kept and stays as it was");
    }

    @Test
    void memoryOfJustTheRightSizeIsKept() {
        run(context -> {
            context.memory().clear();
            context.memory().put("log", "x".repeat(Endings.MAX_JSON - "{\"log\":\"\"}".length()));
            return JobResult.success();
        });

        assertThat(theEnding().result()).isPresent();
    }

    @Test
    void dataThatIsNoJsonIsAFailure() {
        run(context -> JobResult.success("ok", Map.of("thread", Thread.currentThread())));

        assertThat(theEnding().message()).contains("the data of the result cannot be kept", "thread");
    }

    @Test
    void whatTheHandlerDoesToItsDataAfterwardsIsNotSeen() {
        List<Object> values = new ArrayList<>(List.of(1));
        run(context -> JobResult.success("ok", Map.of("values", values)));

        values.add(new Object());

        assertThat(theEnding().data()).isEqualTo(Map.of("values", List.of(1L)));
    }

    @Test
    void cancelIsSeenByTheHandler() {
        List<Boolean> seen = new ArrayList<>();
        JobRun[] run = new JobRun[1];
        run[0] = start(Handler.of((JobHandler) context -> {
            seen.add(context.isCancelled());
            run[0].cancel();
            seen.add(context.isCancelled());
            return JobResult.success();
        }));

        run[0].run();

        assertThat(seen).containsExactly(false, true);
        assertThat(theEnding().result()).as("it may finish all the same").isPresent();
    }

    @Test
    void whatIsCancelledBeforeItBeganNeverBegins() {
        JobRun run = start(context -> {
            throw new AssertionError("called");
        });
        run.cancel();

        run.run();

        assertThat(started).hasValue(0);
        assertThat(theEnding().cut()).isEqualTo(Cut.STOPPED);
        assertThat(theEnding().message()).contains("before it had begun");
    }

    @Test
    void aStageThatIsCutOffEndsAtOnceAndOnce() {
        CompletableFuture<JobResult> promise = new CompletableFuture<>();
        JobRun run = start(context -> promise);
        run.run();

        run.cutOff(Cut.STOPPED);
        promise.complete(JobResult.success());

        assertThat(promise).isCancelled();
        assertThat(theEnding().cut()).isEqualTo(Cut.STOPPED);
        assertThat(theEnding().result()).isEmpty();
    }

    @Test
    void aStageThatCannotBeCancelledIsNotWaitedFor() {
        class Stubborn extends CompletableFuture<JobResult> {
            @Override
            public CompletableFuture<JobResult> toCompletableFuture() {
                throw new UnsupportedOperationException("not that");
            }
        }
        Stubborn promise = new Stubborn();
        JobRun run = start(context -> promise);
        run.run();

        run.cutOff(Cut.STOPPED);
        promise.complete(JobResult.success());

        assertThat(theEnding().cut()).isEqualTo(Cut.STOPPED);
    }

    @Test
    void anInterruptEndsARunAndDoesNotReachTheNext() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 100; i++) {
                CountDownLatch inside = new CountDownLatch(1);
                JobRun stuck = start(Handler.of((JobHandler) context -> {
                    inside.countDown();
                    new CountDownLatch(1).await();
                    return JobResult.success();
                }));
                AtomicBoolean interrupted = new AtomicBoolean();
                worker.execute(stuck);
                inside.await();
                stuck.cutOff(Cut.STOPPED);
                stuck.cutOff(Cut.STOPPED);
                worker.submit(() -> interrupted.set(Thread.currentThread().isInterrupted()))
                        .get();

                assertThat(interrupted).isFalse();
                int ended = i + 1;
                await().pollDelay(Duration.ZERO).until(() -> endings.size() == ended);
                assertThat(endings.get(i).cut()).isEqualTo(Cut.STOPPED);
                assertThat(endings.get(i).message()).isEqualTo("InterruptedException");
            }
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void anInterruptThatTheHandlerLeavesDoesNotReachTheNextRunEither() {
        run(context -> {
            Thread.currentThread().interrupt();
            return JobResult.success();
        });

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(theEnding().result()).isPresent();
    }

    @Test
    void argumentsCannotBeChanged() {
        run(context -> {
            context.arguments().put("unit", 4L);
            return JobResult.success();
        });

        assertThat(theEnding().message()).startsWith("UnsupportedOperationException");
    }

    @Test
    void memoryOfOneRunIsNotThatOfTheRequest() {
        Map<String, Object> memory = new HashMap<>(REQUEST.memory());
        run(context -> {
            context.memory().put("cursor", 8L);
            throw new IOException("lost");
        });

        assertThat(REQUEST.memory()).isEqualTo(memory);
        assertThat(theEnding().memory()).isEmpty();
    }

    @Test
    void theFirstFailureOfAKindHasItsStackTraceInTheLog() {
        JobHandler handler = context -> {
            throw new IOException("no answer");
        };
        Handler kept = Handler.of(handler);

        assertThat(warnings(() -> start(kept).run())).singleElement(STRING).contains("scan", "r-1", "at io.reveille");
        assertThat(warnings(() -> start(kept).run())).isEmpty();
        assertThat(warnings(() -> start(Handler.of(handler)).run()))
                .as("of a handler that comes anew")
                .hasSize(1);
        assertThat(warnings(() -> run(context -> JobResult.success()))).isEmpty();
    }

    @Test
    void anotherPlaceIsAnotherKind() {
        Handler handler = Handler.of((JobHandler) context -> {
            if (started.get() == 1) {
                throw new IOException("here");
            }
            throw new IOException("there");
        });

        assertThat(warnings(() -> start(handler).run())).hasSize(1);
        assertThat(warnings(() -> start(handler).run())).hasSize(1);
        assertThat(warnings(() -> start(handler).run())).isEmpty();
    }

    @Test
    void secretsAreHiddenInStackTracesToo() throws IOException {
        Path file = temp.resolve("secrets");
        Files.writeString(file, "meter=hunter22\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        RunRequest asks = new RunRequest(
                "scan", "r-1", NOON, 1, 0, false, false, Map.of("key", "%{secret:meter}"), Map.of(), Map.of());
        Handler handler = Handler.of((JobHandler) context -> {
            throw new IOException("refused " + context.arguments().get("key"), new IOException("hunter22"));
        });

        assertThat(warnings(() -> start(asks, handler, new Secrets(file)).run()))
                .singleElement(STRING)
                .contains("refused %{secret:meter}", "Caused by", "at io.reveille")
                .doesNotContain("hunter22");
    }

    @Test
    void whatIsCutOffByUsHasNoStackTrace() {
        JobRun run = start(Handler.of((JobHandler) context -> JobResult.success()));
        run.cancel();

        assertThat(warnings(run)).isEmpty();
        assertThat(endings).hasSize(1);
    }

    private static List<String> warnings(Runnable action) {
        List<String> lines = new ArrayList<>();
        StaticLoggerBinder.tell(lines::add);
        try {
            action.run();
        } finally {
            StaticLoggerBinder.tell(line -> {});
        }
        return lines.stream().filter(line -> line.startsWith("warn ")).toList();
    }

    private void run(JobHandler handler) {
        start(Handler.of(handler)).run();
    }

    private JobRun start(Handler handler) {
        return start(REQUEST, handler, new Secrets(null));
    }

    private JobRun start(RunRequest request, Handler handler, Secrets secrets) {
        return new JobRun(request, handler, time, secrets, failures, new JobRun.Watcher() {
            @Override
            public void started() {
                started.incrementAndGet();
            }

            @Override
            public void ended(Ending ending) {
                endings.add(ending);
            }

            @Override
            public void returned() {
                returned.incrementAndGet();
            }

            @Override
            public void over(Ending ending) {
                overAtOnce.incrementAndGet();
                ended(ending);
                returned();
            }
        });
    }

    private Ending theEnding() {
        assertThat(endings).hasSize(1);
        return endings.get(0);
    }

    @SuppressWarnings("NullAway") // a handler's bytes may say anything
    private static JobResult unchecked(@Nullable JobResult result) {
        return result;
    }

    private static final class HostileException extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("not even that");
        }
    }
}
