package org.eclipse.kura.configuration;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** A configuration as Kura gives it. */
@ProviderType
public interface ComponentConfiguration {

    /** The {@code kura.service.pid}. */
    String getPid();

    /** All properties, {@code service.pid} and {@code service.factoryPid} among them. */
    Map<String, Object> getConfigurationProperties();
}
