package org.eclipse.kura.executor;

import org.osgi.annotation.versioning.ProviderType;

/** Runs programs with the rights of the user that Kura was started by. */
@ProviderType
public interface PrivilegedExecutorService extends CommandExecutorService {}
