package io.reveille.bench;

import io.reveille.JobHandler;
import io.reveille.ScheduleService;
import io.reveille.core.component.EngineComponent;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.service.ScheduleServiceImpl;
import io.reveille.spi.StateStore;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.internal.FakeReference;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The engine as its component makes it, with real threads, without a framework around it. */
public final class BareEngine implements AutoCloseable {

    private final EngineComponent component;
    private final ScheduleService service;

    private BareEngine(EngineComponent component) {
        this.component = component;
        this.service = new ScheduleServiceImpl(component.engine(), "bench");
    }

    /**
     * Starts an engine whose definitions are kept in memory.
     *
     * @param settings those that are not to have their defaults
     * @param name the name of its only handler
     */
    public static BareEngine start(Map<String, Object> settings, StateStore states, String name, JobHandler handler)
            throws IOException {
        EngineComponent component = new EngineComponent(
                context(), settings, new MemoryDefinitionStore(), states, place -> Optional.empty());
        component.start();
        component
                .engine()
                .handlerAdded(HandlerTracker.read(
                                new FakeReference<>("bench", Map.of("job.handler", name)), Handler.of(handler))
                        .orElseThrow());
        return new BareEngine(component);
    }

    /** Returns the service, as a bundle of the name "bench" gets it. */
    public ScheduleService service() {
        return service;
    }

    /** Stops the engine as the component runtime does, which need not see the method either. */
    @Override
    public void close() {
        try {
            Method stop = EngineComponent.class.getDeclaredMethod("stop");
            stop.setAccessible(true);
            stop.invoke(component);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A context without any property. */
    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (made, method, arguments) -> null);
    }
}
