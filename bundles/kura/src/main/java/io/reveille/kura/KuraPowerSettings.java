package io.reveille.kura;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/** Shows the settings of sleeping between jobs in Kura, and has Kura keep them. The bundle that sleeps reads them, as everywhere. */
@Component(
        name = "io.reveille.kura.power",
        configurationPid = "io.reveille.power",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class KuraPowerSettings implements ConfigurableComponent {

    /** Does nothing but be there: without it each change would take the service away, and Kura would forget the settings. */
    @Modified
    void modified(Map<String, Object> properties) {}
}
