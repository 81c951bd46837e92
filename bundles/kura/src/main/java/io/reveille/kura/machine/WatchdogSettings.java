package io.reveille.kura.machine;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Shows the settings of the watchdog in Kura, and has Kura keep them; {@link EngineWatch} reads them, and is there only while
 * the engine and Kura's watchdog are.
 */
@Component(name = WatchdogSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WatchdogForm.class)
public final class WatchdogSettings implements ConfigurableComponent {

    /** The PID of the settings. */
    static final String PID = "io.reveille.kura.watchdog";

    /** Does nothing but be there: without it each change would take the service away, and Kura would forget the settings. */
    @Modified
    void modified(Map<String, Object> properties) {}
}
