package org.eclipse.kura.executor;

import org.osgi.annotation.versioning.ProviderType;

/** How a program ended. */
@ProviderType
public interface ExitStatus {

    int getExitCode();

    boolean isSuccessful();
}
