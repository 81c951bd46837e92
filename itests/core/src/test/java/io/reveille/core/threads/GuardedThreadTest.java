package io.reveille.core.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.impl.StaticLoggerBinder;

/** Real threads; the clock and the alarm are turned by hand. */
class CourierTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Object ANN = new Object();
    private static final Object BOB = new Object();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private record Armed(Duration delay, Runnable action) {}

    private final String name = "test-guarded-" + COUNT.incrementAndGet();
    private final ManualTimeSource time = new ManualTimeSource(Instant.parse("2027-01-01T00:00:00Z"));
    private final List<Armed> alarms = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> overdue = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private final BlockingQueue<String> stuck = new LinkedBlockingQueue<>();
    private final GuardedThread guarded = new GuardedThread(
            name,
            LIMIT,
            time,
            (delay, action) -> {
                Armed armed = new Armed(delay, action);
                alarms.add(armed);
                return () -> alarms.remove(armed);
            },
            (label, owner, cameBack) -> overdue.add(label + (cameBack ? " came back" : " given up")));

    @AfterEach
    void letEverybodyGo() {
        StaticLoggerBinder.fail(false);
        free.countDown();
        guarded.stop();
    }

    @Test
    void tasksAreDoneInOrderOnOneDaemonThread() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            String label = "task " + i;
            assertThat(guarded.execute(label, i % 2 == 0 ? ANN : BOB, () -> {
                        threads.add(Thread.currentThread());
                        done.add(label);
                    }))
                    .isTrue();
        }
        awaitIdle();
        assertThat(done)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "task " + i).toList());
        assertThat(threads).allMatch(Thread::isDaemon).allMatch(thread -> thread == threads.get(0));
        assertThat(threads.get(0).getName()).isEqualTo(name);
    }

    @Test
    void noThreadAndNoAlarmBeforeTheFirstTask() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(name);
        assertThat(alarms).isEmpty();
    }

    @Test
    void aTaskThatThrowsHarmsNoOther() throws Exception {
        guarded.execute("bad", ANN, () -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        run("good", ANN);
        assertThat(take(done)).isEqualTo("good");
    }

    @Test
    void aTaskWhoseErrorCannotBeLoggedHarmsNoOther() throws Exception {
        StaticLoggerBinder.fail(true);
        for (int i = 0; i < 3; i++) {
            guarded.execute("bad", ANN, () -> {
                throw new OutOfMemoryError("no memory");
            });
        }
        run("good", ANN);
        run("of Bob", BOB);

        assertThat(take(done)).isEqualTo("good");
        assertThat(take(done)).isEqualTo("of Bob");
        StaticLoggerBinder.fail(false);
        awaitIdle();
    }

    @Test
    void aTaskBeyondItsLimitIsGivenUpAndItsCulpritCutOff() throws Exception {
        block("stuck", ANN);
        run("of Ann", ANN);
        run("of Bob", BOB);

        pass(LIMIT);

        assertThat(take(overdue)).isEqualTo("stuck given up");
        assertThat(take(done)).isEqualTo("of Bob");
        assertThat(guarded.abandoned()).isEqualTo(1);
        assertThat(guarded.execute("more of Ann", ANN, () -> {})).isFalse();
        awaitIdle();

        free.countDown();

        assertThat(take(overdue)).isEqualTo("stuck came back");
        assertThat(guarded.execute("still more of Ann", ANN, () -> {})).isFalse();
        assertThat(guarded.abandoned()).isZero();
        guarded.forgive(ANN);
        run("Ann again", ANN);
        assertThat(take(done)).isEqualTo("Ann again");
    }

    @Test
    void anInterruptBringsAPoliteTaskBack() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        guarded.execute("polite", ANN, () -> {
            stuck.add("polite");
            try {
                never.await();
            } catch (InterruptedException e) {
                done.add("interrupted");
            }
        });
        take(stuck);
        pass(LIMIT);
        assertThat(take(done)).isEqualTo("interrupted");
        assertThat(take(overdue)).isEqualTo("polite given up");
        assertThat(take(overdue)).isEqualTo("polite came back");
    }

    @Test
    void theLimitCountsFromTheBeginningOfEachTask() throws Exception {
        CountDownLatch first = block("first");
        CountDownLatch second = block("second");
        assertThat(take(stuck)).isEqualTo("first");
        time.advance(Duration.ofSeconds(6));
        first.countDown();
        assertThat(take(stuck)).isEqualTo("second");

        pass(Duration.ofSeconds(4)); // the alarm was armed for the first
        assertThat(guarded.abandoned()).isZero();
        assertThat(alarms).extracting(Armed::delay).containsExactly(Duration.ofSeconds(6));

        time.suspend(Duration.ofHours(1)); // no time in which it could have come back
        pass(Duration.ofSeconds(5));
        assertThat(guarded.abandoned()).isZero();
        assertThat(alarms).extracting(Armed::delay).containsExactly(Duration.ofSeconds(1));

        second.countDown();
        awaitIdle();
        assertThat(overdue).isEmpty();
    }

    @Test
    void eachCulpritHoldsAtMostOneThread() throws Exception {
        block("a", ANN);
        pass(LIMIT);
        block("b", BOB);
        pass(LIMIT);
        assertThat(guarded.abandoned()).isEqualTo(2);
        assertThat(guarded.execute("c", ANN, () -> {})).isFalse();
        assertThat(guarded.execute("d", BOB, () -> {})).isFalse();
        assertThat(alarms).isEmpty();
        free.countDown();
        await().until(() -> guarded.abandoned() == 0);
    }

    @Test
    void beyondTheBoundTheNewestAreDropped() throws Exception {
        block("slow", ANN);
        for (int i = 0; i < GuardedThread.MAX_WAITING; i++) {
            assertThat(guarded.execute("waits", BOB, () -> done.add("waited"))).isTrue();
        }
        assertThat(guarded.execute("too much", BOB, () -> done.add("too much"))).isFalse();
        free.countDown();
        awaitIdle();
        assertThat(done).hasSize(GuardedThread.MAX_WAITING).doesNotContain("too much");
        assertThat(guarded.execute("room again", BOB, () -> {})).isTrue();
    }

    @Test
    void whatWaitsOfOneWhoIsGoneIsDropped() throws Exception {
        block("running", BOB);
        run("of Ann", ANN);
        run("of Bob", BOB);
        guarded.remove(ANN);
        assertThat(done).isEmpty();
        free.countDown();
        awaitIdle();
        assertThat(done).containsExactly("of Bob");
    }

    @Test
    void afterTheStopWhatWaitsIsStillDone() throws Exception {
        block("stuck", ANN);
        run("last", BOB);
        guarded.stop();
        assertThat(guarded.execute("too late", BOB, () -> {})).isFalse();
        pass(LIMIT);
        assertThat(take(done)).isEqualTo("last");
        assertThat(guarded.execute("too late", BOB, () -> {})).isFalse();
    }

    private void run(String label, Object owner) {
        assertThat(guarded.execute(label, owner, () -> done.add(label))).isTrue();
    }

    /** A task that does not come back, interrupted or not, before {@link #free}; it has begun when this returns. */
    private void block(String label, Object owner) throws InterruptedException {
        guarded.execute(label, owner, () -> hold(label, free));
        take(stuck);
    }

    private CountDownLatch block(String label) {
        CountDownLatch until = new CountDownLatch(1);
        guarded.execute(label, ANN, () -> hold(label, until));
        return until;
    }

    private void hold(String label, CountDownLatch until) {
        stuck.add(label);
        while (until.getCount() > 0) {
            try {
                until.await();
            } catch (InterruptedException e) {
                assertThat(until.getCount()).isPositive(); // it does not listen
            }
        }
    }

    /** Time passes, and every alarm that is armed rings. */
    private void pass(Duration span) {
        time.advance(span);
        List.copyOf(alarms).forEach(armed -> {
            alarms.remove(armed);
            armed.action().run();
        });
    }

    /** With nothing to do no alarm is armed. */
    private void awaitIdle() {
        await().until(alarms::isEmpty);
    }

    private static String take(BlockingQueue<String> queue) throws InterruptedException {
        return String.valueOf(queue.poll(10, TimeUnit.SECONDS));
    }
}
