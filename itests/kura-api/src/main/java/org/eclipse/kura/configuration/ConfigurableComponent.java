package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service whose configuration Kura keeps, and shows in its form: the one that its properties {@code service.pid} and
 * {@code kura.service.pid} name. To be offered by anybody.
 */
@ConsumerType
public interface ConfigurableComponent {}
