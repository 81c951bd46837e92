package io.reveille.kura;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;

/** Makes Kura show and keep the settings of the gateway's sleep. The power bundle reads them, as on other platforms. */
@Component(
        name = "io.reveille.kura.power",
        configurationPid = "io.reveille.power",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class KuraPowerSettings implements ConfigurableComponent {

    /**
     * Does nothing: without this method each change would unregister the service, and Kura would forget the settings.
     */
    @Modified
    void modified(Map<String, Object> properties) {}
}
