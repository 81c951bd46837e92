package io.reveille.kura;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/** Shows the settings of the engine in Kura, and has Kura keep them. The engine itself reads them, as everywhere. */
@Component(
        name = "io.reveille.kura.engine",
        configurationPid = "io.reveille",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class EngineSettings implements ConfigurableComponent {

    /** Does nothing but be there: without it each change would take the service away, and Kura would forget the settings. */
    @Modified
    void modified(Map<String, Object> properties) {}
}
