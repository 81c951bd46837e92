package org.eclipse.kura.configuration;

import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Kura's own store of configurations: those in ConfigurationAdmin are what is used now, and a snapshot of all of them, a
 * file, is what outlives a restart.
 */
@ProviderType
public interface ConfigurationService {

    /** Property of configurations and services: Kura's name for the component. */
    String KURA_SERVICE_PID = "kura.service.pid";

    /** The factory PIDs of all forms that active bundles bring. */
    Set<String> getFactoryComponentPids();

    /**
     * Makes a configuration: the form's defaults, and these properties over them.
     *
     * @param pid its {@code kura.service.pid}
     * @param properties may be null
     * @param takeSnapshot whether it is to outlive a restart at once
     * @throws KuraException if there is one of this name, or it cannot be written
     */
    void createFactoryConfiguration(String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException;

    /**
     * Deletes a configuration; warns in Kura's log, and returns, if there is none of this name.
     *
     * @throws KuraException if it cannot be deleted
     */
    void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException;

    /** The {@code kura.service.pid} of all that Kura knows of, as they change. */
    Set<String> getConfigurableComponentPids();

    /** What is used now; null if Kura does not know of it. */
    ComponentConfiguration getComponentConfiguration(String pid) throws KuraException;

    /**
     * Lays properties over those that are there; null takes one away. Does nothing, and says so in Kura's log only, if Kura
     * does not know of the component, or has no form for it.
     */
    void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot) throws KuraException;

    /** Writes all that is used now; returns the snapshot's time. */
    long snapshot() throws KuraException;
}
