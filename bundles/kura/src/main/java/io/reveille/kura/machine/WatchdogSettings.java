package io.reveille.kura.machine;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes Kura show and keep the settings of the watchdog; {@link EngineWatch} reads them, and exists only while the
 * engine and Kura's watchdog do.
 */
@Component(name = WatchdogSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WatchdogForm.class)
public final class WatchdogSettings implements ConfigurableComponent {

    /** The PID of the settings. */
    static final String PID = "io.reveille.kura.watchdog";

    /**
     * Does nothing: without this method each change would unregister the service, and Kura would forget the settings.
     */
    @Modified
    void modified(Map<String, Object> properties) {}
}
