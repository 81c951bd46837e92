package io.reveille.core.component;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.JobHandler;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.Dispatcher;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.engine.ByHand;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.core.threads.Alarm;
import io.reveille.core.threads.GuardedCaller;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StateStore;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import io.reveille.testing.internal.ManualEngine;
import io.reveille.testing.internal.ManualTimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The engine as its component puts it together, all threads real, on a clock that the test turns. */
final class RealGateway {

    private final Map<String, Offer> offers = new HashMap<>();
    private final AtomicInteger letters = new AtomicInteger(); // to the engine's thread
    private final ManualTimeSource time = new ManualTimeSource(ManualScheduler.START);
    private final Dispatcher workers = new Dispatcher(2, RealGateway::daemon);
    private final ExecutorService stateThread = Executors.newSingleThreadExecutor(RealGateway::daemon);
    private final GuardedCaller announcements;
    private final GuardedCaller questions;
    private final Engine engine;
    private final EngineThread thread;

    RealGateway() throws Exception {
        this(new MemoryStateStore(), new MemoryDefinitionStore());
    }

    RealGateway(StateStore states, DefinitionStore definitions) throws Exception {
        Alarm alarm = (delay, action) -> this.engine().alarm(delay, action);
        announcements = new GuardedCaller("test-events", Duration.ofSeconds(10), time, alarm);
        questions = new GuardedCaller("test-questions", Duration.ofSeconds(10), time, alarm);
        engine = new Engine(
                ManualEngine.SETTINGS,
                states,
                new Engine.Surroundings(
                        counting(), workers, stateThread, announcements, questions, new Secrets(null), ByHand.NOT));
        thread = new EngineThread(engine);
        engine.load(definitions);
        thread.start();
    }

    /** The clock; counts the signals that the engine's thread is given, one for each letter. */
    private TimeSource counting() {
        AtomicInteger waits = new AtomicInteger();
        return proxy(TimeSource.class, (method, arguments) -> {
            Object result = method.invoke(time, arguments);
            return method.getName().equals("newWait") && waits.getAndIncrement() == 0 ? counting(result) : result;
        });
    }

    private TimeSource.Wait counting(Object wait) {
        return proxy(TimeSource.Wait.class, (method, arguments) -> {
            letters.addAndGet(method.getName().equals("signal") ? 1 : 0);
            return method.invoke(wait, arguments);
        });
    }

    private interface Call {
        @Nullable
        Object made(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (made, method, arguments) -> {
                    try {
                        return call.made(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** The number of letters to the engine's thread so far. */
    int letters() {
        return letters.get();
    }

    /** Asks something when all saves under way are over. */
    <R> R onStateThread(Callable<R> question) {
        try {
            return stateThread.submit(question).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    Engine engine() {
        return engine;
    }

    ScheduleServiceImpl scheduler() {
        return new ScheduleServiceImpl(engine, "app");
    }

    void handler(String name, JobHandler handler) {
        add(name, handler, 1L);
    }

    /** A bundle is updated, and its handler comes anew. */
    void update(String name, JobHandler handler) {
        engine.handlerRemoved(requireNonNull(offers.get(name), name));
        add(name, handler, 2L);
    }

    private void add(String name, JobHandler handler, long updated) {
        Offer offer = HandlerTracker.read(
                        new FakeReference<>("field", Map.of("job.handler", name, FakeReference.UPDATED, updated)),
                        Handler.of(handler))
                .orElseThrow();
        offers.put(name, offer);
        engine.handlerAdded(offer);
    }

    /** Time passes, second by second; the engine does what is due in each, and what comes of that later. */
    void advance(Duration span) {
        for (int second = 0; second < span.toSeconds(); second++) {
            rest();
            time.advance(Duration.ofSeconds(1));
        }
        rest();
    }

    /** Time passes until this is so. */
    void advanceUntil(Callable<Boolean> condition) throws Exception {
        for (int second = 0; second < 600 && !condition.call(); second++) {
            advance(Duration.ofSeconds(1));
        }
        await().until(condition);
        assertThat(condition.call()).isTrue();
    }

    /** How often a wait of one of the engine's threads has ended. */
    int wakings() {
        return time.ended();
    }

    /** Both of the engine's threads wait. */
    private void rest() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            int ended = time.ended();
            return stateThread.submit(() -> true).get() && time.waiting() == 2 && time.ended() == ended;
        });
    }

    void close() throws Exception {
        thread.stop();
        workers.stop();
        stateThread.shutdownNow();
        engine.close();
        announcements.stop();
        questions.stop();
    }
}
