package io.reveille.core.component;

import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The report to a launcher, if one offers the service for it, that a thread of the engine has ended that should not
 * have: only a new process helps then. See docs/threads.md.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EndReport {

    private final EngineComponent core;
    private final Consumer<String> gateway;

    @Activate
    public EndReport(
            @Reference EngineComponent core, @Reference(target = "(reveille.gateway=end)") Consumer<String> gateway) {
        this.core = core;
        this.gateway = gateway;
        core.engine().loops().whenEnded(gateway);
    }

    @Deactivate
    void stop() {
        core.engine().loops().forget(gateway);
    }
}
