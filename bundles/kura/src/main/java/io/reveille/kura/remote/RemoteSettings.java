package io.reveille.kura.remote;

import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes Kura show and keep the settings of remote control; {@link RemoteControl} reads them. The two are separate, so
 * that the settings can be edited while the engine is not there.
 */
@Component(name = RemoteSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RemoteForm.class)
public final class RemoteSettings implements ConfigurableComponent {

    /** The PID of the settings. */
    static final String PID = "io.reveille.kura.remote";

    /**
     * Does nothing: without this method each change would unregister the service, and Kura would forget the settings.
     */
    @Modified
    void modified(Map<String, Object> properties) {}
}
