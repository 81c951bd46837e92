package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.core.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What a loop does with an error asks its bundle's class loader for nothing: that needs memory, and the first error may be
 * that there is none. What fails there ends the thread.
 */
class FirstErrorTest {

    @Test
    void theGuardLoadsNothingWhenItFails() throws Exception {
        Noting loader = new Noting();
        Class<?> type = loader.loadClass(EngineThread.class.getName());
        Constructor<?> maker = type.getDeclaredConstructor(loader.loadClass(Engine.class.getName()));
        maker.setAccessible(true);
        Object thread = maker.newInstance(new Object[] {null});
        Method once = type.getDeclaredMethod("guardOnce");
        once.setAccessible(true);
        loader.asked.clear();

        once.invoke(thread); // there is no engine, which it survives

        assertThat(loader.asked).isEmpty();
    }

    @Test
    void aFailureThatCannotBeHandledEndsNoThread() throws Exception {
        Constructor<EngineThread> maker = EngineThread.class.getDeclaredConstructor(Engine.class);
        EngineThread thread = maker.newInstance(new Object[] {null}); // neither a step nor its failure can be handled
        Method run = EngineThread.class.getDeclaredMethod("run");
        run.setAccessible(true);
        Thread running = new Thread(() -> {
            try {
                run.invoke(thread);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        });
        running.setDaemon(true);
        running.start();

        await().until(() -> running.getState() == Thread.State.TIMED_WAITING || !running.isAlive());
        assertThat(running.isAlive()).isTrue();

        Field stopped = EngineThread.class.getDeclaredField("stopped");
        stopped.setAccessible(true);
        stopped.setBoolean(thread, true);
        LockSupport.unpark(running);
        running.join();
    }

    /** The classes of core again, and what it is asked for. */
    private static final class Noting extends ClassLoader {

        private final List<String> asked = new CopyOnWriteArrayList<>();

        Noting() {
            super(FirstErrorTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            if (!name.startsWith("io.reveille.core.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
