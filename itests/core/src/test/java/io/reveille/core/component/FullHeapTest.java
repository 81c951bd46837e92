package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.engine.Engine;
import io.reveille.core.threads.SoleThread;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.ManualTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that have to go on meet their first failure with not a byte left of the heap, in a process that has nothing else. */
class FullHeapTest {

    @TempDir
    Path temp;

    @Test
    void theEnginesThreadGoesOn() throws Exception {
        assertThat(run("engine")).isEqualTo("goes on\n");
    }

    @Test
    void aThreadThatDoesOneTaskAfterTheOtherGoesOn() throws Exception {
        assertThat(run("tasks")).isEqualTo("goes on\n");
    }

    private String run(String what) throws IOException, InterruptedException {
        Path output = temp.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        what)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    /** The process. */
    static final class Child {

        private static volatile @Nullable Object taken;
        private static volatile @Nullable Thread taker;

        private Child() {}

        public static void main(String[] what) throws Exception {
            rests(Thread.currentThread()); // loads what this takes while there is memory
            Thread.onSpinWait();
            boolean goesOn = what[0].equals("engine") ? engine() : tasks();
            System.out.println(goesOn ? "goes on" : "does not go on");
            System.exit(0);
        }

        private static boolean engine() throws Exception {
            ManualTimeSource time = new ManualTimeSource(ManualScheduler.START);
            ExecutorService others = Executors.newSingleThreadExecutor();
            Engine engine = new Engine(
                    ManualEngine.SETTINGS,
                    new MemoryStateStore(),
                    ManualEngine.surroundings(time, others, 1, others, others));
            engine.load(new MemoryDefinitionStore());
            engine.alarm(Duration.ofSeconds(1), Child::takeAll);
            EngineThread thread = new EngineThread(engine);
            thread.start();
            engine.access().view("none"); // it is up
            time.advance(Duration.ofSeconds(1));
            awaitTaken();
            time.advance(Duration.ofSeconds(1)); // the pause after steps that fail one after the other

            return engine.loops().ended().isEmpty()
                    && engine.access().view("none").isEmpty();
        }

        private static boolean tasks() throws Exception {
            SoleThread thread = new SoleThread("tasks");
            CountDownLatch next = new CountDownLatch(1);
            thread.execute(Child::takeAll);
            awaitTaken();
            thread.execute(next::countDown);

            return next.await(10, TimeUnit.SECONDS);
        }

        private static void takeAll() {
            taker = Thread.currentThread();
            Object[] last = {};
            int size = 1 << 20;
            while (size > 0) {
                try {
                    last = new Object[] {last};
                    Object[] next = new Object[size];
                    next[0] = last;
                    last = next;
                } catch (OutOfMemoryError e) {
                    size /= 2;
                }
            }
            taken = last;
            throw new OutOfMemoryError("not even for this text");
        }

        /** Waits, without memory, until the thread has handled the failure and rests, or has ended; then gives all back. */
        private static void awaitTaken() {
            while (taken == null || !rests(taker)) {
                Thread.onSpinWait();
            }
            taken = null;
        }

        private static boolean rests(@Nullable Thread thread) {
            if (thread == null) {
                return false;
            }
            Thread.State state = thread.getState();
            return state == Thread.State.WAITING
                    || state == Thread.State.TIMED_WAITING
                    || state == Thread.State.TERMINATED;
        }
    }
}
