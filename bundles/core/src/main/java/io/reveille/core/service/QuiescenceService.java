package io.reveille.core.service;

import io.reveille.core.component.EngineComponent;
import io.reveille.spi.Quiescence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** The engine's side of sleeping, as a service. */
@Component(service = Quiescence.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class QuiescenceService implements Quiescence {

    private final Quiescence engine;

    @Activate
    public QuiescenceService(@Reference EngineComponent core) {
        this.engine = core.engine().quiescence();
    }

    @Override
    public Outlook outlook() {
        return engine.outlook();
    }

    @Override
    public boolean runOpen() {
        return engine.runOpen();
    }

    @Override
    public Optional<Quiet> tryEnter() {
        return engine.tryEnter();
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return engine.watch(changed);
    }

    @Override
    public List<Window> windows(Instant from, Instant to) {
        return engine.windows(from, to);
    }

    @Override
    public Optional<Instant> windows(Instant from, Instant to, Consumer<Window> each) {
        return engine.windows(from, to, each);
    }
}
