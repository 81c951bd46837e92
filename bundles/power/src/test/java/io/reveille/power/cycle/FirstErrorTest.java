package io.reveille.power.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What a loop does with an error asks its bundle's class loader for nothing: that needs memory, and the first error may be
 * that there is none. What fails there ends the thread.
 */
class FirstErrorTest {

    @Test
    void theCycleLoadsNothingWhenItFails() throws Exception {
        Noting loader = new Noting();
        Class<?> type = loader.loadClass(CycleThread.class.getName());
        Constructor<?> maker = type.getConstructor(
                loader.loadClass(SleepCycle.class.getName()), loader.loadClass(Caller.class.getName()), Consumer.class);
        Object thread = maker.newInstance(null, null, null);
        Method turn = type.getDeclaredMethod("turn");
        turn.setAccessible(true);
        Method await = type.getDeclaredMethod("await", Optional.class);
        await.setAccessible(true);
        await.invoke(thread, Optional.of(Duration.ZERO)); // as each turn does before it looks
        Field next = type.getDeclaredField("next");
        next.setAccessible(true);
        next.set(thread, Optional.of(Duration.ZERO));
        loader.asked.clear();

        turn.invoke(thread); // there is no cycle, which it survives

        assertThat(loader.asked).isEmpty();
    }

    /** The classes of this bundle again, and what it is asked for. */
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
            if (!name.startsWith("io.reveille.power.")) {
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
