package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.power.TurnedClocks;
import io.reveille.power.cycle.Memory.Kept;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Result;
import io.reveille.spi.Quiescence.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CycleThreadTest {

    private static final Instant START = Instant.parse("2027-05-01T12:00:00Z");
    private static final Instant NEXT = START.plus(Duration.ofHours(3));

    @TempDir
    Path folder;

    private final TurnedClocks clocks = new TurnedClocks(START);
    private final FakeBackend backend = new FakeBackend(clocks);
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @Test
    void itLooksWhenItIsTold() throws Exception {
        CountDownLatch slept = new CountDownLatch(1);
        backend.does = request -> {
            Result result = backend.slept(request, Duration.ofMillis(300));
            slept.countDown();
            return result;
        };
        Camp camp = camp();
        CycleThread thread = new CycleThread(camp.cycle, camp.caller, ended::add);
        thread.start();
        CountDownLatch looked = new CountDownLatch(1);
        thread.submit(looked::countDown);
        looked.await();
        clocks.awake(Duration.ofMinutes(2)); // its own wait does not see that
        thread.changed();
        slept.await();
        assertThat(thread.stop()).isFalse();
        assertThat(new Memory(folder.resolve("memory")).load())
                .extracting(Kept::totals)
                .isEqualTo(camp.journal.totals());
    }

    @Test
    void itEndsInTheMiddleOfASleepAndTheEngineGoesOn() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        backend.does = request -> {
            called.countDown();
            new CountDownLatch(1).await();
            return Result.of(End.ALARM, Duration.ZERO, "never");
        };
        Camp camp = camp();
        clocks.awake(Duration.ofMinutes(2));
        CycleThread thread = new CycleThread(camp.cycle, camp.caller, ended::add);
        thread.start();
        called.await();
        assertThat(camp.engine.held).isTrue();
        thread.stop();
        assertThat(camp.engine.held).isFalse();
    }

    @Test
    void neitherAnErrorNorAnInterruptFromOutsideEndsIt() throws Exception {
        Camp camp = camp();
        CycleThread thread = new CycleThread(camp.cycle, camp.caller, ended::add);
        thread.start();
        CountDownLatch interrupted = new CountDownLatch(1);
        thread.submit(() -> {
            interrupted.countDown();
            throw new OutOfMemoryError("no memory");
        });
        interrupted.await();
        thread.submit(() -> Thread.currentThread().interrupt());
        CountDownLatch done = new CountDownLatch(1);

        thread.submit(() -> {
            throw new StackOverflowError();
        });
        thread.submit(done::countDown);

        done.await();
        assertThat(ended).isEmpty();
        thread.stop();
        assertThat(ended).isEmpty();
    }

    private Camp camp() {
        return new Camp(
                clocks, List.of(new Window("poll", NEXT, NEXT, true)), new Caller(), folder.resolve("memory"), backend);
    }
}
