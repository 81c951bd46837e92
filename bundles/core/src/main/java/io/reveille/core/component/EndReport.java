package io.reveille.core.component;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The report to a launcher, if one offers the service for it, that a thread of the engine has ended that should not
 * have: only a new process helps then. See docs/threads.md. Where none does, the component is there all the same: Karaf
 * shows a bundle with a component that waits as one that is not ready.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EndReport {

    private final EngineComponent core;
    private final @Nullable Consumer<String> gateway;

    @Activate
    public EndReport(
            @Reference EngineComponent core,
            @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY,
                            target = "(reveille.gateway=end)")
                    @Nullable
                    Consumer<String> gateway) {
        this.core = core;
        this.gateway = gateway;
        if (gateway != null) {
            core.engine().loops().whenEnded(gateway);
        }
    }

    @Deactivate
    void stop() {
        if (gateway != null) {
            core.engine().loops().forget(gateway);
        }
    }
}
