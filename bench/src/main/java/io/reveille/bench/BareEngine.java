package io.reveille.bench;

import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.core.component.EngineComponent;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import io.reveille.testing.internal.FakeReference;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The engine as its component makes it, with its own settings and real threads, without a framework around it. */
public final class BareEngine {

    private BareEngine() {}

    /** Starts it, with one job that is due in a day. */
    public static void start() throws IOException {
        MemoryDefinitionStore definitions = new MemoryDefinitionStore();
        EngineComponent component = new EngineComponent(
                context(), Map.of(), definitions, new MemoryStateStore(), place -> Optional.empty());
        component.start();
        Engine engine = component.engine();
        engine.handlerAdded(HandlerTracker.read(
                        new FakeReference<>("bench", Map.of("job.handler", "work")),
                        Handler.of((JobContext context) -> JobResult.success()))
                .orElseThrow());
        new ScheduleServiceImpl(engine, "bench")
                .schedule("every 24 hours within 1 hour")
                .named("daily")
                .run("work");
    }

    /** A context without any property. */
    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (made, method, arguments) -> null);
    }
}
