package io.reveille.kura.remote;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Shows the settings of remote control in Kura, and has Kura keep them; {@link RemoteControl} reads them. Both are one no more
 * than the engine and its settings are: settings are there and can be edited while the engine is not.
 */
@Component(name = RemoteSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RemoteForm.class)
public final class RemoteSettings implements ConfigurableComponent {

    /** The PID of the settings. */
    static final String PID = "io.reveille.kura.remote";

    /** Does nothing but be there: without it each change would take the service away, and Kura would forget the settings. */
    @Modified
    void modified(Map<String, Object> properties) {}
}
