package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

@Timeout(60)
class SchedulerComesLateTest {

    private static final String SERVICE = "io.reveille.ScheduleService";

    @TempDir
    Path temp;

    private Framework framework;
    private BundleContext context;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, temp.resolve("cache").toString()));
        framework.start();
        context = framework.getBundleContext();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void whoWaitsIsToldWhenItComesAndNotBefore() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        new Scheduler(context).whenUp(told::countDown);
        context.registerService("java.lang.Runnable", (Runnable) () -> {}, null);
        assertThat(told.getCount()).isEqualTo(1);

        context.registerService(SERVICE, scheduler(), null);
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoAsksWhenItIsThereIsToldAtOnce() throws Exception {
        context.registerService(SERVICE, scheduler(), null);

        CountDownLatch told = new CountDownLatch(1);
        new Scheduler(context).whenUp(told::countDown);
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static Object scheduler() throws ClassNotFoundException {
        Class<?> type = Class.forName(SERVICE);
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> method.getName());
    }
}
