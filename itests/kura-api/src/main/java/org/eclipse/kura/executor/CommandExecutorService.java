package org.eclipse.kura.executor;

import org.osgi.annotation.versioning.ProviderType;

/** Runs programs. */
@ProviderType
public interface CommandExecutorService {

    /** Runs one, and returns when it has ended. An interrupt ends it. */
    CommandStatus execute(Command command);
}
